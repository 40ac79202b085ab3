"""Forms of links: the builder, filters, placements, rules, a file, the look of a QR code."""

from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from yangfan.core.ui.table_files import check_size
from yangfan.events import public as events
from yangfan.promotion.links import queries, rules
from yangfan.promotion.links.actions import MOST_WEIGHT, Draft, Variant
from yangfan.promotion.links.models import TAGS, Placement, TagRules
from yangfan.sites import public as sites

LONGEST = 2000
VARIANTS = (1, 2)


class LinkForm(forms.Form):
    """A link as it is typed; `draft` is what it asks for."""

    page = forms.ChoiceField(label=gettext_lazy("A page of your site"), required=False)
    target = forms.CharField(
        label=gettext_lazy("or an address"),
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"inputmode": "url", "placeholder": "https://", "autocomplete": "off"}),
    )
    title = forms.CharField(label=gettext_lazy("Title"), required=False, max_length=120)
    code = forms.CharField(
        label=pgettext_lazy("link", "Code"),
        required=False,
        max_length=40,
        help_text=gettext_lazy(
            "Empty: six letters and digits that nobody mixes up. It cannot be changed later."
        ),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    placement = forms.ModelChoiceField(
        label=gettext_lazy("Offline placement"),
        required=False,
        queryset=Placement.objects.none(),
        help_text=gettext_lazy("It gives the link its source and medium."),
    )
    preset = forms.ChoiceField(
        label=pgettext_lazy("link", "Where it will stand"),
        required=False,
        help_text=gettext_lazy("Fills in source and medium, so that visits count on the right channel."),
    )
    source = forms.CharField(label="utm_source", required=False, max_length=100)
    medium = forms.CharField(label="utm_medium", required=False, max_length=100)
    campaign = forms.CharField(label="utm_campaign", required=False, max_length=100)
    term = forms.CharField(label="utm_term", required=False, max_length=100)
    content = forms.CharField(label="utm_content", required=False, max_length=100)
    utm_id = forms.CharField(label="utm_id", required=False, max_length=100)
    labels = forms.CharField(
        label=gettext_lazy("Labels"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("With commas between them."),
    )
    expires_at = forms.DateTimeField(
        label=gettext_lazy("Ends at"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
    )
    most_clicks = forms.IntegerField(
        label=gettext_lazy("Ends after clicks"), required=False, min_value=1, max_value=2**31 - 1
    )
    after_target = forms.CharField(
        label=gettext_lazy("Leads to afterwards"),
        required=False,
        max_length=LONGEST,
        help_text=gettext_lazy("Empty: your home page."),
    )
    weight = forms.IntegerField(
        label=gettext_lazy("Weight of A"), required=False, min_value=0, max_value=MOST_WEIGHT
    )
    variant_1 = forms.CharField(label=gettext_lazy("Target B"), required=False, max_length=LONGEST)
    weight_1 = forms.IntegerField(
        label=gettext_lazy("Weight of B"), required=False, min_value=0, max_value=MOST_WEIGHT
    )
    variant_2 = forms.CharField(label=gettext_lazy("Target C"), required=False, max_length=LONGEST)
    weight_2 = forms.IntegerField(
        label=gettext_lazy("Weight of C"), required=False, min_value=0, max_value=MOST_WEIGHT
    )

    def __init__(self, *args, workspace, **kwargs):
        super().__init__(*args, **kwargs)
        self.workspace = workspace
        self.own_rules = rules.rules_of(workspace)
        self.fields["page"].choices = page_choices(workspace)
        self.fields["preset"].choices = [("", "—"), *((one.key, one.title) for one in rules.PRESETS)]
        self.fields["placement"].queryset = queries.placements_of(workspace)
        for name in rules.GOVERNED:
            if self.own_rules.mode != TagRules.Mode.OFF and self.own_rules.allowed(name):
                self.fields[name].widget.attrs["list"] = f"allowed-{name}"

    @property
    def suggestions(self) -> list[tuple[str, list[str]]]:
        return [(name, self.own_rules.allowed(name)) for name in rules.GOVERNED]

    @property
    def tag_fields(self):
        return [self[name] for name in TAGS]

    def clean_expires_at(self):
        moment = self.cleaned_data["expires_at"]
        return moment and moment.replace(tzinfo=ZoneInfo(self.workspace.time_zone))

    def clean(self):
        cleaned = super().clean()
        if not (cleaned.get("page") or cleaned.get("target")):
            self.add_error("target", _("Where does it lead?"))
        preset = next((one for one in rules.PRESETS if one.key == cleaned.get("preset")), None)
        if preset and not (cleaned.get("source") or cleaned.get("medium")):
            cleaned["source"], cleaned["medium"] = preset.source, preset.medium
        return cleaned

    @property
    def draft(self) -> Draft:
        said = self.cleaned_data
        plain = ("code", "title", "placement", "expires_at", "most_clicks", "after_target", *TAGS)
        variants = [
            Variant(said[f"variant_{n}"], 1 if said.get(f"weight_{n}") is None else said[f"weight_{n}"])
            for n in VARIANTS
            if said.get(f"variant_{n}")
        ]
        return Draft(
            target=said.get("target") or said.get("page"),
            weight=1 if said.get("weight") is None else said["weight"],
            variants=tuple(variants),
            labels=tuple(said.get("labels", "").replace("，", ",").split(",")),
            **{name: said.get(name) for name in plain},
        )


def page_choices(workspace) -> list:
    """Return the live pages, grouped by language."""
    groups: dict[str, list] = {}
    for language, path, title in sites.page_paths(workspace):
        groups.setdefault(events.stats.language_name(language), []).append((path, f"{title} · {path}"))
    return [("", "—"), *groups.items()]


def initial_of(link) -> dict:
    """Return what the form shows of a link that is there."""
    names = ("title", "code", "placement", "most_clicks", "after_target", "weight", *TAGS)
    initial = {name: getattr(link, name) for name in names} | {"labels": ", ".join(link.label_list)}
    if link.expires_at:
        initial["expires_at"] = link.expires_at.astimezone(ZoneInfo(link.workspace.time_zone)).replace(
            tzinfo=None
        )
    for number, each in zip(VARIANTS, link.variants, strict=False):
        initial |= {f"variant_{number}": each["target"], f"weight_{number}": each["weight"]}
    paths = {path for _language, path, _title in sites.page_paths(link.workspace)}
    return initial | ({"page": link.target} if link.target in paths else {"target": link.target})


class LinkFilter(forms.Form):
    q = forms.CharField(label=gettext_lazy("Words"), required=False, max_length=100)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    placement = forms.ChoiceField(label=pgettext_lazy("link", "Placement"), required=False)
    label = forms.ChoiceField(label=pgettext_lazy("link", "Label"), required=False)

    def __init__(self, *args, workspace, **kwargs):
        super().__init__(*args, **kwargs)
        states = (queries.RUNNING, queries.OFF, queries.ENDED, queries.ARCHIVED)
        self.fields["state"].choices = [
            ("", _("All but archived")),
            *((one, queries.state_words(one)) for one in states),
        ]
        own = [(str(one.pk), one.name) for one in queries.placements_of(workspace)]
        labels = [(label, label) for label in queries.labels_of(workspace)]
        self.fields["placement"].choices = [("", "—"), *own]
        self.fields["label"].choices = [("", "—"), *labels]
        for name, rows in (("placement", own), ("label", labels)):
            if not rows:
                del self.fields[name]


class PlacementForm(forms.ModelForm):
    """A placement; its source, kind and channel are chosen once."""

    channel = forms.ChoiceField(
        label=gettext_lazy("Visits count as"),
        required=False,
        help_text=gettext_lazy(
            "A channel of its own shows what just this placement brought, beside its costs."
        ),
    )

    class Meta:
        model = Placement
        fields = ["name", "kind", "key", "channel", "place", "from_on", "to_on", "cost_note"]
        widgets = {
            "from_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "to_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts = {
            "key": gettext_lazy("utm_source of its links: short Latin letters, for example hannover-2026."),
            "cost_note": gettext_lazy("For yourself; money itself is entered under Costs, on the channel."),
        }

    def __init__(self, *args, workspace, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            for name in ("kind", "key", "channel"):
                del self.fields[name]
            return
        offline = [(one.key, one.title) for one in events.channels_of(workspace) if one.group == "offline"]
        self.fields["channel"].choices = [("", _("A channel of its own")), *offline]

    def clean_key(self):
        return self.cleaned_data["key"].lower()

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("from_on") and cleaned.get("to_on") and cleaned["to_on"] < cleaned["from_on"]:
            self.add_error("to_on", _("Ends before it begins."))
        return cleaned


class LinesField(forms.CharField):
    """Values, one a line."""

    widget = forms.Textarea

    def __init__(self, **kwargs):
        super().__init__(
            required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 5}), **kwargs
        )

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        return [line.strip() for line in (value or "").splitlines() if line.strip()]

    def validate(self, value):
        pass

    def run_validators(self, value):
        pass


class RulesForm(forms.Form):
    mode = forms.ChoiceField(
        label=gettext_lazy("Values that are not on the lists"), choices=TagRules.Mode.choices
    )
    lower_case = forms.BooleanField(
        label=gettext_lazy("Write values in lower case, with hyphens for spaces"), required=False
    )
    sources = LinesField(
        label=gettext_lazy("Sources"), help_text=gettext_lazy("One a line; empty allows any.")
    )
    media = LinesField(label=gettext_lazy("Media"))
    campaigns = LinesField(label=gettext_lazy("Campaigns"))


class FileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("CSV or XLSX file with a column “target”"), validators=[check_size]
    )


class QrForm(forms.Form):
    """The look of a code, chosen in the address."""

    dark = forms.CharField(
        label=pgettext_lazy("QR colour", "Code"),
        initial="#000000",
        widget=forms.TextInput(attrs={"type": "color"}),
    )
    light = forms.CharField(
        label=gettext_lazy("Ground"), initial="#ffffff", widget=forms.TextInput(attrs={"type": "color"})
    )
    size = forms.TypedChoiceField(
        label=gettext_lazy("Size, pixels"),
        coerce=int,
        initial=600,
        choices=[(n, n) for n in (200, 400, 600, 1200, 2400)],
    )
    border = forms.TypedChoiceField(
        label=gettext_lazy("Quiet zone, modules"),
        coerce=int,
        initial=4,
        choices=[(n, n) for n in (2, 4, 6, 8)],
    )
    logo = forms.BooleanField(label=gettext_lazy("Logo in the middle"), required=False)


class SheetForm(forms.Form):
    """A sheet of codes to print."""

    columns = forms.TypedChoiceField(
        label=gettext_lazy("Columns"), coerce=int, initial=3, choices=[(n, n) for n in (1, 2, 3, 4, 5, 6)]
    )
    copies = forms.IntegerField(label=gettext_lazy("Of each"), initial=1, min_value=1, max_value=60)
    caption = forms.ChoiceField(
        label=gettext_lazy("Below each code"),
        required=False,
        initial="both",
        choices=[
            ("both", gettext_lazy("Title and address")), ("title", gettext_lazy("Title")),
            ("address", gettext_lazy("Address")), ("none", pgettext_lazy("caption", "Nothing")),
        ],
    )  # fmt: skip
    logo = forms.BooleanField(label=gettext_lazy("Logo in the middle"), required=False)
