"""Keep Wagtail's permissions equal to our memberships: one group per workspace and role, one collection per workspace."""

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from yangfan.accounts.public import EDITORS, Membership, User, Workspace
from yangfan.sites.gate.models import EditorGroup, MediaShelf

PAGE_PERMISSIONS = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page", "bulk_delete_page")
MEDIA_PERMISSIONS = (
    "add_image",
    "change_image",
    "choose_image",
    "delete_image",
    "add_document",
    "change_document",
    "choose_document",
    "delete_document",
)  # fmt: skip - Wagtail asks for the rights on its own models, whatever model stands in for them


def collection_of(workspace: Workspace) -> Collection:
    """Return the collection that holds the workspace's pictures and files, made on first use."""
    shelf = MediaShelf.objects.of(workspace).select_related("collection").first()
    if shelf is None:
        root = Collection.get_first_root_node()
        collection = root.add_child(name=f"{workspace.name} ({workspace.slug})")
        shelf = MediaShelf.objects.create(workspace=workspace, collection=collection)
    return shelf.collection


@transaction.atomic
def prepare_groups(*, workspace: Workspace, homes) -> None:
    """Give the editing roles of a workspace their rights on these home pages and on its collection."""
    collection = collection_of(workspace)
    for role in sorted(EDITORS):
        group = group_of(workspace, role)
        for home in homes:
            for codename in PAGE_PERMISSIONS:
                GroupPagePermission.objects.get_or_create(
                    group=group, page=home, permission=right(codename, "wagtailcore")
                )
        for codename in MEDIA_PERMISSIONS:
            app = "wagtailimages" if codename.endswith("image") else "wagtaildocs"
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=collection, permission=right(codename, app)
            )


def right(codename: str, app: str) -> Permission:
    return Permission.objects.get(codename=codename, content_type__app_label=app)


def admin_right(codename: str, app: str, model: str) -> Permission:
    """Return a right that hangs on no table: Wagtail makes it in a migration, we where that was undone."""
    kind, _made = ContentType.objects.get_or_create(app_label=app, model=model)
    return Permission.objects.get_or_create(
        content_type=kind, codename=codename, defaults={"name": codename}
    )[0]


def group_of(workspace: Workspace, role: str) -> Group:
    """Return the Wagtail group of this role in this workspace, made on first use."""
    row = EditorGroup.objects.of(workspace).filter(role=role).select_related("group").first()
    if row is None:
        group = Group.objects.create(name=f"workspace {workspace.pk} {role}")
        group.permissions.add(
            admin_right("access_admin", "wagtailadmin", "admin"),
            admin_right("submit_translation", "wagtail_localize", "translation"),
            *(right(f"{verb}_sharedblock", "sites") for verb in ("add", "change", "delete", "view")),
        )
        row = EditorGroup.objects.create(workspace=workspace, role=role, group=group)
    return row.group


def sync_person(*, user: User) -> None:
    """Put a person into exactly the groups of the workspaces they edit.

    Called at the door of the page editor, so a membership that ended a second ago opens nothing.
    """
    mine = Membership.objects.across_workspaces().filter(user=user, role__in=EDITORS)
    roles = set(mine.values_list("workspace_id", "role"))
    rows = EditorGroup.objects.across_workspaces().filter(workspace_id__in={pk for pk, _role in roles})
    wanted = {row.group_id for row in rows if (row.workspace_id, row.role) in roles}
    every = EditorGroup.objects.across_workspaces().values("group_id")
    have = set(user.groups.filter(pk__in=every).values_list("pk", flat=True))
    if wanted != have:
        with transaction.atomic():
            user.groups.remove(*(have - wanted))
            user.groups.add(*(wanted - have))
