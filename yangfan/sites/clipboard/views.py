"""The blocks of a page in the console: copy some, paste them into another page."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from wagtail.models import Page

from yangfan.accounts.public import EDITORS, workspace_view
from yangfan.core.ui.toasts import toast
from yangfan.sites.clipboard import actions
from yangfan.sites.pages import queries

KEY = "sites_clipboard"  # in the session: {"from": title, "blocks": […]}


@workspace_view(EDITORS)
def blocks(request, page_id):
    """List the blocks; POST copies the ticked ones or pastes what was copied before."""
    page = find(request, page_id)
    if request.method == "POST":
        paste(request, page) if "paste" in request.POST else copy(request, page)
        return redirect("sites_page_blocks", request.workspace.slug, page.pk)
    context = {
        "section": "sites",
        "tab": "pages",
        "page": page,
        "rows": actions.rows_of(page),
        "clipboard": request.session.get(KEY),
    }
    return render(request, "sites/screens/blocks.html", context)


def copy(request, page) -> None:
    places = [int(place) for place in request.POST.getlist("place") if place.isdigit()]
    copied = actions.copy_blocks(page, places)
    if not copied:
        toast(request, _("Tick the blocks to copy first."), failed=True)
        return
    request.session[KEY] = {"from": page.title, "blocks": copied}
    toast(request, _("Copied. Open the page they should go to and paste them there."))


def paste(request, page) -> None:
    clipboard, at = request.session.get(KEY), request.POST.get("at", "")
    if not clipboard:
        return
    place = int(at) if at.isdigit() else len(actions.draft_of(page).body)
    try:
        actions.paste_blocks(page=page, raw=clipboard["blocks"], at=place, actor=request.user)
    except actions.PasteRefused as refused:
        toast(request, str(refused), failed=True)
    else:
        toast(request, _("Pasted into the draft. Nothing is public yet."))


def find(request, pk):
    """Return a page of this workspace that is made of blocks; raise Http404 otherwise."""
    row = queries.pages_of(request.workspace).filter(pk=pk).first()
    page = row and Page.objects.get(pk=row.pk).specific
    if page is None or not hasattr(page, "body"):
        raise Http404
    return page
