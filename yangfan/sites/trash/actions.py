"""Put a page into the trash, bring it back, empty what has waited long enough."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page, Revision

from yangfan.accounts.public import User, Workspace, record_audit
from yangfan.sites.pages import cache, queries
from yangfan.sites.pages.base import SitePage
from yangfan.sites.trash.models import TrashBin, TrashedPage

DAYS = 30


class TrashRefused(ValueError):
    """A home page stays; a page comes back only below a page that is still there."""


@transaction.atomic
def trash_page(*, page: SitePage, actor: User, now: datetime) -> TrashedPage:
    """Take a page and all below it off the site and keep it for 30 days. Raises TrashRefused."""
    page = Page.objects.get(pk=page.pk).specific
    if page.depth < 3:
        raise TrashRefused(_("A home page cannot be deleted."))
    workspace = page.workspace
    branch = Page.objects.descendant_of(page, inclusive=True)
    live = {str(pk): revision or 0 for pk, revision in branch.live().values_list("pk", "live_revision_id")}
    row = TrashedPage.objects.create(
        workspace=workspace,
        page_id=page.pk,
        parent_id=page.get_parent().pk,
        path_then=page.get_url() or "",
        live_then=live,
        deleted_by=actor,
        deleted_at=now,
    )
    for one in branch.live().specific():
        UnpublishPageAction(one, user=actor, set_expired=False).execute(skip_permission_checks=True)
    page.refresh_from_db()
    page.move(bin_of(workspace), pos="last-child")
    record_audit(
        workspace=workspace,
        actor=actor,
        action="page_trashed",
        subject=row,
        before={"page": page.title},
        now=now,
    )
    cache.freshen_workspace(workspace.pk)
    return row


@transaction.atomic
def restore_page(*, row: TrashedPage, actor: User, now: datetime) -> SitePage:
    """Put a page back where it was, public if it was. Raises TrashRefused when its parent is gone too."""
    parent = row.parent
    if parent is None or not queries.pages_of(row.workspace).filter(pk=parent.pk).exists():
        raise TrashRefused(_("The page above it is no longer there. Restore that one first."))
    page, live = row.page.specific, row.live_then
    page.slug = free_slug(page.slug, parent=parent, page=page)
    page.save(update_fields=["slug"])
    page.move(parent, pos="last-child")
    page.refresh_from_db()
    row.delete()
    for one in Page.objects.descendant_of(page, inclusive=True).order_by("depth").specific():
        if str(one.pk) in live:
            publish_again(one, live[str(one.pk)], actor)
    record_audit(
        workspace=page.workspace,
        actor=actor,
        action="page_restored",
        subject=page,
        after={"page": page.title},
        now=now,
    )
    cache.freshen_workspace(page.workspace_id)
    page.refresh_from_db()
    return page


def publish_again(page: SitePage, revision_id: int, actor: User | None) -> None:
    """Publish exactly what was public before; a page that had no revision gets one."""
    revision = Revision.objects.filter(pk=revision_id).first() or page.save_revision(user=actor)
    newest = page.latest_revision_id
    revision.publish(user=actor, skip_permission_checks=True)
    if newest and newest != revision.pk:  # a draft that was being written stays one
        Page.objects.filter(pk=page.pk).update(has_unpublished_changes=True)


def free_slug(slug: str, *, parent: Page, page: Page) -> str:
    """Return the slug, with a number behind it if its place has been taken meanwhile."""
    candidate, number = slug, 1
    while not Page._slug_is_available(candidate, parent, page):
        number += 1
        candidate = f"{slug}-{number}"
    return candidate


@transaction.atomic
def remove_for_good(*, row: TrashedPage, actor: User | None, now: datetime) -> None:
    """Delete a page and all below it; nobody can bring it back."""
    title = row.page.title
    record_audit(
        workspace=row.workspace,
        actor=actor,
        action="page_removed",
        subject=row,
        before={"page": title},
        now=now,
    )
    page = row.page.specific
    row.delete()
    page.delete()


def empty_old(now: datetime) -> int:
    """Delete for good what has waited 30 days, in every workspace; return how many."""
    rows = TrashedPage.objects.across_workspaces().filter(deleted_at__lt=now - timedelta(days=DAYS))
    rows = list(rows.select_related("page", "workspace"))
    for row in rows:
        remove_for_good(row=row, actor=None, now=now)
    return len(rows)


def bin_of(workspace: Workspace) -> Page:
    """Return the place for deleted pages, made on first use: beside the home pages, below none of them."""
    row = TrashBin.objects.of(workspace).select_related("page").first()
    if row is None:
        root = Page.get_first_root_node()
        page = root.add_child(
            title=f"Trash {workspace.slug}", slug=f"trash-{workspace.pk}", live=False, locale=root.locale
        )
        row = TrashBin.objects.create(workspace=workspace, page=page)
    return row.page
