"""The customer book through its screens: lists, one contact, one company, tags, filters, own fields."""

import io
from datetime import timedelta

import pytest
from django.core import signing
from django.urls import reverse
from python_calamine import CalamineWorkbook

from yangfan.crm.companies.actions import CompanyRefused, change_company
from yangfan.crm.companies.models import Company
from yangfan.crm.contacts.actions import ContactTaken, add_contact, change_contact
from yangfan.crm.contacts.models import Contact
from yangfan.crm.customers.fields import FieldRefused, add_field, read_values
from yangfan.crm.customers.models import SavedFilter, Tag
from yangfan.crm.customers.tags import tag
from yangfan.crm.customers.timeline import BadCursor, Of, timeline
from yangfan.crm.public import add_note, open_deal

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(workspace, now):
    def make(name="Khalid Al Mansoori", email="khalid@alnoor-pack.example", own=None, actor=None, **fields):
        company = fields.pop("company", "")
        given = {"name": name, "email": email, **fields}
        return add_contact(
            workspace=workspace, fields=given, company_name=company, own=own, actor=actor, now=now
        )

    return make


def names(client, workspace, **query):
    response = client.get(reverse("crm_contacts", args=[workspace.slug]), query)
    assert response.status_code == 200
    return sorted(str(row) for row in response.context["table"].page)


@pytest.fixture
def book(client, sales):
    client.force_login(sales)
    return client


# --- finding ------------------------------------------------------------------------------------------------------------


@pytest.mark.postgres
def test_a_contact_is_found_by_parts_of_name_address_number_and_company_in_any_script(
    book, workspace, person
):
    person("王小明", "xm@qq.com", phone="+86 138 0013 8000", company="青岛海洋机器人")
    person()
    for words in ("小明", "王", "青岛海洋", "xm@qq", "13800138000", "138 0013", "+86 138"):
        assert names(book, workspace, q=words) == ["王小明"], words
    assert names(book, workspace, q="khal mans") == ["Khalid Al Mansoori"]
    assert names(book, workspace, q="alnoor") == ["Khalid Al Mansoori"]
    assert names(book, workspace, q="小刚") == []
    assert names(book, workspace, q="' OR 1=1 --%") == []


@pytest.mark.postgres
def test_filters_narrow_together(book, workspace, owner, person, now):
    field = add_field(
        workspace=workspace,
        of="contact",
        label="Industry",
        kind="choice",
        choices=["Food", "Steel"],
        actor=owner,
        now=now,
    )
    size = add_field(workspace=workspace, of="contact", label="Staff", kind="number", actor=owner, now=now)
    seen = add_field(
        workspace=workspace,
        of="contact",
        label="Fairs",
        kind="multi",
        choices=["Hannover", "广交会"],
        actor=owner,
        now=now,
    )
    food = person(
        "Ana", "ana@food.example", country="BR", own={field.key: "Food", size.key: 40, seen.key: ["广交会"]}
    )
    person("Ben", "ben@food.example", country="BR", own={field.key: "Steel", size.key: 400})
    person("Cem", "cem@food.example", country="TR", own={field.key: "Food"})
    tag(workspace=workspace, rows=[food], names=["VIP"], actor=owner, now=now)
    vip = Tag.objects.of(workspace).get()
    assert names(book, workspace, country="BR") == ["Ana", "Ben"]
    assert names(book, workspace, country="BR", tag=vip.pk, **{f"f_{field.key}": "Food"}) == ["Ana"]
    assert names(book, workspace, **{f"f_{size.key}_from": "100"}) == ["Ben"]
    assert names(book, workspace, **{f"f_{seen.key}": "广交会"}) == ["Ana"]
    assert names(book, workspace, company="food", country="TR") == ["Cem"]
    assert names(book, workspace, deal="none", seen="7", since=f"{now - timedelta(days=2):%Y-%m-%d}") == [
        "Ana",
        "Ben",
        "Cem",
    ]
    assert names(book, workspace, deal="won") == []
    assert names(book, workspace, country="nonsense", seen="x") == ["Ana", "Ben", "Cem"]


def test_who_only_sent_spam_is_not_in_the_book_and_an_outsider_sees_nothing(
    book, workspace, inquire, outsider, person, now, owner
):
    from yangfan.crm.public import mark_spam

    received = inquire(name="Spammer", email="x@spam.example")
    mark_spam(inquiry=received.inquiry, is_spam=True, actor=owner, now=now)
    person()
    assert names(book, workspace) == ["Khalid Al Mansoori"]
    book.force_login(outsider)
    assert book.get(reverse("crm_contacts", args=[workspace.slug])).status_code == 404


def test_pages_beyond_ten_thousand_are_not_counted(book, workspace, now, monkeypatch):
    monkeypatch.setattr("yangfan.crm.customers.lists.MOST", 30)
    Contact.objects.of(workspace).bulk_create(
        [Contact(workspace=workspace, name=f"N{n}", email=f"n{n}@x.example") for n in range(40)]
    )
    response = book.get(reverse("crm_contacts", args=[workspace.slug]), {"page": "2"})
    assert response.context["table"].page.paginator.count == 30
    assert "narrow the list" in response.content.decode()


# --- saved filters, several at once ---------------------------------------------------------------------------------------


def test_a_saved_filter_is_ones_own_or_shared(book, workspace, sales, marketer, viewer):
    save = reverse("crm_filter_save", args=[workspace.slug])
    book.post(save, {"of": "contact", "name": "Brazil", "query": "country=BR&page=3", "is_shared": "1"})
    book.post(save, {"of": "contact", "name": "Mine", "query": "country=TR"})
    assert SavedFilter.objects.of(workspace).get(name="Brazil").query == "country=BR"
    page = reverse("crm_contacts", args=[workspace.slug])
    assert [one["row"].name for one in book.get(page).context["saved"]] == ["Brazil", "Mine"]
    book.force_login(viewer)
    assert [one["row"].name for one in book.get(page).context["saved"]] == ["Brazil"]
    row = SavedFilter.objects.of(workspace).get(name="Brazil")
    assert book.post(reverse("crm_filter_delete", args=[workspace.slug, row.pk])).status_code == 404
    book.post(save, {"of": "contact", "name": "Viewer's", "query": "", "is_shared": "1"})
    assert not SavedFilter.objects.of(workspace).get(name="Viewer's").is_shared


def test_several_are_tagged_and_it_can_be_taken_back(book, workspace, person, viewer):
    rows = [person("A", "a@x.example"), person("B", "b@x.example")]
    url = reverse("crm_contacts_several", args=[workspace.slug])
    response = book.post(
        url, {"pick": [row.pk for row in rows], "deed": "tag", "tag_name": "Fair 2026"}, follow=True
    )
    word = Tag.objects.of(workspace).get(name="Fair 2026")
    assert word.contacts.of(workspace).count() == 2
    [undo] = (
        [str(m.extra_tags) for m in response.context["messages"]]
        if response.context.get("messages")
        else [""]
    )

    signed = signing.dumps(
        [workspace.pk, "contact", "tag", [(row.pk, word.pk) for row in rows]], salt="tags", compress=True
    )
    assert book.post(reverse("crm_tags_undo", args=[workspace.slug, signed])).status_code == 302
    assert word.contacts.of(workspace).count() == 0
    assert book.post(reverse("crm_tags_undo", args=[workspace.slug, "forged"])).status_code == 404
    book.force_login(viewer)
    assert book.post(url, {"pick": [rows[0].pk], "deed": "tag", "tag_name": "No"}).status_code == 403


def test_the_picked_and_the_filtered_are_exported_with_tags_and_own_fields_and_run_no_formula(
    book, workspace, owner, person, now
):
    add_field(workspace=workspace, of="contact", label="合同号", kind="text", actor=owner, now=now)
    one = person("=cmd()", "a@x.example", own={"field": "HT-1"}, phone="+8613800138000")
    person("Other", "b@x.example", country="TR")
    tag(workspace=workspace, rows=[one], names=["VIP", "老客户"], actor=owner, now=now)
    page = reverse("crm_contacts", args=[workspace.slug])
    text = b"".join(book.get(page, {"export": "csv", "q": "a@x"}).streaming_content).decode("utf-8-sig")
    assert (
        "合同号" in text and "HT-1" in text and "老客户" in text and "'=cmd()" in text and "Other" not in text
    )
    sheet = b"".join(book.get(page, {"export": "xlsx"}).streaming_content)
    cells = CalamineWorkbook.from_filelike(io.BytesIO(sheet)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in cells[1:]] == ["=cmd()", "Other"] and "HT-1" in cells[1]
    several = reverse("crm_contacts_several", args=[workspace.slug])
    text = b"".join(book.post(several, {"pick": [one.pk], "deed": "csv"}).streaming_content).decode()
    assert "a@x.example" in text and "b@x.example" not in text


# --- own fields -----------------------------------------------------------------------------------------------------------


def test_own_fields_take_what_fits_their_kind_and_refuse_the_rest(workspace, owner, now):
    def make(label, kind, **more):
        return add_field(
            workspace=workspace, of="contact", label=label, kind=kind, actor=owner, now=now, **more
        )

    fields = [
        make("Text", "text"), make("Number", "number"), make("Date", "date"), make("Choice", "choice", choices=["A", "乙"]),
        make("Multi", "multi", choices=["x", "y"]), make("Agreed", "yes_no"), make("Page", "url"),
    ]  # fmt: skip
    given = {
        "text": " hi ",
        "number": "1,200.50",
        "date": "2026/3/31",
        "choice": "a",
        "multi": "x; Y",
        "agreed": "是",
        "page": "a.example/x",
    }
    assert read_values(fields, given) == {
        "text": "hi", "number": 1200.5, "date": "2026-03-31", "choice": "A", "multi": ["x", "y"], "agreed": True,
        "page": "https://a.example/x",
    }  # fmt: skip
    for key, bad in {
        "number": "ten",
        "date": "2026-02-30",
        "choice": "C",
        "multi": "x,z",
        "agreed": "maybe",
        "page": "::",
    }.items():
        with pytest.raises(FieldRefused):
            read_values(fields, {key: bad})
    with pytest.raises(FieldRefused):
        make("text", "text")
    with pytest.raises(FieldRefused):
        make("Empty list", "choice")


def test_own_fields_are_made_shown_edited_and_removed_on_screen(book, workspace, marketer, person):
    book.force_login(marketer)
    url = reverse("crm_fields", args=[workspace.slug])
    book.post(
        url, {"of": "contact", "label": "行业", "kind": "choice", "choices": "食品\n钢铁", "is_required": ""}
    )
    contact = person()
    edit = reverse("crm_contact_edit", args=[workspace.slug, contact.pk])
    base = {"name": contact.name, "email": contact.email, "company_name": "Al Noor"}
    assert book.post(edit, base | {"f_field": "塑料"}).status_code == 422
    assert book.post(edit, base | {"f_field": "食品"}).status_code == 302
    contact.refresh_from_db()
    assert contact.fields == {"field": "食品"} and contact.company.name == "Al Noor"
    page = book.get(reverse("crm_contact", args=[workspace.slug, contact.pk])).content.decode()
    assert "行业" in page and "食品" in page
    book.post(reverse("crm_field_remove", args=[workspace.slug, workspace_field(workspace).pk]))
    assert 'name="f_field"' not in book.get(edit).content.decode()


def workspace_field(workspace):
    from yangfan.crm.customers.models import CustomField

    return CustomField.objects.of(workspace).get()


# --- one contact, one company ---------------------------------------------------------------------------------------------


@pytest.mark.postgres
def test_the_timeline_merges_everything_newest_first_and_pages_without_loss(
    workspace, inquire, owner, now, book, django_assert_max_num_queries
):
    received = inquire(consent_text="I agree")
    contact = received.contact
    for n in range(40):
        inquire(message=f"more {n}", now=now + timedelta(minutes=n % 7))
    add_note(inquiry=received.inquiry, text="call back", actor=owner, now=now + timedelta(minutes=3))
    open_deal(
        workspace=workspace,
        inquiry=received.inquiry,
        title="12 robots",
        actor=owner,
        now=now + timedelta(minutes=4),
    )
    change_contact(contact=contact, fields={"title": "Buyer"}, actor=owner, now=now + timedelta(minutes=6))
    of, seen, cursor = Of(workspace, contact=contact), [], ""
    with django_assert_max_num_queries(112):
        while True:
            page = timeline(of, before=cursor, limit=7)
            seen += page.happenings
            cursor = page.next
            if not cursor:
                break
    kinds = [one.kind for one in seen]
    assert kinds.count("message") == 41 and kinds.count("inquiry") == 1 and kinds.count("note") == 1
    assert kinds.count("deal") == 1 and "change" in kinds
    assert [one.at for one in seen] == sorted((one.at for one in seen), reverse=True)
    assert len({(one.order, one.pk) for one in seen}) == len(seen)
    assert {one.kind for one in timeline(of, kind="note").happenings} == {"note"}
    with pytest.raises(BadCursor):
        timeline(of, before="nonsense")
    assert (
        book.get(
            reverse("crm_contact", args=[workspace.slug, contact.pk]), {"kind": "note", "before": "x"}
        ).status_code
        == 200
    )


def test_a_contact_page_takes_as_many_queries_for_many_messages_as_for_few(
    workspace, inquire, book, django_assert_max_num_queries
):
    contact = inquire().contact
    for n in range(20):
        inquire(message=f"more {n}")
    with django_assert_max_num_queries(48):
        assert book.get(reverse("crm_contact", args=[workspace.slug, contact.pk])).status_code == 200


def test_changing_a_contact_is_written_down_and_a_taken_address_is_refused(
    workspace, person, owner, now, book
):
    one, other = person("A", "a@x.example"), person("B", "b@x.example")
    with pytest.raises(ContactTaken):
        change_contact(contact=one, fields={"email": "B@x.example"}, actor=owner, now=now)
    change_contact(contact=one, fields={"title": "Head of Purchasing"}, actor=owner, now=now)
    page = book.get(reverse("crm_contact", args=[workspace.slug, one.pk])).content.decode()
    assert "job title: Head of Purchasing" in page
    response = book.post(
        reverse("crm_contact_edit", args=[workspace.slug, one.pk]), {"name": "A", "email": other.email}
    )
    assert response.status_code == 422


def test_companies_form_a_group_without_circles_and_sums_run_through_it(
    workspace, person, owner, now, book, inquire
):
    person("A", "a@mother.example", company="Mother")
    person("B", "b@child.example", company="Child")
    mother, child = (Company.objects.of(workspace).get(name=name) for name in ("Mother", "Child"))
    change_company(company=child, fields={"parent": mother}, actor=owner, now=now)
    with pytest.raises(CompanyRefused):
        change_company(company=mother, fields={"parent": child}, actor=owner, now=now)
    with pytest.raises(CompanyRefused):
        change_company(company=child, fields={"domain": "gmail.com"}, actor=owner, now=now)
    page = book.get(reverse("crm_company", args=[workspace.slug, mother.pk])).content.decode()
    assert "Child" in page and "b@child.example" not in page
    response = book.post(
        reverse("crm_company_edit", args=[workspace.slug, child.pk]),
        {"name": "Kind AG", "domain": "child.example", "parent_name": "Nobody"},
    )
    assert response.status_code == 422
    book.post(
        reverse("crm_company_edit", args=[workspace.slug, child.pk]),
        {"name": "Kind AG", "domain": "child.example", "parent_name": "Mother"},
    )
    assert names(book, workspace, q="kind ag") == ["B"]


def test_notes_and_tags_are_put_on_one_contact(book, workspace, person):
    one = person()
    book.post(reverse("crm_contact_note", args=[workspace.slug, one.pk]), {"text": "prefers calls"})
    book.post(reverse("crm_contact_tag", args=[workspace.slug, one.pk]), {"name": "VIP, 老客户"})
    page = book.get(reverse("crm_contact", args=[workspace.slug, one.pk])).content.decode()
    assert "prefers calls" in page and "老客户" in page
    word = Tag.objects.of(workspace).get(name="VIP")
    book.post(reverse("crm_contact_tag", args=[workspace.slug, one.pk]), {"off": word.pk})
    assert word.contacts.of(workspace).count() == 0
