"""A deleted page waits in the trash and comes back as it was."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from yangfan.sites import public as sites
from yangfan.sites.testing import page_of, product
from yangfan.sites.trash import actions
from yangfan.sites.trash.models import TrashedPage


def test_a_page_deleted_in_the_editor_leaves_the_site_and_comes_back_as_it_was(
    built, workspace, visit, client_of, marketer, django_capture_on_commit_callbacks
):
    arm = product(workspace)
    index = page_of(workspace, "products")
    editor = client_of(marketer)
    assert visit(workspace).get("/en/products/a12-arm/").status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        response = editor.post(reverse("wagtailadmin_pages:delete", args=[index.pk]))
    assert response.status_code == 302
    assert visit(workspace).get("/en/products/a12-arm/").status_code == 404
    assert not sites.pages_of(workspace).filter(pk=arm.pk).exists()

    row = TrashedPage.objects.of(workspace).get()
    assert row.deleted_by == marketer
    assert index.title in editor.get(reverse("sites_trash", args=[workspace.slug])).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(reverse("sites_trash_restore", args=[workspace.slug, row.pk]))
    assert visit(workspace).get("/en/products/a12-arm/").status_code == 200
    assert not TrashedPage.objects.of(workspace).exists()


def test_the_question_before_deleting_says_how_to_get_the_page_back(built, workspace, client_of, marketer):
    page = page_of(workspace, "about")
    html = client_of(marketer).get(reverse("wagtailadmin_pages:delete", args=[page.pk])).content.decode()
    assert "wait in the trash for 30 days" in html and "Restore" in html
    assert reverse("sites_trash", args=[workspace.slug]) in html
    assert not TrashedPage.objects.of(workspace).exists()


def test_a_draft_comes_back_as_a_draft_and_a_taken_slug_gets_a_number(built, workspace, owner):
    home = page_of(workspace, "home")
    page = sites.add_page(parent=home, page=sites.ContentPage(title="Fair", slug="fair"), publish=False)
    row = actions.trash_page(page=page, actor=owner, now=timezone.now())
    sites.add_page(parent=home, page=sites.ContentPage(title="Fair", slug="fair"))
    back = actions.restore_page(row=row, actor=owner, now=timezone.now())
    assert (back.slug, back.live) == ("fair-2", False)


def test_a_page_whose_parent_is_in_the_trash_waits_for_it(built, workspace, owner):
    arm = product(workspace)
    row = actions.trash_page(page=arm, actor=owner, now=timezone.now())
    actions.trash_page(page=page_of(workspace, "products"), actor=owner, now=timezone.now())
    row.refresh_from_db()
    with pytest.raises(actions.TrashRefused):
        actions.restore_page(row=row, actor=owner, now=timezone.now())


def test_a_home_page_cannot_be_deleted(built, workspace, owner):
    with pytest.raises(actions.TrashRefused):
        actions.trash_page(page=page_of(workspace, "home"), actor=owner, now=timezone.now())


def test_after_thirty_days_it_is_gone_for_good_and_not_a_day_before(built, workspace, owner):
    now = timezone.now()
    arm = product(workspace)
    actions.trash_page(page=arm, actor=owner, now=now)
    assert actions.empty_old(now + timedelta(days=29)) == 0
    assert actions.empty_old(now + timedelta(days=31)) == 1
    assert not Page.objects.filter(pk=arm.pk).exists()


def test_only_an_owner_deletes_for_good_and_no_outsider_restores(
    built, workspace, client_of, owner, marketer, outsider
):
    row = actions.trash_page(page=product(workspace), actor=owner, now=timezone.now())
    remove = reverse("sites_trash_remove", args=[workspace.slug, row.pk])
    assert client_of(marketer).post(remove).status_code in (403, 404)
    assert (
        client_of(outsider).post(reverse("sites_trash_restore", args=[workspace.slug, row.pk])).status_code
        == 404
    )
    assert TrashedPage.objects.of(workspace).exists()
    client_of(owner).post(remove)
    assert not TrashedPage.objects.of(workspace).exists()
