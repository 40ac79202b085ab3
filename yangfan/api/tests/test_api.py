"""The REST interface, as programs call it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from yangfan.accounts import public as accounts
from yangfan.crm import public as crm

ALL = ["inquiries:read", "inquiries:write", "deals:read", "deals:write"]


def caller(workspace, actor, scopes=ALL):
    _row, text = accounts.create_api_token(
        workspace=workspace, name="ERP", scopes=scopes, actor=actor, now=timezone.now()
    )
    return Client(headers={"Authorization": f"Bearer {text}"})


@pytest.fixture
def program(workspace, owner):
    return caller(workspace, owner)


def post(program, path, data):
    return program.post(f"/api/v1/{path}", data, content_type="application/json")


INQUIRY = {
    "id": "m-1",
    "email": "li@buyer.example",
    "name": "Li",
    "message": "Need 5 units",
    "way": "marketplace",
}


def test_an_inquiry_is_taken_once(program, workspace):
    first, again = post(program, "inquiries", INQUIRY), post(program, "inquiries", INQUIRY)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["number"] == again.json()["number"] == 1
    assert crm.Inquiry.objects.of(workspace).count() == 1


def test_an_inquiry_may_lie_in_the_past_but_not_in_the_future(program, workspace):
    past = timezone.now() - timedelta(days=100)
    assert post(program, "inquiries", INQUIRY | {"occurred_at": past.isoformat()}).status_code == 201
    assert crm.Inquiry.objects.of(workspace).get().received_at == past
    future = (timezone.now() + timedelta(days=1)).isoformat()
    assert post(program, "inquiries", INQUIRY | {"id": "m-2", "occurred_at": future}).status_code == 422


def test_a_batch_is_taken_whole_or_not_at_all_and_the_error_names_the_row(program, workspace):
    wrong = {"inquiries": [INQUIRY, INQUIRY | {"id": "m-2", "way": "pigeon"}]}
    response = post(program, "inquiries/batch", wrong)
    assert response.status_code == 422 and response.headers["Content-Type"] == "application/problem+json"
    assert response.json()["errors"][0]["field"].startswith("inquiries.1.")
    assert not crm.Inquiry.objects.of(workspace).exists()


def test_a_missing_field_is_named(program):
    response = post(program, "inquiries", {"message": "hi"})
    assert response.status_code == 422 and response.json()["errors"][0]["field"] == "id"


def test_a_won_deal_belongs_to_its_inquiry_and_is_taken_once(program, workspace):
    post(program, "inquiries", INQUIRY)
    deal = {
        "id": "o-1",
        "amount": "1200.50",
        "currency": "USD",
        "won_at": "2026-03-01T09:00:00+08:00",
        "inquiry": "m-1",
    }
    for _time in range(2):
        assert post(program, "deals", deal).json()["stage"] == "won"
    stored = crm.Deal.objects.of(workspace).get()
    assert stored.inquiry.number == 1 and str(stored.amount) == "1200.50"
    assert post(program, "deals", deal | {"id": "o-2", "inquiry": "nowhere"}).status_code == 422
    assert post(program, "deals", {"id": "o-3", "won_at": "2026-03-01T09:00:00+08:00"}).status_code == 422
    assert crm.Deal.objects.of(workspace).count() == 1


def test_an_open_deal_is_won_by_a_later_call(program, workspace):
    post(program, "deals", {"id": "o-1", "title": "Order", "amount": "10"})
    post(program, "deals", {"id": "o-1", "amount": "20", "won_at": "2026-03-01T09:00:00+08:00"})
    assert crm.Deal.objects.of(workspace).get().amount == 20


def test_a_deal_of_the_past_keeps_the_day_it_was_opened(program, workspace):
    deal = {"id": "o-1", "amount": "10", "won_at": "2026-03-01T09:00:00+08:00"}
    early, late = "2026-02-01T09:00:00+08:00", "2026-03-02T09:00:00+08:00"
    refused = post(program, "deals", deal | {"opened_at": late})
    assert refused.status_code == 422 and refused.json()["errors"][0]["field"] == "opened_at"
    assert post(program, "deals", deal | {"opened_at": early}).status_code == 200
    stored = crm.Deal.objects.of(workspace).get()
    assert (stored.created_at.isoformat()[:10], stored.won_at.isoformat()[:10]) == (
        "2026-02-01",
        "2026-03-01",
    )


def test_lists_go_on_by_cursor(program):
    for number in range(5):
        post(program, "inquiries", INQUIRY | {"id": f"m-{number}", "email": f"b{number}@x.example"})
    seen, cursor = [], ""
    while True:
        page = program.get(f"/api/v1/inquiries?limit=2&cursor={cursor}").json()
        seen += [item["id"] for item in page["items"]]
        if page["next"] is None:
            break
        cursor = page["next"]
    assert seen == ["m-4", "m-3", "m-2", "m-1", "m-0"]


def test_without_a_token_or_with_a_wrong_one_nothing_is_told(program):
    assert Client().get("/api/v1/inquiries").status_code == 401
    response = Client(headers={"Authorization": "Bearer yf_wrong"}).get("/api/v1/inquiries")
    assert response.status_code == 401 and response.headers["Content-Type"] == "application/problem+json"


def test_a_token_does_only_what_it_is_for(workspace, owner):
    reader = caller(workspace, owner, ["inquiries:read"])
    assert reader.get("/api/v1/inquiries").status_code == 200
    assert post(reader, "inquiries", INQUIRY).status_code == 403
    assert reader.get("/api/v1/deals").status_code == 403


def test_a_token_sees_its_own_workspace_only(program, other_workspace, outsider):
    post(program, "inquiries", INQUIRY)
    stranger = caller(other_workspace, outsider)
    assert stranger.get("/api/v1/inquiries").json()["items"] == []
    assert stranger.get("/api/v1/inquiries/1").status_code == 404
    assert post(stranger, "deals", {"id": "x", "amount": "1", "inquiry": "m-1"}).status_code == 422


def test_the_interface_describes_itself():
    described = Client().get("/api/v1/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    assert "/api/v1/inquiries" in described["paths"]
