"""A company full of secrets, and the people who must not see them."""

import uuid
from decimal import Decimal
from types import SimpleNamespace

from django.apps import apps
from django.core.files.base import ContentFile
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from wagtail.models import Locale, Page

from conftest import person
from yangfan.accounts.public import Membership, Role, Workspace, WorkspaceModel, create_api_token
from yangfan.connectors import public as connectors
from yangfan.crm import public as crm
from yangfan.sites import public as sites
from yangfan.sites.testing import SVG, open_site, page_of, product

MARK = "Zebrafish"  # stands in every text of the foreign company


def make_workspace(name: str, slug: str) -> Workspace:
    return Workspace.objects.create(name=name, slug=slug, locales=["en", "zh-hans"], language="en")


def build_world() -> SimpleNamespace:
    """Make the foreign company, our own, and the people of ours."""
    theirs = make_workspace(f"{MARK} Secrets", "theirs")
    ours = make_workspace("Tidelane Robotics", "ours")
    third = make_workspace("Harbour Teas", "third")
    boss = person("boss@theirs.test")
    boss.name = f"{MARK} Boss"
    boss.save()
    Membership.objects.create(workspace=theirs, user=boss, role=Role.OWNER)
    fill(theirs, boss, MARK)
    people = people_of(ours, third)
    fill(ours, people["owner"], "Harmless")
    open_site(third)
    fill_every_model(theirs, boss)
    return SimpleNamespace(theirs=theirs, ours=ours, boss=boss, people=people)


def people_of(ours, third) -> dict:
    people = {}
    for role in Role.values:
        people[role] = person(f"{role}@ours.test")
        Membership.objects.create(workspace=ours, user=people[role], role=role)
    people["agency"] = person("agency@works.test")
    for workspace in (ours, third):
        Membership.objects.create(workspace=workspace, user=people["agency"], role=Role.MARKETER)
    people["outsider"] = person("outsider@nowhere.test")
    return people


def token_of(workspace, scopes) -> str:
    owner = Membership.objects.of(workspace).filter(role=Role.OWNER).first().user
    _row, plain = create_api_token(
        workspace=workspace, name="crawl", scopes=list(scopes), actor=owner, now=timezone.now()
    )
    return plain


def fill(workspace, boss, word: str) -> None:
    """Make what needs more than a row: a site with media, a translation, an inquiry with a deal."""
    now = timezone.now()
    built = open_site(workspace)
    picture = sites.add_image(
        workspace=workspace, title=f"{word} image", filename="z.svg", data=SVG, description=f"{word} image"
    )
    sites.add_document(
        workspace=workspace, title=f"{word} document", filename="sheet.pdf", data=f"%PDF {word}".encode()
    )
    page = product(workspace, title=f"{word} product", summary=f"{word} summary", picture=picture)
    about = page_of(workspace, "about")
    about.intro = f"{word} draft"
    sites.save_page(page=about, actor=boss, publish=False)
    translate(page)
    received = crm.receive_inquiry(
        workspace=workspace,
        site=built.tracked,
        way="form",
        message=f"{word} wants 500 pieces to Hamburg",
        name=f"{word} buyer",
        email=f"buyer@{word.lower()}.example",
        company=f"{word} GmbH",
        submission_id=f"{word}-1",
        now=now,
    )
    crm.add_note(inquiry=received.inquiry, text=f"{word} note", actor=boss, now=now)
    connectors.connect_account(
        workspace=workspace, connector=connectors.connectors_registry.get("xiaohongshu_leads"), name=f"{word} account",
        values={"token": f"{word} token"}, actor=boss, now=now,
    )  # fmt: skip


def translate(page) -> None:
    from wagtail_localize.operations import translate_object

    translate_object(page, [Locale.objects.get(language_code="zh-hans")])


# --- a row of everything ----------------------------------------------------------------------------------------------


def customers_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if issubclass(model, WorkspaceModel)]


def fill_every_model(workspace, boss) -> None:
    """See to it that every kind of row a customer can own exists in the foreign company."""
    for model in customers_models():
        row_of(model, workspace, boss)


def row_of(model, workspace, boss):
    """Return a row of this model in the workspace, made when there is none."""
    row = model.objects.of(workspace).first()
    return row if row is not None else make_row(model, workspace, boss)


def make_row(model, workspace, boss):
    """Make the plainest row the database takes: without its optional relations, else with one of them."""
    optional = [field for field in model._meta.concrete_fields if field.is_relation and field.null]
    for extra in [None, *optional]:
        row = plain_row(model, workspace, boss)
        if extra is not None:
            setattr(row, extra.name, value_for(extra, workspace, boss))
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError:
            continue
        return row
    raise AssertionError(f"Nobody knows how to make a {model.__name__}: make one in fill()")


def plain_row(model, workspace, boss):
    row = model(workspace=workspace)
    for field in model._meta.concrete_fields:
        if field.name == "workspace" or field.primary_key or field.has_default() or field.null:
            continue
        setattr(row, field.name, value_for(field, workspace, boss))
    return row


def value_for(field, workspace, boss):
    """Return something a field takes, with the mark in it wherever text goes."""
    if isinstance(field, models.ForeignKey):
        return related_row(field.related_model, workspace, boss)
    if field.choices:
        return field.choices[0][0]
    if isinstance(field, models.FileField):
        return ContentFile(MARK.encode(), name=f"{MARK}.txt")
    if isinstance(field, models.EmailField):
        return f"{MARK.lower()}@example.com"
    if isinstance(field, models.DateTimeField):
        return timezone.now()
    if isinstance(field, models.DateField):
        return timezone.now().date().replace(day=1)  # a month is kept as its first day
    if isinstance(field, models.UUIDField):
        return uuid.uuid4()
    if isinstance(field, models.BooleanField):
        return False
    if isinstance(field, models.DecimalField):
        return Decimal(7)
    if isinstance(field, (models.IntegerField, models.FloatField)):
        return 7
    if isinstance(field, models.JSONField):
        return {}
    if isinstance(field, models.BinaryField):
        return MARK.encode()
    return f"{MARK}{field.name}"[: field.max_length or 200]


def related_row(model, workspace, boss):
    if issubclass(model, WorkspaceModel):
        return row_of(model, workspace, boss)
    if model is type(boss):
        return boss
    if issubclass(model, Page):
        about = page_of(workspace, "about")
        return about if isinstance(about, model) else model.objects.filter(workspace=workspace).first()
    return model.objects.filter(workspace=workspace).first()
