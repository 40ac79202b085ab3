"""Ten answers, a stage, five steps, and what has changed since."""

from yangfan.scenarios.selfcheck import questions
from yangfan.scenarios.selfcheck.models import SelfCheck

HERE = "/console/tidelane/setup/check/"


def answers(points):
    return {question.key: points for question in questions.QUESTIONS}


def test_a_self_check_places_the_firm_and_names_five_steps(built, workspace, owner, client_of):
    browser = client_of(owner)
    assert browser.post(HERE, answers(0) | {"speed": 3}).url == HERE + "result/"
    page = browser.get(HERE + "result/")
    assert page.context["latest"].stage == "exploring" and len(page.context["advice"]) == 5
    assert "89 % of small firms" in page.content.decode()
    assert browser.post(HERE, answers(2)).url == HERE + "result/"
    page = browser.get(HERE + "result/")
    assert page.context["change"] == 17 and page.context["latest"].stage == "practising"
    assert len(page.context["chart"]["series"]) == 2


def test_an_answer_left_out_is_asked_for(built, workspace, owner, client_of):
    assert client_of(owner).post(HERE, {"website": 1}).status_code == 422
    assert not SelfCheck.objects.of(workspace).exists()


def test_every_step_leads_to_a_screen_that_is_there(built, workspace):
    from django.urls import reverse

    for question in questions.QUESTIONS:
        assert reverse(question.step.url_name, args=[workspace.slug])


def test_stages_begin_where_they_say():
    assert [questions.stage_of(points) for points in (0, 12, 13, 22, 23, 30)] == [
        "exploring", "exploring", "practising", "practising", "advanced", "advanced",
    ]  # fmt: skip
