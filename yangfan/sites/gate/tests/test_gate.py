"""The door of the page editor."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import Page

from yangfan.accounts.public import Membership
from yangfan.sites import public as sites
from yangfan.sites.gate import places, references
from yangfan.sites.testing import SVG, page_of, product

pytestmark = pytest.mark.django_db


NASTY = SVG.replace(b"</svg>", b"<script>alert(1)</script></svg>")


def edit(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


@pytest.mark.parametrize("role", ["owner", "marketer", "agency"])
def test_editors_open_their_pages(built, client_of, request, role):
    person = request.getfixturevalue(role)
    response = client_of(person).get(edit(page_of(built.workspace, "about")))
    assert response.status_code == 200


@pytest.mark.parametrize("role", ["sales", "viewer", "outsider"])
def test_others_are_told_nothing_is_there(built, other_built, client_of, request, role):
    person = request.getfixturevalue(role)
    assert client_of(person).get(edit(page_of(built.workspace, "about"))).status_code == 404


def test_a_stranger_is_asked_to_log_in(built, client):
    response = client.get(edit(page_of(built.workspace, "about")))
    assert (response.status_code, response.headers["Location"].split("?")[0]) == (302, "/accounts/login/")


def test_a_membership_that_ended_opens_nothing(built, client_of, marketer):
    browser = client_of(marketer)
    page = page_of(built.workspace, "about")
    assert browser.get(edit(page)).status_code == 200
    Membership.objects.of(built.workspace).filter(user=marketer).delete()
    assert browser.get(edit(page)).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "reports/site-history/", "reports/locked/", "users/", "groups/", "sites/", "locales/", "collections/",
        "workflows/list/", "redirects/", "tag-autocomplete/", "api/main/pages/", "api/main/images/", "account/",
        "snippets/", "localize/api/snippets/sites/homepage/", "settings/", "embeds/chooser/",
    ],
)  # fmt: skip
def test_the_rest_of_the_admin_is_closed(built, client_of, owner, path):
    assert client_of(owner).get(f"/cms/{path}").status_code == 404


def test_the_home_of_the_editor_is_the_console(built, client_of, owner):
    response = client_of(owner).get("/cms/")
    assert response.headers["Location"] == "/console/tidelane/site/"


def test_an_agency_sees_one_client_at_a_time(built, other_built, client_of, agency):
    mine = sites.add_image(workspace=built.workspace, title="Mine", filename="a.svg", data=SVG)
    theirs = sites.add_image(workspace=other_built.workspace, title="Theirs", filename="b.svg", data=SVG)
    browser = client_of(agency)
    for workspace, seen, unseen in (
        (built.workspace, mine, theirs),
        (other_built.workspace, theirs, mine),
    ):
        for url in ("/cms/images/", "/cms/images/chooser/"):
            html = browser.get(url, {"workspace": workspace.slug}).content.decode()
            assert seen.title in html
            assert unseen.title not in html


def test_the_last_console_page_says_whose_editor_it_is(built, other_built, client_of, agency):
    theirs = sites.add_image(workspace=other_built.workspace, title="Theirs", filename="b.svg", data=SVG)
    browser = client_of(agency)
    browser.get(f"/console/{other_built.workspace.slug}/site/")
    assert theirs.title in browser.get("/cms/images/").content.decode()
    browser.get(f"/console/{built.workspace.slug}/site/")
    assert theirs.title not in browser.get("/cms/images/").content.decode()


def test_a_chooser_opened_over_a_page_shows_that_pages_company(built, other_built, client_of, agency):
    theirs = sites.add_image(workspace=other_built.workspace, title="Theirs", filename="b.svg", data=SVG)
    browser = client_of(agency)
    browser.get(f"/console/{built.workspace.slug}/site/")
    over = f"http://testserver{edit(page_of(other_built.workspace, 'about'))}"
    assert theirs.title in browser.get("/cms/images/chooser/", headers={"referer": over}).content.decode()


def test_the_page_chooser_offers_only_own_pages(built, other_built, client_of, owner, agency):
    for person in (owner, agency):
        html = client_of(person).get("/cms/choose-page/", {"workspace": "tidelane"}).content.decode()
        assert built.workspace.name in html
        assert other_built.workspace.name not in html


def test_a_home_page_cannot_be_deleted_or_moved(built, client_of, owner):
    home = page_of(built.workspace, "home")
    for name in ("delete", "copy"):
        assert client_of(owner).get(reverse(f"wagtailadmin_pages:{name}", args=[home.pk])).status_code == 404


def test_nobody_moves_a_page_to_another_company(built, other_built, client_of, agency):
    page, target = page_of(built.workspace, "about"), page_of(other_built.workspace, "home")
    url = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, target.pk])
    assert client_of(agency).post(url).status_code == 404
    page.refresh_from_db()
    assert page.get_parent().specific.workspace_id == built.workspace_id


# --- injection: what a browser may send although no chooser offered it ------------------------------------------------


def body_with(block_type, **value):
    return [{"type": block_type, "value": value, "id": "0e8f3d3e-0000-4000-8000-000000000001"}]


def foreign_bodies(other):
    image = sites.add_image(workspace=other, title="Foreign", filename="f.svg", data=SVG)
    document = sites.add_document(workspace=other, title="Foreign", filename="f.pdf", data=b"%PDF")
    page = page_of(other, "about")
    return {
        "image": body_with("text", title="x", text="<p>x</p>", picture=image.pk),
        "page": body_with(
            "action", title="x", text="", link={"text": "x", "page": page.pk, "url": "", "anchor": ""}
        ),
        "rich document": body_with(
            "text", title="x", text=f'<p><a linktype="document" id="{document.pk}">x</a></p>', picture=None
        ),
        "rich page": body_with("text", title="x", text=f'<p><a linktype="page" id="{page.pk}">x</a></p>'),
        "video": body_with("video", title="x", file=document.pk),
    }


KINDS = ["image", "page", "rich document", "rich page", "video"]


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_of_another_company_can_be_saved(built, other_built, kind):
    page = page_of(built.workspace, "about")
    page.body = json.dumps(foreign_bodies(other_built.workspace)[kind])
    with pytest.raises(ValidationError):
        sites.save_page(page=page)


@pytest.mark.parametrize("kind", KINDS)
def test_own_things_can_be_saved(built, kind):
    page = page_of(built.workspace, "about")
    page.body = json.dumps(foreign_bodies(built.workspace)[kind])
    assert sites.save_page(page=page).live


def form_of(page, **changes):
    """What the editor's form would send for an AboutPage with one rich text block."""
    data = {
        "title": page.title,
        "slug": page.slug or "x",
        "intro": "",
        "picture": "",
        "body-count": "0",
        "seo_title": "",
        "search_description": "",
        "social_picture": "",
        "go_live_at": "",
        "expire_at": "",
    }
    return {**data, **changes}


@pytest.mark.parametrize("field", ["picture", "social_picture"])
def test_a_raw_post_with_a_foreign_picture_changes_nothing(built, other_built, client_of, owner, field):
    foreign = sites.add_image(workspace=other_built.workspace, title="Foreign", filename="f.svg", data=SVG)
    page = page_of(built.workspace, "about")
    response = client_of(owner).post(edit(page), form_of(page, **{field: foreign.pk, "action-publish": "1"}))
    assert response.status_code == 200
    page.refresh_from_db()
    assert getattr(page, f"{field}_id") is None
    assert str(foreign.pk) not in json.dumps(page.get_latest_revision().content.get(field))


def test_a_raw_post_with_an_own_picture_is_taken(built, client_of, owner):
    own = sites.add_image(workspace=built.workspace, title="Own", filename="f.svg", data=SVG)
    page = page_of(built.workspace, "about")
    response = client_of(owner).post(edit(page), form_of(page, picture=own.pk, **{"action-publish": "1"}))
    assert response.status_code == 302
    page.refresh_from_db()
    assert page.picture_id == own.pk


def raw_text(page, html):
    from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
    from wagtail.rich_text import features  # noqa: F401

    state = ContentstateConverter(features=["link", "document-link", "bold"]).from_database_format(html)
    return form_of(
        page,
        **{
            "body-count": "1",
            "body-0-deleted": "",
            "body-0-order": "0",
            "body-0-type": "text",
            "body-0-id": "",
            "body-0-value-title": "x",
            "body-0-value-intro": "",
            "body-0-value-anchor": "",
            "body-0-value-text": state,
            "body-0-value-picture": "",
            "action-publish": "1",
        },
    )


@pytest.mark.parametrize("kind", ["document", "page"])
def test_a_raw_post_with_a_foreign_link_in_rich_text_changes_nothing(
    built, other_built, client_of, owner, kind
):
    other = other_built.workspace
    pk = {
        "document": lambda: sites.add_document(workspace=other, title="F", filename="f.pdf", data=b"%PDF").pk,
        "page": lambda: page_of(other, "about").pk,
    }[kind]()
    page = page_of(built.workspace, "about")
    sent = raw_text(page, f'<p><a linktype="{kind}" id="{pk}">x</a></p>')
    response = client_of(owner).post(edit(page), sent)
    assert response.status_code == 200
    page.refresh_from_db()
    assert len(page.body) == 0


def test_a_new_page_with_a_foreign_picture_is_not_made(built, other_built, client_of, owner):
    foreign = sites.add_image(workspace=other_built.workspace, title="Foreign", filename="f.svg", data=SVG)
    home = page_of(built.workspace, "home")
    url = reverse("wagtailadmin_pages:add", args=["sites", "aboutpage", home.pk])
    before = Page.objects.count()
    sent = form_of(sites.AboutPage(title="New", slug="new"), picture=foreign.pk)
    assert client_of(owner).post(url, sent).status_code == 200
    assert Page.objects.count() == before


def test_a_new_page_with_own_things_is_made_in_its_own_workspace(built, client_of, owner):
    home = page_of(built.workspace, "home")
    url = reverse("wagtailadmin_pages:add", args=["sites", "aboutpage", home.pk])
    sent = form_of(sites.AboutPage(title="New", slug="new"))
    assert client_of(owner).post(url, sent).status_code == 302
    assert page_of(built.workspace, "new").workspace_id == built.workspace_id


def test_uploading_lands_on_ones_own_shelf_whatever_is_sent(built, other_built, client_of, owner):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from yangfan.sites.gate.groups import collection_of

    sent = {
        "title": "Up",
        "file": SimpleUploadedFile("up.svg", SVG),
        "description": "",
        "collection": collection_of(other_built.workspace).pk,
    }
    client_of(owner).post(reverse("wagtailimages:add"), sent)
    assert [image.workspace for image in sites.SiteImage.objects.all()] == [built.workspace]


def test_many_files_at_once_land_on_the_workspaces_own_shelf(built, other_built, client_of, agency):
    from django.core.files.uploadedfile import SimpleUploadedFile

    browser = client_of(agency)
    for workspace in (other_built.workspace, built.workspace):
        browser.get(f"/console/{workspace.slug}/site/")
        sent = {"files[]": SimpleUploadedFile("up.svg", NASTY), "title": "Up"}
        assert browser.post(reverse("wagtailimages:add_multiple"), sent).json()["success"]
        [image] = sites.SiteImage.objects.filter(workspace=workspace)
        assert image.file.name.startswith(f"{workspace.pk}/images/")
        assert b"alert" not in image.file.read()


def test_an_upload_that_is_no_drawing_is_refused(built, client_of, owner):
    from django.core.files.uploadedfile import SimpleUploadedFile

    sent = {"files[]": SimpleUploadedFile("up.svg", b"<html>"), "title": "Up"}
    client_of(owner).post(reverse("wagtailimages:add_multiple"), sent)
    assert not sites.SiteImage.objects.exists()


# --- translation ------------------------------------------------------------------------------------------------------


LOCALIZE = {
    "submit_page_translation": [1], "update_translations": [1], "edit_string_translation": [1, 1], "edit_override": [1, 1],
    "download_pofile": [1], "upload_pofile": [1], "machine_translate": [1], "preview_translation": [1], "stop_translation": [1],
    "convert_to_alias": [1],
}  # fmt: skip


@pytest.mark.parametrize("name", LOCALIZE)
def test_wagtail_localizes_own_views_are_closed_they_check_no_right_on_the_object(
    built, client_of, owner, name
):
    """Translating has its own screens in the console, which keep a person's words."""
    browser, address = client_of(owner), reverse(f"wagtail_localize:{name}", args=LOCALIZE[name])
    assert browser.get(address).status_code == 404
    assert browser.post(address).status_code == 404


def test_a_page_that_follows_its_source_opens_in_the_translation_editor(built, client_of, marketer):
    page = product(built.workspace, title="A12 机械臂", language="zh-hans")
    sites.translate_pages(workspace=built.workspace, source="zh-hans", target="zh-hant", pages=[page.pk])
    twin = page.get_translations().get(locale__language_code="zh-hant")
    answer = client_of(marketer).get(reverse("wagtailadmin_pages:edit", args=[twin.pk]))
    assert answer.status_code == 302 and "/site/translation/pages/" in answer["Location"]
    assert (
        client_of(marketer).get(reverse("wagtailadmin_pages:edit", args=[twin.pk]) + "?apart=1").status_code
        == 200
    )


# --- the list itself --------------------------------------------------------------------------------------------------


def test_every_part_of_an_open_address_has_a_known_owner():
    from tests.tenancy.addresses import every_address

    parts = {}
    for address in every_address("yangfan.config.urls"):
        parts.setdefault(address.name, set()).update(address.parts)
    for name, owners in places.ALLOWED.items():
        assert name in parts, f"{name} is gone"
        assert parts[name] <= set(owners), f"{name} has a new part"


def test_a_reference_to_nothing_is_refused(built):
    page = page_of(built.workspace, "about")
    page.picture_id = 999999
    assert references.foreign(page, built.workspace_id)


def test_a_preview_is_in_the_language_of_the_page_not_of_its_editor(built, client_of, owner):
    owner.language = "zh-hans"
    owner.save()
    page = product(built.workspace, title="G2 gripper")
    browser, url = client_of(owner), reverse("wagtailadmin_pages:view_draft", args=[page.pk])
    html = browser.get(url).content.decode()
    assert "Request a quote" in html
    assert "获取报价" not in html
    theme = f"/cms-look/{built.workspace.slug}/theme.css"
    assert theme in html
    assert browser.get(theme).status_code == 200


def test_the_explorer_opens_on_ones_own_home_page(built, other_built, client_of, owner):
    home = page_of(built.workspace, "home")
    browser = client_of(owner)
    response = browser.get("/cms/pages/")
    assert response.headers["Location"] == f"/cms/pages/{home.pk}/"
    html = browser.get(response.headers["Location"]).content.decode()
    assert "About us" in html
    assert other_built.workspace.name not in html
