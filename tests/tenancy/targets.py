"""Turn every address of the product into requests that name another company's things."""

import inspect
import itertools
from dataclasses import dataclass

from django.apps import apps
from django.urls import NoReverseMatch, get_resolver, reverse

from tests.tenancy.addresses import every_address
from tests.tenancy.world import customers_models
from yangfan.accounts.public import WorkspaceModel
from yangfan.sites import public as sites
from yangfan.sites.gate import places

# Not asked, and why.
LEFT_OUT = {
    "account_logout": "ends the visit itself",
    "wagtailadmin_logout": "leads to the above",
    "demo_login": "exists in the demo only",
    "wagtailadmin_error_test": "fails on purpose",
    "set_language": "takes no one's thing",
    "hand_off": "for whoever has its unguessable address; tested with publishing",
    "hand_off_picture": "the same",
    "hook": "platforms call it, with a secret in the address and a signature; tested with the connectors",
}


# Addresses that name no company: an id of another kind might be one of ours by chance.
KINDS = {"api:get_contact": "crm.Contact", "api:change_contact": "crm.Contact"}

# Parts that name nobody's thing: an answer to them gives nothing away.
NOBODYS = {
    "key",
    "signed",
    "uidb36",
    "session_id",
    "language",
    "what",
    "number",
    "connector",
}  # numbers begin at 1 in each company


@dataclass(frozen=True)
class Target:
    """One request; `is_theirs` when the address itself names the other company or its things alone."""

    name: str
    url: str
    is_theirs: bool


class Targets:
    """Fills the variable parts of addresses; a part nobody knows is an error."""

    def __init__(self, theirs, ours, *, per_pattern: int):
        self.theirs, self.ours, self.per_pattern = theirs, ours, per_pattern
        self.foreign = {model: first_pk(model, theirs) for model in customers_models()}
        self.page = sites.pages_of(theirs).filter(slug="about").first()
        self.image = sites.SiteImage.objects.filter(workspace=theirs).first()
        self.document = sites.SiteDocument.objects.filter(workspace=theirs).first()

    def all(self, urlconf="yangfan.config.urls") -> list[Target]:
        found = []
        for address in every_address(urlconf):
            if address.name in LEFT_OUT or not address.name.rpartition(":")[2]:
                continue
            found.extend(self.of(address, urlconf))
        return list(dict.fromkeys(found))

    def of(self, address, urlconf) -> list[Target]:
        targets = []
        for slug, is_theirs in ((self.theirs.slug, True), (self.ours.slug, False)):
            if "workspace" not in address.parts and not is_theirs:
                continue
            if "workspace" in address.parts and len(address.parts) == 1 and not is_theirs:
                continue
            choices = [
                [(part, value) for value in self.values(part, address, slug)] for part in address.parts
            ]
            for combination in itertools.islice(itertools.product(*choices), self.per_pattern):
                try:
                    url = reverse(address.name, kwargs=dict(combination), urlconf=urlconf)
                except NoReverseMatch:
                    continue
                targets.append(Target(address.name, url, is_theirs and bool(set(address.parts) - NOBODYS)))
        return targets

    def values(self, part: str, address, slug: str) -> list:
        if part == "workspace":
            return [slug]
        if address.name in places.ALLOWED or address.route.startswith("cms/"):
            return self.in_editor(part, address.name)
        own = {
            "workspace_id": [self.theirs.pk],
            "path": [self.image.file.name.partition("/")[2]],
            "name": [self.document.filename],
            "what": ["channels"],
            "kind": ["deal", "svg"],
            "number": [7, 1],
            "key": ["google_ads", "direct"],
            "signed": ["nonsense"],
            "uidb36": ["1"],
            "language": ["en"],
            "connector": ["xiaohongshu_leads"],
            "code": ["nonsense"],
        }
        if part in own:
            return own[part]
        if part == "pk" or part.endswith(("_id", "_pk")):
            return self.primary_keys(address)
        raise AssertionError(
            f"Nobody knows what {part!r} of {address.name} ({address.route}) may be: add it here"
        )

    def in_editor(self, part: str, name: str) -> list:
        if "image" in name and part in ("image_id", "pk"):
            return [self.image.pk]
        if "doc" in name and part in ("document_id", "doc_id", "pk"):
            return [self.document.pk]
        translation, source, segments = translation_of(self.theirs)
        own = {
            "content_type_app_name": "sites", "content_type_model_name": "contentpage", "app_label": "sites",
            "model_name": "contentpage", "app_name": "sites", "revision_id": self.page.latest_revision_id or 1,
            "revision_id_a": "earliest", "revision_id_b": "latest", "translation_id": translation,
            "translation_source_id": source, "string_segment_id": segments[0],
            "overridable_segment_id": segments[1], "mode": "live", "action": "delete", "action_name": "publish",
            "session_id": 1, "filter_spec": "max-100x100", "uidb64": "x", "token": "x", "uploaded_file_id": 1,
            "model": "page", "slug": "x",
        }  # fmt: skip
        if part in own:
            return [own[part]]
        if part in ("pk", "object_id") or part.endswith(("_id", "_pk")):
            return [self.page.pk]
        raise AssertionError(f"Nobody knows what {part!r} of {name} may be: add it here")

    def primary_keys(self, address) -> list:
        """Return a foreign id of each kind of row the capability behind the address keeps."""
        if address.name in KINDS:
            return [self.foreign[apps.get_model(KINDS[address.name])]]
        label = capability_of(address)
        models = [model for model in self.foreign if label in (None, model._meta.app_label)]
        models = models or list(self.foreign)
        return list(dict.fromkeys(self.foreign[model] for model in models if self.foreign[model]))


def capability_of(address) -> str | None:
    """Return the app whose view answers, or None when it cannot be told."""
    view = find_view(get_resolver("yangfan.config.urls"), address.name.split(":"))
    module = getattr(inspect.unwrap(view), "__module__", "") if view else ""
    parts = module.split(".")
    if len(parts) > 1 and parts[0] == "yangfan":
        known = {
            config.name.split(".")[1]: config.label
            for config in apps.get_app_configs()
            if config.name.startswith("yangfan.")
        }
        return known.get(parts[1])
    return None


def find_view(resolver, names):
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            inner = names[1:] if pattern.namespace and pattern.namespace == names[0] else names
            if (pattern.namespace in (None, names[0])) and (view := find_view(pattern, inner)):
                return view
        elif len(names) == 1 and pattern.name == names[0]:
            return pattern.callback
    return None


def first_pk(model: type[WorkspaceModel], workspace):
    return model.objects.of(workspace).values_list("pk", flat=True).first()


def translation_of(workspace) -> tuple:
    from wagtail_localize.models import OverridableSegment, StringSegment, Translation

    keys = sites.pages_of(workspace).values_list("translation_key", flat=True)
    row = Translation.objects.filter(source__object_id__in=list(keys)).select_related("source").first()
    text = StringSegment.objects.filter(source=row.source).first()
    override = OverridableSegment.objects.filter(source=row.source).first()
    return row.pk, row.source_id, (text.pk if text else 1, override.pk if override else 1)
