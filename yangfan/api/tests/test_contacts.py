"""Contacts by the REST interface."""

import pytest

from yangfan.api.tests.test_api import caller, post

pytestmark = pytest.mark.django_db


@pytest.fixture
def program(workspace, owner):
    return caller(workspace, owner)


def test_a_contact_is_made_once_then_set_and_listed(program, workspace):
    given = {
        "email": "Li@buyer.example",
        "name": "Li",
        "company": "Buyer AG",
        "country": "Germany",
        "tags": ["VIP"],
    }
    first, again = (
        post(program, "contacts", given),
        post(program, "contacts", {"email": "li@buyer.example", "title": "CTO"}),
    )
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json()["id"] == first.json()["id"] and again.json()["title"] == "CTO"
    assert (again.json()["country"], again.json()["company"], again.json()["tags"]) == (
        "DE",
        "Buyer AG",
        ["VIP"],
    )
    for n in range(3):
        post(program, "contacts", {"email": f"p{n}@x.example"})
    page = program.get("/api/v1/contacts?limit=3").json()
    rest = program.get(f"/api/v1/contacts?limit=3&cursor={page['next']}").json()
    assert len(page["items"]) == 3 and len(rest["items"]) == 1 and rest["next"] is None
    assert [one["name"] for one in program.get("/api/v1/contacts?tag=vip").json()["items"]] == ["Li"]
    assert [one["name"] for one in program.get("/api/v1/contacts?q=buyer").json()["items"]] == ["Li"]


def test_wrong_values_taken_addresses_and_weak_tokens_are_refused(program, workspace, owner):
    one = post(program, "contacts", {"email": "a@x.example"}).json()["id"]
    post(program, "contacts", {"email": "b@x.example"})

    def change(data):
        return program.patch(f"/api/v1/contacts/{one}", data, content_type="application/json")

    assert change({"email": "b@x.example"}).status_code == 409
    assert change({"country": "Atlantis"}).status_code == 422
    assert change({"fields": {"nothing": 1}}).status_code == 422
    assert change({"email": "no mail"}).status_code == 422
    assert post(program, "contacts", {}).status_code == 422
    assert program.get("/api/v1/contacts/999999").status_code == 404
    reader = caller(workspace, owner, ["inquiries:read"])
    assert post(reader, "contacts", {"email": "c@x.example"}).status_code == 403
    assert reader.get(f"/api/v1/contacts/{one}").json()["email"] == "a@x.example"
