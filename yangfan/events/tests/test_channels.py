import pytest
from django.utils import translation

from yangfan.events import channels
from yangfan.events.models import Channel
from yangfan.events.pipeline.tables import CHANNELS
from yangfan.events.sites import create_site
from yangfan.events.snapshot import read_records


@pytest.fixture
def site(workspace):
    return create_site(workspace=workspace, name="Site", hosts=["arm.example"])


def test_every_built_in_channel_has_a_name_and_a_group():
    assert {entry["key"] for entry in CHANNELS} == set(channels.TITLES)
    assert {entry["group"] for entry in CHANNELS} == set(channels.GROUPS)


def test_the_built_in_rules_can_be_read():
    for entry in CHANNELS:
        channels.check_rules(entry["rules"])


def test_a_new_workspace_has_the_channels_in_the_readers_language(workspace, site):
    with translation.override("zh-hans"):
        chinese = {each.key: each.title for each in channels.channels_of(workspace)}
    with translation.override("en"):
        english = {each.key: each.title for each in channels.channels_of(workspace)}
    assert (chinese["trade_fair"], english["trade_fair"]) == ("展会二维码", "Trade fair QR")


def test_a_changed_channel_reaches_the_loaders_snapshot(workspace, site):
    changed = channels.change_channel(
        workspace=workspace, key="referral", name="Partners", rules=[{"host": "partner.example"}]
    )
    assert (changed.title, changed.is_renamed) == ("Partners", True)
    rules = {rule.key: rule.rules for rule in read_records().channels[workspace.pk]}
    assert rules["referral"] == [{"host": "partner.example"}]
    channels.change_channel(workspace=workspace, key="referral", name="", rules=[{"host": "*"}])
    assert not Channel.objects.of(workspace).get(key="referral").name


@pytest.mark.parametrize("rules", [[{}], [{"sauce": "x"}], [{"source": "("}]])
def test_a_rule_that_cannot_be_read_is_refused(workspace, site, rules):
    with pytest.raises(channels.BadRule):
        channels.change_channel(workspace=workspace, key="referral", name="", rules=rules)


def test_a_channel_of_another_workspace_cannot_be_changed(other_workspace, site):
    with pytest.raises(channels.ChannelUnknown):
        channels.change_channel(workspace=other_workspace, key="referral", name="", rules=[{"host": "*"}])
