"""The lists of contacts and of companies: filters, and pages that stay fast at a million rows.

Nothing here counts millions: at most MOST rows are counted and paged through; who looks for more narrows the list.
"""

from datetime import datetime, time, timedelta
from functools import cached_property

from django import forms
from django.core.exceptions import EmptyResultSet
from django.core.paginator import Paginator
from django.db import connection
from django.db.models import Count, OuterRef, Q
from django.db.models.functions import Lower
from django.db.models.sql.where import WhereNode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yangfan.accounts.public import Workspace
from yangfan.core.ui.tables import Table
from yangfan.crm.companies.models import Company
from yangfan.crm.contacts.identity import country_choices
from yangfan.crm.contacts.models import Contact
from yangfan.crm.contacts.words import with_words
from yangfan.crm.customers.facts import SCORES, has_deal, with_facts
from yangfan.crm.customers.fields import fields_of
from yangfan.crm.customers.models import CompanyTag, CustomField, FieldKind, Kin, Tag
from yangfan.crm.deals.models import Deal, Stage
from yangfan.crm.inquiries.models import Inquiry
from yangfan.crm.words import channel_titles, language_name

MOST = 10_000
FIRMS = 1_000  # companies that one word may mean
LANGUAGES = (
    "zh-hans", "zh-hant", "en", "es", "ar", "pt", "fr", "de", "ru", "ja", "ko", "it", "tr", "vi", "th", "id",
)  # fmt: skip
DATE = {"type": "date"}


class CappedPaginator(Paginator):
    """Counts up to MOST rows and no further.

    One question, asked without an order so that it can end at MOST, finds what matches; sorted afterwards it is the pages
    too. Only where there is more, and an index in order soon meets enough of it, the page is asked for in order. The rows of
    the page are fetched by key alone, so that neither filters nor joins are worked through twice.
    """

    @cached_property
    def keys(self) -> list:
        """The keys of all that match, in order; of too many MOST + 1 in any order."""
        order = dict.fromkeys((*self.object_list.query.order_by, "pk"))
        names = [name.removeprefix("-") for name in order]
        found = self.object_list.order_by().values_list(*names)[: MOST + 1]
        try:
            sql, params = found.query.sql_with_params()
        except EmptyResultSet:
            return []
        by = ", ".join(f'"{name.removeprefix("-")}" {"DESC" if name[0] == "-" else "ASC"}' for name in order)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT pk FROM ({sql}) AS found ORDER BY {by}", params)  # noqa: S608 names of columns
            return [pk for (pk,) in cursor.fetchall()]

    @property
    def is_capped(self) -> bool:
        return len(self.keys) > MOST

    @cached_property
    def count(self) -> int:
        return min(len(self.keys), MOST)

    def page(self, number):
        number = self.validate_number(number)
        here = slice((number - 1) * self.per_page, min(number * self.per_page, self.count))
        keys = (
            list(self.object_list.values_list("pk", flat=True)[here]) if self.is_capped else self.keys[here]
        )
        rows = self.object_list.order_by()
        rows.query.where = WhereNode()
        by_key = {row.pk: row for row in rows.filter(pk__in=keys)}
        return self._get_page([by_key[key] for key in keys if key in by_key], number, self)


class LongTable(Table):
    """A table of maybe millions of rows."""

    @cached_property
    def page(self):
        return CappedPaginator(self._sorted, self.per_page).get_page(self.request.GET.get("page"))

    @property
    def sorted_rows(self):
        return self._sorted


class CustomerFilters(forms.Form):
    """Filters of both lists; one field for each of the workspace's own fields."""

    of = Kin.CONTACT

    q = forms.CharField(required=False, max_length=100)
    tag = forms.ChoiceField(label=_("Tag"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)

    def __init__(self, data, *, workspace: Workspace):
        super().__init__(data)
        self.use_required_attribute = False
        self.workspace = workspace
        self.own = fields_of(workspace, self.of)
        tags = [(str(tag.pk), tag.name) for tag in Tag.objects.of(workspace)]
        self.fields["tag"].choices = [("", _("Any")), *tags]
        self.fields["country"].choices = [("", _("Any")), *country_choices()[1:]]
        for field in self.own:
            self.fields.update(_own_filters(field))

    def chosen(self) -> dict:
        """Return what is asked for; what is invalid counts as not asked."""
        self.is_valid()
        return {key: value for key, value in self.cleaned_data.items() if value not in (None, "", [])}

    @property
    def first_fields(self):
        return [self[name] for name in self.in_front]

    @property
    def further_fields(self):
        return [self[name] for name in self.fields if name not in self.in_front]

    @property
    def is_wide(self) -> bool:
        """Tell whether a filter of the folded part is set."""
        return any(self.data.get(name) for name in self.fields if name not in self.in_front)


def _own_filters(field: CustomField) -> dict[str, forms.Field]:
    name = f"f_{field.key}"
    if field.kind in (FieldKind.CHOICE, FieldKind.MULTI):
        choices = [("", _("Any")), *((choice, choice) for choice in field.choices)]
        return {name: forms.ChoiceField(label=field.label, required=False, choices=choices)}
    if field.kind == FieldKind.YES_NO:
        choices = [("", _("Any")), ("1", _("Yes")), ("0", _("No"))]
        return {name: forms.ChoiceField(label=field.label, required=False, choices=choices)}
    if field.kind == FieldKind.NUMBER:
        return {
            f"{name}_from": forms.FloatField(
                label=_("%(field)s from") % {"field": field.label}, required=False
            ),
            f"{name}_to": forms.FloatField(label=_("%(field)s to") % {"field": field.label}, required=False),
        }
    if field.kind == FieldKind.DATE:
        date = {"required": False, "widget": forms.DateInput(attrs=DATE)}
        return {
            f"{name}_from": forms.DateField(label=_("%(field)s from") % {"field": field.label}, **date),
            f"{name}_to": forms.DateField(label=_("%(field)s to") % {"field": field.label}, **date),
        }
    return {name: forms.CharField(label=field.label, required=False, max_length=100)}


class ContactFilters(CustomerFilters):
    of = Kin.CONTACT
    in_front = ("q", "tag", "country")

    language = forms.ChoiceField(label=_("Language"), required=False)
    channel = forms.ChoiceField(label=_("First came by"), required=False)
    deal = forms.ChoiceField(
        label=_("Deals"), required=False,
        choices=[("", _("Any")), ("open", pgettext_lazy("has deal", "An open one")),
                 ("won", pgettext_lazy("has deal", "A won one")), ("none", pgettext_lazy("has deal", "None"))],
    )  # fmt: skip
    company = forms.CharField(label=_("Company"), required=False, max_length=100)
    score = forms.ChoiceField(
        label=_("Lead score"), required=False,
        choices=[("", _("Any")), *((str(n), _("%(n)d or more") % {"n": n}) for n in SCORES)],
    )  # fmt: skip
    seen = forms.ChoiceField(
        label=_("Last wrote"), required=False,
        choices=[("", _("Any time")), ("7", _("in the last 7 days")), ("30", _("in the last 30 days")),
                 ("90", _("in the last 90 days")), ("-90", _("not for 90 days")), ("-365", _("not for a year"))],
    )  # fmt: skip
    since = forms.DateField(label=_("Known since"), required=False, widget=forms.DateInput(attrs=DATE))
    until = forms.DateField(label=_("Known until"), required=False, widget=forms.DateInput(attrs=DATE))

    def __init__(self, data, *, workspace: Workspace):
        super().__init__(data, workspace=workspace)
        self.fields["q"].label = _("Name, company, e-mail or phone")
        self.fields["language"].choices = [("", _("Any")), *((one, language_name(one)) for one in LANGUAGES)]
        self.fields["channel"].choices = [("", _("Any")), *channel_titles(workspace).items()]


class CompanyFilters(CustomerFilters):
    of = Kin.COMPANY
    in_front = ("q", "tag", "country")

    deal = forms.ChoiceField(
        label=_("Deals"), required=False,
        choices=[("", _("Any")), ("open", pgettext_lazy("has deal", "An open one")),
                 ("won", pgettext_lazy("has deal", "A won one")), ("none", pgettext_lazy("has deal", "None"))],
    )  # fmt: skip
    tree = forms.ChoiceField(
        label=_("Group"), required=False,
        choices=[("", _("Any")), ("top", _("Not part of another")), ("child", _("Part of another"))],
    )  # fmt: skip

    def __init__(self, data, *, workspace: Workspace):
        super().__init__(data, workspace=workspace)
        self.fields["q"].label = _("Name or domain")


def contact_rows(
    workspace: Workspace, asked: dict | None = None, *, own=(), zone=None, now: datetime | None = None
):
    """Return the contacts that match (a queryset): no aliases, nobody who only ever sent spam."""
    asked = asked or {}
    rows = with_facts(Contact.objects.of(workspace), workspace, asked)
    if asked.get("company"):
        firms = with_words(Company.objects.of(workspace), asked["company"])
        rows = rows.filter(company__in=list(firms.order_by().values_list("pk", flat=True)[:FIRMS]))
    return _common(_of_time(rows, asked, zone, now), asked, own)


def company_rows(workspace: Workspace, asked: dict | None = None, *, own=()):
    """Return the companies that match (a queryset)."""
    asked = asked or {}
    rows = Company.objects.of(workspace)
    if asked.get("country"):
        rows = rows.filter(country=asked["country"])
    if asked.get("tag"):
        rows = rows.filter(pk__in=CompanyTag.objects.of(workspace).filter(tag=asked["tag"]).values("company"))
    if asked.get("deal"):
        rows = rows.filter(has_deal(Deal.objects.of(workspace).filter(company=OuterRef("pk")), asked["deal"]))
    if asked.get("tree"):
        rows = rows.filter(parent__isnull=asked["tree"] == "top")
    return _common(rows, asked, own)


def _of_time(rows, asked: dict, zone, now):
    if asked.get("seen"):
        days = int(asked["seen"])
        moment = now - timedelta(days=abs(days))
        rows = rows.filter(last_seen_at__gte=moment) if days > 0 else rows.filter(last_seen_at__lt=moment)
    if asked.get("since"):
        rows = rows.filter(created_at__gte=datetime.combine(asked["since"], time.min, zone))
    if asked.get("until"):
        rows = rows.filter(
            created_at__lt=datetime.combine(asked["until"], time.min, zone) + timedelta(days=1)
        )
    return rows


def _common(rows, asked: dict, own):
    for field in own:
        rows = _by_own_field(rows, field, asked)
    return with_words(rows, asked["q"].strip()) if asked.get("q", "").strip() else rows


def _by_own_field(rows, field: CustomField, asked: dict):
    name, path = f"f_{field.key}", f"fields__{field.key}"
    for end, test in (("from", "gte"), ("to", "lte")):
        limit = asked.get(f"{name}_{end}")
        if limit is not None:
            rows = rows.filter(
                **{f"{path}__{test}": limit.isoformat() if hasattr(limit, "isoformat") else limit}
            )
    if name not in asked:
        return rows
    value = asked[name]
    if field.kind in (FieldKind.TEXT, FieldKind.URL):
        return rows.filter(**{f"{path}__icontains": value})
    kept = {FieldKind.MULTI: [value], FieldKind.YES_NO: value == "1"}.get(field.kind, value)
    if connection.vendor == "postgresql":
        return rows.filter(fields__contains={field.key: kept})
    if field.kind != FieldKind.MULTI:
        return rows.filter(**{path: kept})
    table = rows.model._meta.db_table
    return rows.extra(  # noqa: S610
        where=[f"EXISTS (SELECT 1 FROM json_each({table}.fields, %s) AS one WHERE one.value = %s)"],
        params=[f"$.{field.key}", value],
    )


def find_people(workspace: Workspace, words: str, limit: int) -> list[Contact]:
    """Return a few contacts by words, for the search of the console and for choosing one."""
    return list(with_words(contact_rows(workspace), words).select_related("company")[:limit])


def company_named(workspace: Workspace, name: str) -> Company | None:
    """Return the company of this name, case aside."""
    rows = Company.objects.of(workspace).alias(low=Lower("name")).filter(low=name.strip().lower())
    return rows.order_by("pk").first()


def asked_counts(workspace: Workspace, pks) -> dict[int, int]:
    """Return contact -> number of inquiries that are no spam, for the rows of one page."""
    rows = Inquiry.objects.of(workspace).filter(contact__in=list(pks), is_spam=False).order_by()
    return dict(rows.values("contact").annotate(n=Count("pk")).values_list("contact", "n"))


def company_counts(workspace: Workspace, pks) -> dict[int, dict]:
    """Return company -> {"people", "asked", "won"} for the rows of one page."""
    pks = list(pks)
    found = {pk: {"people": 0, "asked": 0, "won": 0} for pk in pks}
    questions = {
        "people": (Contact.objects.of(workspace).filter(company__in=pks, merged_into=None), "company"),
        "asked": (
            Inquiry.objects.of(workspace).filter(contact__company__in=pks, is_spam=False),
            "contact__company",
        ),
        "won": (Deal.objects.of(workspace).filter(Q(company__in=pks), stage=Stage.WON), "company"),
    }
    for key, (rows, owner) in questions.items():
        for pk, n in rows.order_by().values(owner).annotate(n=Count("pk")).values_list(owner, "n"):
            found[pk][key] = n
    return found
