"""Publish products and define what they are described by."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.actions.unpublish_page import UnpublishPageAction

from yangfan.accounts.public import User, Workspace, record_audit
from yangfan.sites.catalogue.models import Attribute
from yangfan.sites.catalogue.reading import slug_of
from yangfan.sites.pages import cache
from yangfan.sites.pages.models import ProductCategoryPage, ProductPage


def publish_products(*, workspace: Workspace, pages, actor: User, now: datetime) -> tuple[int, list[str]]:
    """Publish the newest draft of these products, and the categories above them; return (how many, titles refused)."""
    done, refused = 0, []
    for page in pages.filter(workspace=workspace):
        if page.live and not page.has_unpublished_changes:
            continue
        try:
            with transaction.atomic():
                for category in (
                    ProductCategoryPage.objects.ancestor_of(page).filter(live=False).order_by("path")
                ):
                    newest(category).publish(user=actor, skip_permission_checks=True)
                newest(page).publish(user=actor, skip_permission_checks=True)
        except ValidationError:
            refused.append(page.title)
        else:
            done += 1
    note(workspace, actor, "products_published", done, now)
    return done, refused


def newest(page):
    return page.get_latest_revision() or page.save_revision()


def unpublish_products(*, workspace: Workspace, pages, actor: User, now: datetime) -> int:
    """Take these products off the site; they stay as drafts. Return how many."""
    done = 0
    for page in pages.filter(workspace=workspace, live=True):
        UnpublishPageAction(page, user=actor).execute(skip_permission_checks=True)
        done += 1
    note(workspace, actor, "products_unpublished", done, now)
    return done


def note(workspace: Workspace, actor: User, action: str, count: int, now: datetime) -> None:
    if count:
        record_audit(
            workspace=workspace,
            actor=actor,
            action=action,
            subject=workspace,
            after={"products": count},
            now=now,
        )


class AttributeRefused(ValueError):
    """The attribute cannot be as it was asked for; the text says why."""


@transaction.atomic
def save_attribute(
    *, workspace: Workspace, attribute: Attribute | None, kind: str, names: dict[str, str], unit: str,
    choices: list[dict[str, str]], is_filterable: bool, position: int, actor: User, now: datetime,
) -> Attribute:  # fmt: skip
    """Make or change an attribute; `choices` are {language: name}, in order. Raises AttributeRefused.

    A choice keeps its key as long as one of its names stays, so that products keep their values. The type of an
    attribute that products use stays as it is.
    """
    names = {code: name.strip()[:80] for code, name in names.items() if name.strip()}
    if not names:
        raise AttributeRefused(_("Give it a name in one language at least."))
    one = attribute or Attribute(workspace=workspace, key=free_key(workspace, names))
    if attribute is not None and attribute.kind != kind and uses_of(attribute):
        raise AttributeRefused(_("Products use this attribute: its type can no longer change."))
    one.kind, one.names, one.is_filterable, one.position = kind, names, is_filterable, position
    one.unit = unit.strip()[:20] if kind == Attribute.Kind.NUMBER else ""
    before = {choice["key"]: choice for choice in one.choices}
    one.choices = keyed(choices, one.choices) if kind == Attribute.Kind.CHOICE else []
    if kind == Attribute.Kind.CHOICE and not one.choices:
        raise AttributeRefused(_("Write down at least one choice."))
    gone = set(before) - {choice["key"] for choice in one.choices}
    if gone and any((kept or {}).get(one.key) in gone for kept in values_in(workspace)):
        raise AttributeRefused(_("Products use a choice that you took away."))
    one.save()
    record_audit(
        workspace=workspace,
        actor=actor,
        action="attribute_saved",
        subject=one,
        after={"names": names},
        now=now,
    )
    cache.freshen_workspace(workspace.pk)
    return one


def values_in(workspace: Workspace):
    return ProductPage.objects.filter(workspace=workspace).values_list("attributes", flat=True)


def uses_of(attribute: Attribute) -> int:
    """Return how many products have a value of this attribute."""
    return sum(attribute.key in (kept or {}) for kept in values_in(attribute.workspace))


def free_key(workspace: Workspace, names: dict[str, str]) -> str:
    base = slug_of(names.get("en") or next(iter(names.values())))[:36] or "attribute"
    taken = set(Attribute.objects.of(workspace).values_list("key", flat=True))
    return next(key for n in range(1, 10_000) if (key := base if n == 1 else f"{base}-{n}") not in taken)


def keyed(wanted: list[dict[str, str]], kept: list[dict]) -> list[dict]:
    """Give each choice the key it had, known by any of its names, else a new one."""
    left, found = list(kept), []
    for names in wanted:
        names = {code: name.strip()[:80] for code, name in names.items() if name.strip()}
        if not names:
            continue
        had = next((one for one in left if set(names.items()) & set(one["names"].items())), None)
        if had is not None:
            left.remove(had)
        taken = {one["key"] for one in (*kept, *found)}
        base = slug_of(names.get("en") or next(iter(names.values())))[:36] or "choice"
        key = (
            had["key"]
            if had
            else next(k for n in range(1, 10_000) if (k := base if n == 1 else f"{base}-{n}") not in taken)
        )
        found.append({"key": key, "names": names})
    return found


@transaction.atomic
def delete_attribute(*, attribute: Attribute, actor: User, now: datetime) -> None:
    """Forget an attribute; the values products had of it are shown no longer."""
    record_audit(
        workspace=attribute.workspace, actor=actor, action="attribute_deleted", subject=attribute,
        before={"names": attribute.names}, now=now,
    )  # fmt: skip
    cache.freshen_workspace(attribute.workspace_id)
    attribute.delete()
