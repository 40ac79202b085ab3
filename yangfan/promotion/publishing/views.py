"""Screens of publishing: the calendar and list, writing once, a post per place, and the page for posting by hand."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import segno
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yangfan.accounts.public import EDITORS, EVERYONE, workspace_view
from yangfan.core.ui.confirm import ask
from yangfan.core.ui.tables import Column, Table
from yangfan.core.ui.toasts import toast
from yangfan.events import public as events
from yangfan.promotion.publishing import actions, forms, pieces, queries
from yangfan.promotion.publishing.base import HandOff
from yangfan.promotion.publishing.measuring import length_of, price_of, whole_text
from yangfan.promotion.publishing.models import Content, Post
from yangfan.sites import public as sites

SECTION = {"section": "promote"}
WAYS = ("month", "week", "list")


def may_write(request) -> bool:
    return request.membership.role in EDITORS


@workspace_view(EVERYONE)
def posts(request):
    """What goes out when: a month, a week, or a list."""
    workspace = request.workspace
    way = request.GET.get("view") if request.GET.get("view") in WAYS else "month"
    filters = forms.PostFilters(request.GET, workspace=workspace)
    rows = queries.posts_of(workspace, **filters.chosen)
    context = SECTION | {
        "way": way, "filters": filters, "may_write": may_write(request), "any": queries.posts_of(workspace).exists(),
        "accounts": queries.accounts_to_post_on(workspace), "query": _query_without(request, "view", "from", "page", "export"),
        "late": rows.filter(state__in=(Post.State.HANDED, Post.State.FAILED, Post.State.UNSURE)).count(),
    }  # fmt: skip
    if way == "list":
        context["table"] = table = _table(request, rows, filters)
        if table.wants_export:
            return table.export(f"posts-{workspace.slug}")
    else:
        context |= _calendar(request, rows, way)
    return render(request, "promotion/publishing/posts.html", context)


def _query_without(request, *names: str) -> str:
    query = request.GET.copy()
    for name in names:
        query.pop(name, None)
    return query.urlencode()


def _calendar(request, rows, way: str) -> dict:
    today = events.stats.today_of(request.workspace, timezone.now())
    try:
        shown = date.fromisoformat(request.GET.get("from", ""))
    except ValueError:
        shown = today
    span = queries.month_of(shown) if way == "month" else queries.week_of(shown)
    days = queries.days_with_posts(request.workspace, rows, span, shown=shown, today=today)
    return {"span": span, "days": days, "shown": shown, "today": today, "drafts": rows.filter(at=None)[:20]}


def _table(request, rows, filters) -> Table:
    def when(row):
        return f"{timezone.localtime(row.at):%Y-%m-%d %H:%M}" if row.at else ""

    columns = [
        Column("content", _("What"), value=lambda row: row.content.title, sort="content__title"),
        Column("account", _("Account"), value=lambda row: row.account_name, sort="account_name"),
        Column("state", _("State"), value=lambda row: row.get_state_display(), template="promotion/publishing/state.html"),
        Column("at", _("When"), value=when, sort="at"),
        Column("views", _("Views"), numeric=True, sort="views"), Column("likes", _("Likes"), numeric=True, sort="likes"),
        Column("comments", _("Comments"), numeric=True, sort="comments"),
        Column("url", _("Address"), template="promotion/publishing/address.html"),
    ]  # fmt: skip
    return Table(
        request, columns=columns, rows=rows, name="posts", caption=_("Posts"), filters=filters, default_sort="-at",
        row_url=lambda row: reverse("content", args=[request.workspace.slug, row.content_id]), empty=_("No post yet."),
    )  # fmt: skip


@workspace_view(EDITORS)
def new(request):
    """Write something to say; from a page of the site when one is named."""
    workspace = request.workspace
    initial = {"language": workspace.language} | _from_page(workspace, request.GET.get("page", ""))
    form = forms.ContentForm(request.POST or None, workspace=workspace, initial=initial)
    places = forms.PlacesForm(request.POST or None, workspace=workspace)
    if request.method == "POST" and form.is_valid() & places.is_valid():
        pictures = _uploads(request, form)
        if pictures is not None:
            return _write(request, form, places, pictures)
    context = SECTION | {
        "form": form,
        "places": places,
        "pages": _pages(workspace),
        "chosen": request.GET.get("page", ""),
    }
    return render(request, "promotion/publishing/new.html", context, status=422 if form.errors else 200)


def _write(request, form, places, pictures):
    now = timezone.now()
    saying = form.saying
    saying = actions.Saying(**{**vars(saying), "picture_ids": (*pictures, *saying.picture_ids)})
    with transaction.atomic():
        content = actions.write_content(
            workspace=request.workspace, saying=saying, actor=request.user, now=now
        )
        for account in places.chosen:
            actions.add_post(content=content, account=account, now=now)
    return redirect("content", request.workspace.slug, content.pk)


def _uploads(request, form) -> list[int] | None:
    """Put uploaded pictures into the library and return their ids; None when one was no picture (the form says so)."""
    try:
        files = forms.uploaded_pictures(request.FILES.getlist("uploads"))
        return [
            sites.add_image(
                workspace=request.workspace, title=file.name[:200], filename=file.name, data=file.read(), actor=request.user
            ).pk
            for file in files
        ]  # fmt: skip
    except (ValidationError, OSError, ValueError) as error:
        form.add_error(
            "pictures",
            error if isinstance(error, ValidationError) else _("A file could not be read as a picture."),
        )
        return None


def _pages(workspace) -> list:
    """Return the pages one most likely speaks about: products and articles, newest first."""
    pages = sites.pages_of(workspace).live().order_by("-first_published_at").specific()[:60]
    return [page for page in pages if isinstance(page, (sites.ProductPage, sites.ArticlePage))]


def _from_page(workspace, pk: str) -> dict:
    page = sites.pages_of(workspace).live().filter(pk=pk).first() if pk.isdigit() else None
    if page is None:
        return {}
    page = page.specific
    text = page.search_description or getattr(page, "summary", "") or getattr(page, "intro", "")
    picture = getattr(page, "picture", None) or getattr(page, "cover", None)
    return {
        "title": page.title, "text": text, "link": page.full_url or "", "language": page.locale.language_code,
        "pictures": [str(picture.pk)] if picture and not picture.is_svg() else [],
    }  # fmt: skip


def _content(request, pk: int) -> Content:
    return get_object_or_404(Content.objects.of(request.workspace).select_related("workspace"), pk=pk)


def _post(request, pk: int) -> Post:
    rows = Post.objects.of(request.workspace).select_related("content", "account", "workspace", "dispatch")
    return get_object_or_404(rows, pk=pk)


@workspace_view(EVERYONE)
def content(request, pk):
    """One content with its post for each place."""
    found = _content(request, pk)
    rows = Post.objects.of(request.workspace).filter(content=found)
    shown = [
        _card(request, post) for post in rows.select_related("content", "account", "workspace", "dispatch")
    ]
    taken = {card["post"].account_id for card in shown}
    context = SECTION | {
        "content": found, "cards": shown, "may_write": may_write(request), "pictures": pieces.images_of(found),
        "places": forms.PlacesForm(workspace=request.workspace, without=taken),
    }  # fmt: skip
    return render(request, "promotion/publishing/content.html", context)


def _card(request, post: Post, form=None) -> dict:
    """What the template of one post needs."""
    if post.plan is None:
        return {"post": post, "may_write": may_write(request)}
    rules = post.plan.rules_of(post.account)
    whole = whole_text(post.text, link=pieces.tracked_link(post), tags=post.tags, rules=rules)
    address, faults = pieces.hand_off_address(post), actions.faults_in(post)
    initial = {"at": timezone.localtime(post.at, ZoneInfo(request.workspace.time_zone))} if post.at else {}
    return {
        "post": post, "rules": rules, "whole": whole, "length": length_of(whole, rules.counts), "faults": faults, "stops": any(fault.stops for fault in faults),
        "price": price_of(text=post.text, link=post.content.link, rules=rules), "may_write": may_write(request),
        "form": form or (forms.PostForm(post=post) if post.is_open else None), "when": forms.WhenForm(initial=initial, prefix=f"when{post.pk}"),
        "pictures": pieces.images_of(post), "is_by_hand": isinstance(post.plan, HandOff), "address": address,
        "qr": segno.make(address, error="m").svg_inline(scale=3, border=2) if post.state == Post.State.HANDED else "",
    }  # fmt: skip


@workspace_view(EDITORS)
def edit(request, pk):
    """Change what is said; untouched drafts follow."""
    found = _content(request, pk)
    form = forms.ContentForm(request.POST or None, instance=found, workspace=request.workspace)
    if request.method == "POST" and form.is_valid():
        pictures = _uploads(request, form)
        if pictures is not None:
            saying = actions.Saying(
                **{**vars(form.saying), "picture_ids": (*pictures, *form.saying.picture_ids)}
            )
            actions.change_content(content=found, saying=saying, actor=request.user, now=timezone.now())
            toast(request, _("Saved. Drafts that nobody edited were drafted anew."))
            return redirect("content", request.workspace.slug, pk)
    context = SECTION | {"form": form, "content": found}
    return render(request, "promotion/publishing/edit.html", context, status=422 if form.errors else 200)


@require_POST
@workspace_view(EDITORS)
def add_places(request, pk):
    """Draft a content for more accounts."""
    found = _content(request, pk)
    places = forms.PlacesForm(request.POST, workspace=request.workspace)
    if places.is_valid():
        for account in places.chosen:
            actions.add_post(content=found, account=account, now=timezone.now())
    return redirect("content", request.workspace.slug, pk)


def _show(request, post: Post, form=None, status: int = 200):
    if not request.htmx:
        return redirect(
            reverse("content", args=[request.workspace.slug, post.content_id]) + f"#post-{post.pk}"
        )
    post = _post(request, post.pk)
    return render(
        request, "promotion/publishing/post.html", {"card": _card(request, post, form)}, status=status
    )


@require_POST
@workspace_view(EDITORS)
def save(request, pk):
    """Keep a draft's words; what breaks the rules is shown at once, and kept all the same."""
    post = _post(request, pk)
    if post.plan is None:
        toast(request, pieces.no_account_words(), failed=True)
        return _show(request, post)
    form = forms.PostForm(request.POST, post=post)
    if not form.is_valid():
        return _show(request, post, form, status=422)
    try:
        actions.change_post(post=post, **form.values)
    except actions.PostClosed:
        toast(request, _("Too late: it is planned or on its way."), failed=True)
        return _show(request, post)
    if request.POST.get("then") == "plan":
        return _plan(request, _post(request, pk))
    return _show(request, post)


def _plan(request, post: Post):
    when = forms.WhenForm(request.POST, prefix=f"when{post.pk}")
    if not when.is_valid():
        toast(request, _("This moment is not understood."), failed=True)
        return _show(request, post, status=422)
    at, now = when.moment(request.workspace), timezone.now()
    try:
        if post.state == Post.State.PLANNED:
            actions.move_post(post=post, at=at or now, now=now)
        else:
            actions.plan_post(post=post, at=at, actor=request.user, now=now)
    except actions.PostRefused as error:
        toast(request, _("It cannot go out so: %(why)s") % {"why": error}, failed=True)
        return _show(request, post, status=422)
    except actions.PostClosed:
        toast(request, _("Too late: it is on its way or out."), failed=True)
        return _show(request, post)
    toast(request, _("Planned.") if at and at > now else _("On its way."))
    return _show(request, post)


@require_POST
@workspace_view(EDITORS)
def plan(request, pk):
    """Let a post go out at a moment, or now; move one that is planned."""
    return _plan(request, _post(request, pk))


@require_POST
@workspace_view(EDITORS)
def move(request, pk):
    """Move a planned post to another day, at the same time of day (the calendar's dragging)."""
    post, workspace = _post(request, pk), request.workspace
    zone = ZoneInfo(workspace.time_zone)
    try:
        day = date.fromisoformat(request.POST.get("day", ""))
        at = datetime.combine(day, post.at.astimezone(zone).time(), zone)
        actions.move_post(post=post, at=at, now=timezone.now())
    except (ValueError, AttributeError):
        toast(
            request, _("It cannot be moved there: only what is planned can, to a day to come."), failed=True
        )
        return HttpResponse(status=409)
    toast(request, _("Moved to %(day)s.") % {"day": day})
    return HttpResponse(status=204)


@require_POST
@workspace_view(EDITORS)
def take_back(request, pk):
    """Make a planned or failed post a draft again."""
    post = _post(request, pk)
    try:
        actions.take_back(post=post)
        toast(request, _("It is a draft again."))
    except actions.PostClosed:
        toast(request, _("Too late: it is on its way or out."), failed=True)
    return _show(request, post)


@require_POST
@workspace_view(EDITORS)
def draft_again(request, pk):
    """Throw the edits away and draft anew by the platform's rules."""
    post = _post(request, pk)
    if post.is_open and post.plan:
        actions.draft_again(post=post)
    return _show(request, post)


@workspace_view(EDITORS)
def drop(request, pk):
    """Delete a draft, after asking."""
    post = _post(request, pk)
    back = reverse("content", args=[request.workspace.slug, post.content_id])
    if request.method != "POST":
        return ask(
            request,
            section="promote",
            title=_("Delete this draft?"),
            text=str(post),
            button=_("Delete"),
            back=back,
        )
    try:
        actions.drop_post(post=post)
        toast(request, _("Deleted."))
    except actions.PostClosed:
        toast(request, _("Too late: it is planned or on its way."), failed=True)
    return redirect(back)


@require_POST
@workspace_view(EDITORS)
def posted(request, pk):
    """Note where a person posted it."""
    post = _post(request, pk)
    if not _note_posted(post, request.POST.get("url", "")):
        toast(request, _("That is no web address."), failed=True)
    return _show(request, post)


def _note_posted(post: Post, url: str) -> bool:
    url = url.strip()
    if url and not url.startswith(("http://", "https://")):
        return False
    actions.note_posted(post=post, url=url[:1000], now=timezone.now())
    return True


@workspace_view(EDITORS)
def small_picture(request, pk):
    """A picture of the library, small, to choose by."""
    image = get_object_or_404(sites.SiteImage, workspace_id=request.workspace.pk, pk=pk)
    if image.is_svg():
        raise Http404
    made = image.get_rendition("fill-192x144|format-jpeg")
    return FileResponse(
        made.file.open(), content_type="image/jpeg", headers={"Cache-Control": "private, max-age=86400"}
    )


def hand_off(request, token):
    """The page for the phone: pictures to save, words to copy, a way to the platform, and a box for the address."""
    rows = Post.objects.across_workspaces().select_related("content", "account", "workspace")
    post = get_object_or_404(rows, token=token, state__in=(Post.State.HANDED, Post.State.OUT))
    refused = False
    if request.method == "POST" and post.state == Post.State.HANDED:
        refused = not _note_posted(post, request.POST.get("url", ""))
        if not refused:
            return redirect("hand_off", token)
    rules = post.plan.rules_of(post.account) if post.plan else None
    with translation.override(post.workspace.language):
        context = {
            "post": post, "rules": rules, "pictures": pieces.images_of(post), "refused": refused, "workspace_name": post.workspace.name,
            "text": whole_text(post.text, link=pieces.tracked_link(post), tags=post.tags, rules=rules) if rules else post.text,
            "place": getattr(post.plan, "post_page", ""),
        }  # fmt: skip
        return render(request, "promotion/publishing/hand_off.html", context, status=422 if refused else 200)


def hand_off_picture(request, token, number):
    """A picture of a post as the platform takes it, to save on the phone."""
    rows = Post.objects.across_workspaces().select_related("account", "workspace")
    post = get_object_or_404(rows, token=token, state__in=(Post.State.HANDED, Post.State.OUT))
    images = pieces.images_of(post)
    image = images[number - 1] if 0 < number <= len(images) else None
    if image is None or post.plan is None:
        return HttpResponse(status=404)
    made = pieces.fitted(image, post.plan.rules_of(post.account))
    return HttpResponse(
        made.data,
        content_type=made.media_type,
        headers={"Content-Disposition": f'inline; filename="{number}.jpg"'},
    )
