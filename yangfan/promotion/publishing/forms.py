"""Forms of publishing: what to say, a post's own words, when."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from yangfan.promotion.publishing.actions import Saying
from yangfan.promotion.publishing.models import Content, Post
from yangfan.promotion.publishing.queries import accounts_to_post_on, campaigns_of
from yangfan.sites import public as sites

PICTURES_SHOWN = 24
UPLOADS_MOST = 9
UPLOAD_BYTES = 10_000_000


def split_tags(text: str) -> tuple[str, ...]:
    """Read hashtags as people type them: with # or without, separated by spaces or commas."""
    return tuple(dict.fromkeys(part for part in re.split(r"[\s,，、#＃]+", text) if part))


class TagsField(forms.CharField):
    def clean(self, value):
        tags = split_tags(super().clean(value))
        if any(len(tag) > 60 for tag in tags):
            raise forms.ValidationError(_("A hashtag is too long."))
        return tags


class PicturesField(forms.MultipleChoiceField):
    """Pictures of the workspace's library, newest first; those chosen already come first."""

    def __init__(self, **kwargs):
        super().__init__(required=False, widget=forms.CheckboxSelectMultiple, **kwargs)

    def offer(self, workspace, chosen) -> None:
        images = sites.SiteImage.objects.filter(workspace_id=workspace.pk).order_by("-created_at")
        first = images.filter(pk__in=[pk for pk in chosen if str(pk).isdigit()])
        found = [image for image in (*first, *images[: PICTURES_SHOWN * 2]) if not image.is_svg()]
        self.images = list(dict.fromkeys(found))[: max(PICTURES_SHOWN, len(chosen))]
        self.choices = [(str(image.pk), image.title) for image in self.images]

    def clean(self, value):
        return tuple(int(pk) for pk in super().clean(value))


class ContentForm(forms.ModelForm):
    """What to say, once."""

    tags = TagsField(label=_("Hashtags"), required=False, help_text=_("Separated by spaces."))
    pictures = PicturesField(label=_("Pictures"))

    class Meta:
        model = Content
        fields = ["title", "text", "link", "language", "campaign", "is_ad", "is_ai"]
        widgets = {
            "text": forms.Textarea(attrs={"rows": 8}),
            "campaign": forms.TextInput(attrs={"list": "campaigns"}),
        }
        help_texts = {
            "link": _("Where readers shall land. Campaign parameters are added by themselves."),
            "campaign": _("Visits and inquiries show under this name."),
            "is_ad": _("The law wants advertising to be marked; the mark is put before the text."),
            "is_ai": _("Labelled as made by AI on platforms that have a field for it."),
        }

    def __init__(self, *args, workspace, **kwargs):
        super().__init__(*args, **kwargs)
        self.workspace = workspace
        languages = dict(settings.SITE_LANGUAGES)
        codes = list(dict.fromkeys([*workspace.locales, *languages]))
        self.fields["language"] = forms.ChoiceField(
            label=_("Language"), choices=[(code, languages[code]) for code in codes if code in languages]
        )
        if self.instance.pk:
            self.initial["tags"] = " ".join(self.instance.tags)
            self.initial["pictures"] = [str(pk) for pk in self.instance.picture_ids]
        chosen = self.data.getlist("pictures") if self.is_bound else self.initial.get("pictures", [])
        self.fields["pictures"].offer(workspace, chosen)
        self.campaigns = campaigns_of(workspace)

    def clean_link(self):
        link = self.cleaned_data["link"]
        if link and not link.startswith(("http://", "https://")):
            raise forms.ValidationError(_("A link begins with http:// or https://."))
        return link

    @property
    def saying(self) -> Saying:
        """The content's fields."""
        given = self.cleaned_data
        names = ("title", "text", "link", "language", "campaign", "is_ad", "is_ai", "tags")
        return Saying(picture_ids=given["pictures"], **{name: given[name] for name in names})


class PlacesForm(forms.Form):
    """Where to say it."""

    accounts = forms.MultipleChoiceField(
        label=_("Where"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args, workspace, without=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.offered = [account for account in accounts_to_post_on(workspace) if account.pk not in without]
        self.fields["accounts"].choices = [
            (str(account.pk), f"{account.name} · {account.plan.title}") for account in self.offered
        ]

    @property
    def chosen(self) -> list:
        return [account for account in self.offered if str(account.pk) in self.cleaned_data["accounts"]]


class PostForm(forms.Form):
    """A post's own words; fields that its platform has not are not asked."""

    title = forms.CharField(label=_("Title"), max_length=200, required=False)
    text = forms.CharField(
        label=_("Text"), widget=forms.Textarea(attrs={"rows": 8}), required=False, max_length=40_000
    )
    summary = forms.CharField(label=_("Summary"), max_length=500, required=False)
    tags = TagsField(label=_("Hashtags"), required=False)
    pictures = PicturesField(label=_("Pictures"))

    def __init__(self, *args, post: Post, **kwargs):
        initial = {
            "title": post.title, "text": post.text, "summary": post.summary, "tags": " ".join(post.tags),
            "pictures": [str(pk) for pk in post.picture_ids],
        }  # fmt: skip
        super().__init__(*args, initial=initial, prefix=f"post{post.pk}", **kwargs)
        rules = post.plan.rules_of(post.account)
        absent = {"title": not rules.has_title, "summary": not rules.has_summary, "tags": not rules.hashtags, "pictures": not rules.images_max}  # fmt: skip
        for name in [name for name, is_absent in absent.items() if is_absent]:
            del self.fields[name]
        if "pictures" in self.fields:
            chosen = self.data.getlist(self.add_prefix("pictures")) if self.is_bound else initial["pictures"]
            self.fields["pictures"].offer(post.workspace, chosen)

    @property
    def values(self) -> dict:
        """What actions.change_post takes."""
        given = self.cleaned_data
        return {
            "title": given.get("title", ""), "text": given["text"].replace("\r\n", "\n"), "summary": given.get("summary", ""),
            "tags": given.get("tags", ()), "picture_ids": given.get("pictures", ()),
        }  # fmt: skip


class WhenForm(forms.Form):
    """A moment in the workspace's zone; empty means now."""

    at = forms.DateTimeField(
        label=_("When"), required=False, widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
    )  # fmt: skip

    def moment(self, workspace) -> datetime | None:
        at = self.cleaned_data["at"]
        return at.replace(tzinfo=ZoneInfo(workspace.time_zone)) if at else None


class PostFilters(forms.Form):
    """What the calendar and the list show."""

    q = forms.CharField(label=_("Search"), required=False)
    account = forms.ChoiceField(label=_("Account"), required=False)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("Every state")), *Post.State.choices]
    )
    campaign = forms.ChoiceField(label=_("Campaign"), required=False)

    def __init__(self, *args, workspace, **kwargs):
        super().__init__(*args, **kwargs)
        accounts = [(str(account.pk), account.name) for account in accounts_to_post_on(workspace)]
        self.fields["account"].choices = [("", _("Every account")), *accounts]
        self.fields["campaign"].choices = [
            ("", _("Every campaign")),
            *((one, one) for one in campaigns_of(workspace)),
        ]

    @property
    def chosen(self) -> dict:
        """What queries.posts_of takes."""
        self.is_valid()
        given = self.cleaned_data
        return {name: given.get(name, "") for name in ("account", "state", "campaign")} | {
            "search": given.get("q", "")
        }


def uploaded_pictures(files) -> list:
    """Return the pictures that came with a form; raise ValidationError for what is none."""
    found = files[:UPLOADS_MOST]
    for one in found:
        if one.size > UPLOAD_BYTES or not (one.content_type or "").startswith("image/"):
            raise forms.ValidationError(
                _("“%(name)s” is no picture of at most 10 MB."), params={"name": one.name}
            )
    return found
