"""A reusable block is written once; every page that shows it changes with it."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import Locale

from yangfan.sites import public as sites
from yangfan.sites.shared.models import SharedBlock
from yangfan.sites.testing import page_of


def shared(workspace, words):
    body = SharedBlock._meta.get_field("body").stream_block.to_python(
        [{"type": "notice", "value": {"kind": "legal", "title": "Warranty", "text": f"<p>{words}</p>"}}]
    )
    row = SharedBlock(
        workspace=workspace, locale=Locale.objects.get(language_code="en"), name="Warranty", body=body
    )
    row.full_clean(exclude=["translation_key"])
    row.save()
    return row


def test_changing_it_changes_the_page_that_shows_it_at_once(
    built, workspace, visit, django_capture_on_commit_callbacks
):
    row = shared(workspace, "Two years.")
    body = sites.build_body([{"block": "shared", "content": row.pk}], workspace=workspace)
    sites.add_page(
        parent=page_of(workspace, "home"), page=sites.ContentPage(title="Terms", slug="terms", body=body)
    )
    assert "Two years." in visit(workspace).get("/en/terms/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        row.body = shared(workspace, "Three years.").body
        row.save()
    assert "Three years." in visit(workspace).get("/en/terms/").content.decode()


def test_a_page_may_not_show_a_block_of_another_company(built, other_built, workspace, other_workspace):
    theirs = shared(other_workspace, "Theirs.")
    with pytest.raises(sites.BodyError):
        sites.build_body([{"block": "shared", "content": theirs.pk}], workspace=workspace)
    page = sites.ContentPage(title="Terms", slug="terms", body=[("shared", {"content": theirs})])
    with pytest.raises(ValidationError):
        sites.add_page(parent=page_of(workspace, "home"), page=page)


def test_lists_choosers_and_editors_show_only_ones_own(
    built, other_built, workspace, other_workspace, client_of, marketer
):
    ours, theirs = shared(workspace, "Ours."), shared(other_workspace, "Theirs.")
    SharedBlock.objects.filter(pk=theirs.pk).update(name="Of the harbour")
    browser = client_of(marketer)
    for name in ("wagtailsnippets_sites_sharedblock:list", "wagtailsnippetchoosers_sites_sharedblock:choose"):
        html = browser.get(reverse(name), {"workspace": workspace.slug}).content.decode()
        assert "Warranty" in html and "Of the harbour" not in html
    assert browser.get(reverse("wagtailsnippets_sites_sharedblock:edit", args=[ours.pk])).status_code == 200
    for name in ("edit", "delete", "usage"):
        url = reverse(f"wagtailsnippets_sites_sharedblock:{name}", args=[theirs.pk])
        assert browser.get(url).status_code == 404
