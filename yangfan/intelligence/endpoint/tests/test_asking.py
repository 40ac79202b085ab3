"""A language model is asked over real HTTP; its moods are the protocol's."""

import pytest
from pydantic import BaseModel

from yangfan.intelligence.endpoint import asking
from yangfan.intelligence.endpoint.models import EndpointUsage, LanguageEndpoint
from yangfan.intelligence.public import EndpointUnavailable, ask, endpoint_title, has_endpoint
from yangfan.intelligence.testing import ScriptedEndpoint

pytestmark = pytest.mark.django_db


class Wish(BaseModel):
    product: str
    quantity: int


GOOD = {"product": "chair", "quantity": 200}


def question(workspace):
    return ask(workspace=workspace, task="test", system="Read.", user="200 chairs", schema=Wish)


def test_the_answer_has_the_shape_that_was_asked_for(workspace, scripted):
    scripted.say(GOOD)
    assert question(workspace) == Wish(product="chair", quantity=200)
    assert scripted.requests[0]["response_format"]["type"] == "json_schema"
    assert scripted.keys == ["Bearer sk-test"]
    usage = EndpointUsage.objects.of(workspace).get()
    assert (usage.calls, usage.failures) == (1, 0) and usage.tokens_in > 0 and usage.tokens_out > 0


def test_an_endpoint_without_json_schema_gets_the_schema_in_the_prompt(workspace, scripted):
    scripted.knows_schema = False
    scripted.say(GOOD, GOOD)
    assert question(workspace).quantity == 200
    assert question(workspace).quantity == 200
    ways = [each["response_format"]["type"] for each in scripted.requests]
    assert ways == ["json_schema", "json_object", "json_object"]  # what was refused once is not tried again
    assert "json" in scripted.requests[1]["messages"][0]["content"]


@pytest.mark.parametrize(
    "bad", ["", "I am sorry, I can't.", '{"product": "chair"}', '{"product": "chair", "quant']
)
def test_an_answer_that_does_not_fit_is_asked_for_once_more(workspace, scripted, bad):
    scripted.say(bad, f"```json\n{Wish(**GOOD).model_dump_json()}\n```")
    assert question(workspace).product == "chair"
    assert "not valid" in scripted.requests[1]["messages"][-1]["content"]


def test_a_second_bad_answer_is_an_error(workspace, scripted):
    scripted.say("", "")
    with pytest.raises(EndpointUnavailable) as refused:
        question(workspace)
    assert refused.value.kind == "answer"
    assert EndpointUsage.objects.of(workspace).get().failures == 1


@pytest.mark.parametrize("status", [429, 500])
def test_a_passing_error_is_tried_again(workspace, scripted, monkeypatch, status):
    monkeypatch.setattr("openai._base_client.BaseClient._calculate_retry_timeout", lambda *_args: 0.01)
    scripted.say((status, "slow down"), GOOD)
    assert question(workspace).quantity == 200


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ((401, "bad key"), "refused"),
        ((404, "no model"), "refused"),
        ((402, "Insufficient Balance"), "quota"),
        ((400, "no"), "refused"),
    ],
)
def test_an_error_that_stays_is_told(workspace, scripted, said, kind):
    scripted.say(said, said, said)
    with pytest.raises(EndpointUnavailable) as refused:
        question(workspace)
    assert refused.value.kind == kind


def test_used_up_quota_is_told_apart_from_a_moment_too_busy(workspace, scripted, monkeypatch):
    monkeypatch.setattr("openai._base_client.BaseClient._calculate_retry_timeout", lambda *_args: 0.01)
    scripted.say(*[(429, "You exceeded your quota", "insufficient_quota")] * 3)
    with pytest.raises(EndpointUnavailable) as refused:
        question(workspace)
    assert refused.value.kind == "quota"


def test_nothing_set_up_is_said_plainly(workspace):
    assert not has_endpoint(workspace) and endpoint_title(workspace) == ""
    with pytest.raises(EndpointUnavailable) as refused:
        question(workspace)
    assert refused.value.kind == "none"


def test_a_workspaces_own_endpoint_comes_first_and_is_kept_out_of_the_inner_network(
    workspace, scripted, settings
):
    own = ScriptedEndpoint()
    LanguageEndpoint.objects.create(workspace=workspace, base_url=own.url, key="sk-own", model="own")
    with pytest.raises(EndpointUnavailable) as refused:
        question(workspace)
    assert refused.value.kind == "refused" and not own.requests
    settings.OUTBOUND_ALLOW = ["127.0.0.1"]
    own.say(GOOD)
    assert question(workspace).quantity == 200
    assert own.keys == ["Bearer sk-own"] and not scripted.requests
    own.close()


def test_the_monthly_limit_stops_before_the_call(workspace, scripted, settings):
    settings.LLM_MONTHLY_TOKENS = 10
    scripted.say(GOOD, GOOD)
    question(workspace)
    with pytest.raises(EndpointUnavailable) as refused:
        question(workspace)
    assert refused.value.kind == "quota" and len(scripted.requests) == 1


def test_an_address_where_nobody_answers_is_said(workspace, settings, monkeypatch):
    monkeypatch.setattr(asking, "RETRIES", 0)
    settings.LLM_BASE_URL, settings.LLM_MODEL = "http://127.0.0.1:9/v1", "any"
    with pytest.raises(EndpointUnavailable) as refused:
        question(workspace)
    assert refused.value.kind == "failed"
