"""Screens that contacts and companies share: tags, notes, saved filters, own fields."""

from django import forms
from django.core import signing
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from yangfan.accounts.public import EDITORS, EVERYONE, SELLERS, workspace_view
from yangfan.core.ui.confirm import ask
from yangfan.core.ui.returning import back_to
from yangfan.core.ui.toasts import toast
from yangfan.crm.companies.models import Company
from yangfan.crm.contacts.models import Contact
from yangfan.crm.customers import exports, fields, saved, tags
from yangfan.crm.customers.models import CustomerNote, CustomField, FieldKind, Kin, SavedFilter, Tag

SECTION = "inquiries"
MODELS = {Kin.CONTACT: Contact, Kin.COMPANY: Company}
PAGES = {Kin.CONTACT: "crm_contact", Kin.COMPANY: "crm_company"}
PICKED = 500


# --- several at once ----------------------------------------------------------------------------------------------------


@require_POST
@workspace_view(SELLERS)
def contacts_several(request):
    """Do one thing to the contacts picked."""
    return _several(request, Kin.CONTACT)


@require_POST
@workspace_view(SELLERS)
def companies_several(request):
    """Do one thing to the companies picked."""
    return _several(request, Kin.COMPANY)


def _several(request, of: str):
    workspace, model = request.workspace, MODELS[of]
    back = back_to(request, reverse(saved.LIST[of], args=[workspace.slug]))
    picked = [pk for pk in request.POST.getlist("pick") if pk.isdigit()][:PICKED]
    rows = model.objects.of(workspace).filter(pk__in=picked)
    deed = request.POST.get("deed", "")
    if not picked:
        toast(request, _("Nothing is picked."), failed=True)
        return redirect(back)
    if deed in ("csv", "xlsx"):
        return exports.answer(
            workspace=workspace, rows=rows, of=of, kind=deed, filename=f"{of}-{timezone.localdate()}"
        )
    if deed == "merge" and of == Kin.CONTACT:
        if len(picked) == 2:
            return redirect("crm_merge", workspace.slug, *picked)
        toast(request, _("Pick exactly two to merge."), failed=True)
        return redirect(back)
    if deed in ("tag", "untag"):
        _tag_several(request, list(rows), deed, of)
    return redirect(back)


def _tag_several(request, rows: list, deed: str, of: str) -> None:
    workspace, name = request.workspace, request.POST.get("tag_name", "").strip()
    if not name:
        toast(request, _("Name a tag."), failed=True)
        return
    if deed == "tag":
        pairs = tags.tag(workspace=workspace, rows=rows, names=[name], actor=request.user, now=timezone.now())
        said = ngettext("%(n)d tagged “%(tag)s”", "%(n)d tagged “%(tag)s”", len(pairs))
    else:
        found = Tag.objects.of(workspace).filter(name__iexact=name)
        pairs = tags.untag(workspace=workspace, rows=rows, tags=found, actor=request.user, now=timezone.now())
        said = ngettext("%(n)d no longer tagged “%(tag)s”", "%(n)d no longer tagged “%(tag)s”", len(pairs))
    undo = signing.dumps([workspace.pk, of, deed, pairs], salt="tags", compress=True) if pairs else ""
    url = reverse("crm_tags_undo", args=[workspace.slug, undo]) if undo else ""
    toast(request, said % {"n": len(pairs), "tag": name}, undo=url if len(url) < 6000 else "")


@require_POST
@workspace_view(SELLERS)
def tags_undo(request, signed):
    """Take back what was tagged or untagged a moment ago."""
    try:
        owner, of, deed, pairs = signing.loads(signed, salt="tags", max_age=3600)
    except signing.BadSignature:
        raise Http404 from None
    if owner != request.workspace.pk:
        raise Http404
    workspace, model = request.workspace, MODELS[of]
    rows = {row.pk: row for row in model.objects.of(workspace).filter(pk__in=[row for row, _tag in pairs])}
    words = {tag.pk: tag for tag in Tag.objects.of(workspace).filter(pk__in=[tag for _row, tag in pairs])}
    for pk, word in words.items():
        mine = [rows[row] for row, tag in pairs if tag == pk and row in rows]
        given = {"workspace": workspace, "rows": mine, "actor": request.user, "now": timezone.now()}
        tags.untag(tags=[word], **given) if deed == "tag" else tags.tag(names=[word.name], **given)
    toast(request, _("Taken back."))
    return redirect(saved.LIST[of], workspace.slug)


# --- one contact or company ---------------------------------------------------------------------------------------------


def _subject(request, of: str, pk):
    return get_object_or_404(MODELS[of].objects.of(request.workspace).select_related("workspace"), pk=pk)


def _tag_one(request, of: str, pk):
    row = _subject(request, of, pk)
    given = {"workspace": request.workspace, "rows": [row], "actor": request.user, "now": timezone.now()}
    if request.POST.get("off", "").isdigit():
        tags.untag(tags=Tag.objects.of(request.workspace).filter(pk=request.POST["off"]), **given)
    else:
        tags.tag(names=fields.SEVERAL.split(request.POST.get("name", "")), **given)
    return redirect(PAGES[of], request.workspace.slug, pk)


@require_POST
@workspace_view(SELLERS)
def contact_tag(request, pk):
    """Put tags on a contact, or take one off."""
    return _tag_one(request, Kin.CONTACT, pk)


@require_POST
@workspace_view(SELLERS)
def company_tag(request, pk):
    """Put tags on a company, or take one off."""
    return _tag_one(request, Kin.COMPANY, pk)


def _note(request, of: str, pk):
    row, text = _subject(request, of, pk), request.POST.get("text", "").strip()[:5000]
    if text:
        CustomerNote.objects.create(
            workspace=request.workspace,
            author=request.user,
            text=text,
            created_at=timezone.now(),
            **{of: row},
        )
    return redirect(PAGES[of], request.workspace.slug, pk)


@require_POST
@workspace_view(SELLERS)
def contact_note(request, pk):
    """Write a remark on a contact."""
    return _note(request, Kin.CONTACT, pk)


@require_POST
@workspace_view(SELLERS)
def company_note(request, pk):
    """Write a remark on a company."""
    return _note(request, Kin.COMPANY, pk)


# --- saved filters ------------------------------------------------------------------------------------------------------


@require_POST
@workspace_view(EVERYONE)
def filter_save(request):
    """Keep the filters of the list as they are."""
    of = request.POST.get("of", "")
    if of not in Kin.values:
        raise Http404
    is_shared = bool(request.POST.get("is_shared")) and request.membership.role in SELLERS
    try:
        row = saved.save_filter(
            workspace=request.workspace, of=of, name=request.POST.get("name", ""), query=request.POST.get("query", ""),
            is_shared=is_shared, actor=request.user, now=timezone.now(),
        )  # fmt: skip
    except saved.FilterRefused:
        toast(request, _("Give the filter a name."), failed=True)
        return redirect(saved.LIST[of], request.workspace.slug)
    toast(request, _("“%(name)s” is kept.") % {"name": row})
    return redirect(f"{reverse(saved.LIST[of], args=[request.workspace.slug])}?{row.query}")


@require_POST
@workspace_view(EVERYONE)
def filter_delete(request, pk):
    """Forget a filter of one's own."""
    row = get_object_or_404(SavedFilter.objects.of(request.workspace).filter(owner=request.user), pk=pk)
    row.delete()
    toast(request, _("“%(name)s” is forgotten.") % {"name": row})
    return redirect(saved.LIST[row.of], request.workspace.slug)


# --- own fields ---------------------------------------------------------------------------------------------------------


class FieldForm(forms.Form):
    of = forms.ChoiceField(label=gettext_lazy("Belongs to"), choices=Kin.choices)
    label = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=FieldKind.choices)
    choices = forms.CharField(
        label=gettext_lazy("Choices"), required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("For a list: one on each line."),
    )  # fmt: skip
    is_required = forms.BooleanField(label=gettext_lazy("Must be filled in"), required=False)

    def __init__(self, data=None, *, field: CustomField | None = None):
        initial = {}
        if field:
            initial = {
                "label": field.label,
                "choices": "\n".join(field.choices),
                "is_required": field.is_required,
            }
        super().__init__(data, initial=initial)
        if field:
            del self.fields["of"], self.fields["kind"]
            if field.kind not in (FieldKind.CHOICE, FieldKind.MULTI):
                del self.fields["choices"]

    @property
    def given(self) -> dict:
        return self.cleaned_data | {"choices": self.cleaned_data.get("choices", "").splitlines()}


@workspace_view(EDITORS)
def own_fields(request, pk=None):
    """The workspace's own fields: list, add, change."""
    field = get_object_or_404(CustomField.objects.of(request.workspace), pk=pk) if pk else None
    form = FieldForm(request.POST or None, field=field)
    if request.method == "POST" and form.is_valid():
        given = form.given | {"actor": request.user, "now": timezone.now()}
        try:
            if field:
                fields.change_field(field=field, **given)
            else:
                fields.add_field(workspace=request.workspace, **given)
            return redirect("crm_fields", request.workspace.slug)
        except fields.FieldRefused as refusal:
            form.add_error(None, str(refusal))
    context = {
        "section": "settings", "form": form, "field": field,
        "groups": [(label, fields.fields_of(request.workspace, of)) for of, label in Kin.choices],
    }  # fmt: skip
    return render(request, "crm/customers/fields.html", context, status=422 if form.errors else 200)


@workspace_view(EDITORS)
def own_field_remove(request, pk):
    """Ask, then take a field off the screens."""
    field = get_object_or_404(CustomField.objects.of(request.workspace).select_related("workspace"), pk=pk)
    back = reverse("crm_fields", args=[request.workspace.slug])
    if request.method == "POST":
        fields.remove_field(field=field, actor=request.user, now=timezone.now())
        toast(request, _("The field “%(name)s” is gone from the screens.") % {"name": field})
        return redirect(back)
    return ask(
        request, section="settings", title=_("Remove the field “%(name)s”?") % {"name": field},
        text=_("It leaves the screens, the filters and the files."), button=_("Remove"), back=back,
    )  # fmt: skip
