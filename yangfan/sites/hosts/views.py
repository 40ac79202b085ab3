"""The screen of domains: hosts with their DNS, proofs of ownership, crawlers, the icon and the 404 page."""

from django import forms
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yangfan.accounts.public import EDITORS, OWNERS, workspace_view
from yangfan.core.ui.toasts import toast
from yangfan.sites.hosts import addresses, dns_check, root
from yangfan.sites.hosts.crawlers import CRAWLERS, PURPOSES
from yangfan.sites.hosts.models import HostCheck, RootFile
from yangfan.sites.media.actions import add_image
from yangfan.sites.media.svg import UnsafeDrawing
from yangfan.sites.pages import queries
from yangfan.sites.screens import actions
from yangfan.sites.screens.forms import LOGO_LIMIT, LOGO_TYPES, HostForm
from yangfan.sites.screens.views import SECTION, built_site

CONTEXT = {**SECTION, "tab": "hosts"}


@workspace_view(EDITORS, write_roles=OWNERS)
def hosts(request):
    """The hosts the site answers on, where DNS points them, and what to enter at the registrar."""
    built = built_site(request)
    form = HostForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            host = actions.add_host(
                built=built, host=form.cleaned_data["host"], actor=request.user, now=timezone.now()
            )
        except actions.HostRefused as refused:
            form.add_error("host", str(refused))
        else:
            dns_check.check_host(built=built, host=host, now=timezone.now())
            toast(request, _("The site now answers on this host as well."))
            return redirect("sites_hosts", request.workspace.slug)
    checks = {row.host: row for row in HostCheck.objects.of(request.workspace).filter(site=built.tracked)}
    context = {
        **CONTEXT,
        "form": form,
        "built": built,
        "hosts": [host_row(built, host, checks.get(host)) for host in built.tracked.hosts],
        "files": RootFile.objects.of(request.workspace).filter(site=built.tracked),
        "may_write": request.membership.role in OWNERS,
    }
    return render(request, "sites/screens/hosts.html", context, status=422 if form.is_bound else 200)


def host_row(built, host: str, check: HostCheck | None) -> dict:
    is_ours = addresses.is_ours(host)
    sibling = dns_check.sibling_of(host)
    return {
        "name": host,
        "url": addresses.origin_of(host),
        "is_ours": is_ours,
        "check": check,
        "record": None if is_ours else dns_check.record_for(host),
        "sibling": "" if is_ours or sibling in built.tracked.hosts or host.count(".") > 2 else sibling,
    }


@require_POST
@workspace_view(OWNERS)
def change_host(request):
    """Make a host the main one, remove it, or ask DNS about it."""
    built, host, deed = built_site(request), request.POST.get("host", ""), request.POST.get("do")
    if deed == "check":
        if host not in built.tracked.hosts:
            toast(request, _("The site does not answer on this host."), failed=True)
        else:
            row = dns_check.check_host(built=built, host=host, now=timezone.now())
            toast(request, f"{host}: {row.get_state_display()}", failed=row.state != HostCheck.State.READY)
        return redirect("sites_hosts", request.workspace.slug)
    change = actions.make_main_host if deed == "main" else actions.remove_host
    try:
        change(built=built, host=host, actor=request.user, now=timezone.now())
    except actions.HostRefused as refused:
        toast(request, str(refused), failed=True)
    else:
        toast(request, _("Saved."))
    return redirect("sites_hosts", request.workspace.slug)


class RootFileForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("File name"),
        max_length=120,
        widget=forms.TextInput({"placeholder": "google1234.html"}),
    )
    content = forms.CharField(
        label=gettext_lazy("Content"), widget=forms.Textarea({"rows": 3}), max_length=4000
    )


@workspace_view(OWNERS)
def root_file(request):
    """Add a proof of ownership for Baidu, Google, Bing, WeChat or another platform."""
    built = built_site(request)
    form = RootFileForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            root.save_root_file(built=built, **form.cleaned_data, actor=request.user, now=timezone.now())
        except root.RootFileRefused as refused:
            form.add_error(None, str(refused))
        else:
            toast(request, _("The platform can look at it now."))
            return redirect("sites_hosts", request.workspace.slug)
    context = {**CONTEXT, "form": form}
    return render(request, "sites/screens/root_file.html", context, status=422 if form.is_bound else 200)


@require_POST
@workspace_view(OWNERS)
def delete_root_file(request, pk):
    file = get_object_or_404(RootFile.objects.of(request.workspace), pk=pk)
    root.delete_root_file(file=file, actor=request.user, now=timezone.now())
    toast(request, _("Removed."))
    return redirect("sites_hosts", request.workspace.slug)


class RootSettingsForm(forms.Form):
    """Crawlers are ticked when they may read."""

    crawlers = forms.MultipleChoiceField(
        label=gettext_lazy("AI crawlers that may read the site"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("One that is not ticked is told so in robots.txt; the large companies keep to it."),
    )  # fmt: skip
    has_llms = forms.BooleanField(label=gettext_lazy("Offer /llms.txt to AI assistants"), required=False)
    llms_intro = forms.CharField(
        label=gettext_lazy("About the company, for AI assistants"), required=False, max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("Stands at the head of /llms.txt; the list of pages below it is written by itself."),
    )  # fmt: skip
    leads_to_main = forms.BooleanField(
        label=gettext_lazy("Lead www and every other own domain to the main one (301)"), required=False
    )
    icon_file = forms.FileField(
        label=gettext_lazy("Icon in the browser's tab"), required=False,
        help_text=gettext_lazy("Square SVG or PNG, up to 2 MB; without one the company's initial is shown."),
    )  # fmt: skip
    no_icon = forms.BooleanField(label=gettext_lazy("Remove the icon"), required=False)

    def __init__(self, *args, languages: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.languages = languages
        self.fields["crawlers"].choices = [
            (one.key, f"{one.agent} ({one.company}): {PURPOSES[one.purpose]}") for one in CRAWLERS
        ]
        for code in languages:
            name = get_language_info(code)["name_local"]
            self.fields[f"title_{code}"] = forms.CharField(
                label=_("Headline of the 404 page (%(language)s)") % {"language": name},
                required=False,
                max_length=120,
            )
            self.fields[f"text_{code}"] = forms.CharField(
                label=_("Text of the 404 page (%(language)s)") % {"language": name},
                required=False,
                max_length=300,
            )

    def clean_icon_file(self):
        file = self.cleaned_data["icon_file"]
        if file and file.name.rpartition(".")[2].lower() not in LOGO_TYPES:
            raise forms.ValidationError(_("Please choose an SVG, PNG, JPG or WebP file."))
        if file and file.size > LOGO_LIMIT:
            raise forms.ValidationError(_("The file is larger than 2 MB."))
        return file

    def values(self) -> dict:
        """Return what RootSettings keeps, without the icon."""
        data = self.cleaned_data
        allowed = set(data["crawlers"])
        return {
            "refused_crawlers": [one.key for one in CRAWLERS if one.key not in allowed],
            "has_llms": data["has_llms"], "llms_intro": data["llms_intro"], "leads_to_main": data["leads_to_main"],
            "not_found_title": {code: said for code in self.languages if (said := data[f"title_{code}"])},
            "not_found_text": {code: said for code in self.languages if (said := data[f"text_{code}"])},
        }  # fmt: skip


@workspace_view(OWNERS)
def root_settings(request):
    """What crawlers may read, the icon, the 404 page."""
    built = built_site(request)
    kept = root.settings_of(built.tracked)
    languages = [home.locale.language_code for home in queries.homes_of(request.workspace)]
    initial = {
        "crawlers": [one.key for one in CRAWLERS if one.key not in kept.refused_crawlers],
        "has_llms": kept.has_llms, "llms_intro": kept.llms_intro, "leads_to_main": kept.leads_to_main,
        **{f"title_{code}": kept.not_found_title.get(code, "") for code in languages},
        **{f"text_{code}": kept.not_found_text.get(code, "") for code in languages},
    }  # fmt: skip
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = RootSettingsForm(*sent, languages=languages, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = form.values()
        try:
            if form.cleaned_data["no_icon"]:
                values["icon"] = None
            elif file := form.cleaned_data["icon_file"]:
                title = _("Icon of %(name)s") % {"name": built.workspace.name}
                values["icon"] = add_image(
                    workspace=built.workspace,
                    title=title,
                    filename=file.name,
                    data=file.read(),
                    actor=request.user,
                )
        except UnsafeDrawing:
            form.add_error("icon_file", _("This SVG cannot be read as a safe drawing."))
        else:
            root.save_settings(built=built, values=values, actor=request.user, now=timezone.now())
            toast(request, _("Saved. The site shows it at once."))
            return redirect("sites_root_settings", request.workspace.slug)
    context = {**CONTEXT, "form": form, "kept": kept, "site_url": addresses.root_of(request.workspace.pk).url}
    return render(request, "sites/screens/root_settings.html", context, status=422 if form.is_bound else 200)
