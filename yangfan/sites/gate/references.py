"""Every picture, file and page that a page points at must be its own company's, however deep it stands."""

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.models import Page, ReferenceIndex


def check(instance, workspace_id: int | None) -> None:
    """Raise ValidationError when `instance` points at something of another workspace, or at nothing."""
    if foreign(instance, workspace_id):
        raise ValidationError(_("Something chosen here belongs to another company or no longer exists."))


def foreign(instance, workspace_id: int | None) -> list[tuple[str, str]]:
    """Return (kind, id) of everything referred to that is not this workspace's."""
    found = set()
    for type_id, object_id, *_rest in ReferenceIndex._extract_references_from_object(instance):
        model = ContentType.objects.get_for_id(type_id).model_class()
        if not is_customers(model):
            continue
        if owner_of(model, object_id) != workspace_id:
            found.add((model._meta.label, str(object_id)))
    return sorted(found)


def is_customers(model) -> bool:
    """Locales, content types and people are shared; whatever has a workspace, and any page, is not."""
    return issubclass(model, Page) or any(field.name == "workspace" for field in model._meta.fields)


def owner_of(model, object_id) -> int | None:
    """Return the workspace's id; None when nothing is there."""
    row = model._base_manager.filter(pk=object_id).first()
    if isinstance(row, Page):
        row = row.specific
    return getattr(row, "workspace_id", None)
