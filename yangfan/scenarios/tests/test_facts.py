"""Facts of a kind: what is taken, how it is said, and what a page does when one is missing."""

import pytest
from django.utils import timezone, translation

from yangfan.scenarios import public as scenarios
from yangfan.scenarios.applying import actions, marks
from yangfan.scenarios.applying.models import AppliedPage
from yangfan.scenarios.format import kinds
from yangfan.scenarios.wizard.forms import FactsForm
from yangfan.sites import public as sites

HOURS = "mo-fr 09:00-12:00,13:30-18:00; sa 10:00-16:00; su closed"


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("number", "１１,000", "11,000"), ("year", "2014年", "2014"), ("date", "2026/3/1", "2026-03-01"), ("time", "9:05", "09:05"),
        ("link", "www.example.com/map", "https://www.example.com/map"), ("mail", "info@example.com", "info@example.com"),
        ("phone", "+86 (512) 1234-5678", "+86 (512) 1234-5678"), ("code", "WELCOME30", "WELCOME30"), ("hours", HOURS, HOURS),
        ("hours", "周一至周五 9:00–12:00，13:30–18:00；周六 10:00～16:00；周日 休息", HOURS), ("words", "  two  words ", "two words"),
        ("hours", "fr-mo 22-24:00", "mo 22:00-00:00; fr-su 22:00-00:00"),
    ],
)  # fmt: skip
def test_a_fact_is_kept_as_its_kind_is_written(kind, typed, kept):
    assert kinds.read(kind, typed) == kept and kinds.holds(kind, kept)


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("number", "many"), ("year", "14"), ("date", "tomorrow"), ("date", "2026-02-30"), ("time", "25:00"), ("link", "our map"),
        ("link", "javascript:alert(1)"), ("mail", "nobody"), ("phone", "call us"), ("code", "TWO WORDS"), ("hours", "always"),
        ("hours", "mo 9am"), ("hours", "su closed"),
    ],
)  # fmt: skip
def test_what_is_no_fact_of_its_kind_is_refused_in_words(kind, typed):
    with pytest.raises(kinds.FactRefused) as refused, translation.override("en"):
        kinds.read(kind, typed)
    assert len(str(refused.value)) > 15 and not kinds.holds(kind, typed)


def test_opening_hours_and_days_are_said_in_the_language_of_the_page():
    assert kinds.say("hours", HOURS, "en") == "Mon–Fri 09:00–12:00, 13:30–18:00, Sat 10:00–16:00, Sun closed"
    assert (
        kinds.say("hours", HOURS, "zh-hans")
        == "周一至周五 09:00–12:00、13:30–18:00；周六 10:00–16:00；周日 休息"
    )
    assert "2026" in kinds.say("date", "2026-12-31", "zh-hans") and "12月31日" in kinds.say(
        "date", "2026-12-31", "zh-hans"
    )
    assert kinds.say("hours", "by appointment", "en") == "by appointment"  # an older answer, in words


def shop():
    return scenarios.pack_of("ecommerce")


def test_the_wizard_names_what_is_wrong_with_each_fact():
    data = {
        "hours__en_0": "9:00–18:00", "hours__en_6": "sometimes", "map_link__en": "our map", "offer_until__en": "soon",
    }  # fmt: skip
    with translation.override("en"):
        form = FactsForm(data, known=shop().manifest.facts, values={})
        assert set(form.errors) == {"hours__en", "map_link__en", "offer_until__en"}
        assert "Sunday" in str(form.errors["hours__en"]) and "https://" in str(form.errors["map_link__en"])
        good = data | {
            "hours__en_6": "closed",
            "map_link__en": "map.example.com",
            "offer_until__en": "2026-12-31",
        }
        form = FactsForm(good, known=shop().manifest.facts, values={})
        assert form.is_valid()
    answers = form.answers()
    assert answers["hours"] == {"en": "mo 09:00-18:00; su closed"} and answers["map_link"] == {
        "en": "https://map.example.com"
    }
    again = FactsForm(known=shop().manifest.facts, values=answers)["hours__en"]
    assert 'value="09:00–18:00"' in str(again)


def test_facts_of_a_file_are_read_by_their_kind():
    read = scenarios.read_facts(
        pack=shop(), said={"offer_until": {"en": "2026.3.1"}, "city": {"en": "Suzhou"}}
    )
    assert read == {"offer_until": {"en": "2026-03-01"}, "city": {"en": "Suzhou"}}
    with pytest.raises(scenarios.SetupRefused, match="hours"):
        scenarios.read_facts(pack=shop(), said={"hours": {"en": "always"}})


@pytest.fixture
def store(setup, built, owner):
    """The pages of a shop, in English, with these facts."""

    def build(**known):
        setup.pack, setup.languages, setup.products = "ecommerce", ["en"], []
        setup.facts = (
            setup.facts
            | {"address": {"en": "8 Quay Road"}}
            | {key: {"en": text} for key, text in known.items()}
        )
        setup.save()
        actions.build(setup=setup, actor=owner, now=timezone.now())

        def page(path):
            row = AppliedPage.objects.of(setup.workspace).get(setup=setup, path=path, language="en")
            return row.page.specific.get_latest_revision_as_object()

        return page

    return build


def block(page, kind):
    return next(each.value for each in page.body if each.block_type == kind)


def test_a_link_hours_and_a_day_come_from_facts(store, setup, owner, visit):
    page = store(
        hours=HOURS, map_link="https://map.example.com/8", offer_title="First visit", offer_until="2099-12-31"
    )
    card = block(page("store"), "map_card")
    assert card["map_url"] == "https://map.example.com/8"
    assert [row["value"] for row in card["hours"]] == ["09:00–12:00, 13:30–18:00", "10:00–16:00", "closed"]
    assert block(page("offers"), "offer")["until"].isoformat() == "2099-12-31"
    assert block(page("store"), "action")["link"]["url"].endswith("keyword=8%20Quay%20Road")


def test_a_missing_link_is_marked_beside_the_words_and_visitors_see_neither(store, setup, owner, visit):
    page = store(offer_title="First visit")
    card = block(page("store"), "map_card")
    assert not card["map_url"] and "【To be added: link to the store on a map】" in card["title"]
    assert {"link to the store on a map", "opening hours"} <= set(marks.asked_for(page("store")))
    actions.publish(setup=setup, actor=owner, now=timezone.now())
    shown = visit(setup.workspace).get("/en/store/").content.decode()
    assert "Address and hours" in shown and "【" not in shown and "To be added" not in shown
    again = store(map_link="https://map.example.com/8")
    assert block(again("store"), "map_card")["map_url"] == "https://map.example.com/8"
    assert "link to the store on a map" not in marks.asked_for(again("store"))


@pytest.fixture
def builder():
    """A builder that knows one fact of each kind, or none at all."""
    from yangfan.scenarios.format.bodies import Builder

    known = {"link": "https://e.example/a", "mail": "a@e.example", "phone": "+86 512 1234", "code": "HI30", "time": "18:30",
             "date": "2026-12-31", "hours": HOURS, "words": "two words"}  # fmt: skip

    def make(rows, *, has=True):
        from yangfan.scenarios.format import facts

        builder = Builder(
            page=lambda path: 1,
            picture=lambda name: 1,
            kind_of=lambda key: key,
            kept=lambda key: known[key] if has else "",
        )
        filled = facts.fill(
            rows, value=lambda key: known[key] if has else "", mark_of=lambda key: f"【Please add: {key}】"
        )
        body = sites.ContentPage._meta.get_field("body").stream_block
        return builder.stream(body, filled, "body"), [words for _where, words in builder.faults]

    return make


def test_each_typed_field_takes_its_kind(builder):
    offer = {
        "block": "offer",
        "title": "Offer",
        "code": "{code}",
        "until": "{date}",
        "link": {"text": "Call", "to": "tel:{phone}"},
    }
    made, faults = builder([offer])
    assert not faults and (made[0]["code"], made[0]["until"], made[0]["link"]["url"]) == (
        "HI30",
        "2026-12-31",
        "tel:+865121234",
    )
    made, faults = builder([offer], has=False)
    assert not faults and made[0]["code"] == "" and made[0]["until"] is None and made[0]["link"]["url"] == ""
    assert "【Please add: code】" in made[0]["title"] and "tel:" not in str(made)
    made, faults = builder([{"block": "opening_hours", "title": "Hours", "items": "{hours}"}])
    assert not faults and len(made[0]["items"]) == 4 and made[0]["items"][-1] == {"first_day": "su"}
    made, _faults = builder([{"block": "opening_hours", "title": "Hours", "items": "{hours}"}], has=False)
    assert made == [{"block": "text", "title": "Hours", "text": "<p>【Please add: hours】</p>"}]


def test_an_hour_that_is_missing_leaves_its_row_out_and_never_reads_as_closed(builder):
    rows = [
        {"first_day": "mo", "opens": "{time}", "closes": "20:00"},
        {"first_day": "tu", "opens": "09:00", "closes": "20:00"},
    ]
    made, _faults = builder([{"block": "opening_hours", "title": "Hours", "items": rows}], has=False)
    assert made[0]["items"] == [rows[1]] and "【Please add: time】" in made[0]["title"]


@pytest.mark.parametrize(
    "row",
    [
        {"block": "offer", "title": "Offer", "code": "{words}"}, {"block": "offer", "title": "Offer", "until": "until {date}"},
        {"block": "offer", "title": "Offer", "link": {"text": "Go", "to": "{words}"}},
        {"block": "offer", "title": "Offer", "link": {"text": "Go", "to": "mailto:{phone}"}},
        {"block": "map_card", "address": "a", "map_url": "{mail}"}, {"block": "map_card", "address": "a", "email": "{link}"},
        {"block": "opening_hours", "items": [{"first_day": "mo", "opens": "9am", "closes": "5pm"}]},
        {"block": "opening_hours", "items": "{words}"}, {"block": "notice", "kind": "{words}", "text": "<p>x</p>"},
    ],
)  # fmt: skip
def test_a_fact_of_another_kind_is_a_fault(builder, row):
    assert builder([row])[1]
