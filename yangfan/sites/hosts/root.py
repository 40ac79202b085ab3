"""What stands at the root of a site: proofs of ownership, what crawlers may read, the icon."""

import re
from datetime import datetime

from django.db import transaction
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from yangfan.accounts.public import User, record_audit
from yangfan.events.public import Site
from yangfan.sites.hosts import addresses
from yangfan.sites.hosts.crawlers import CRAWLERS
from yangfan.sites.hosts.models import RootFile, RootSettings
from yangfan.sites.look.models import BuiltSite
from yangfan.sites.pages import cache, queries
from yangfan.sites.pages.models import (
    ArticlePage,
    ContactPage,
    LandingPage,
    ProductCategoryPage,
    ProductPage,
)

NAME = re.compile(r"^[A-Za-z0-9_-]{1,100}\.(html|htm|txt|xml|json)$")
RESERVED = {"robots.txt", "sitemap.xml", "llms.txt"}
MOST_FILES = 20
MOST_IN_LLMS = 300


class RootFileRefused(ValueError):
    """The name or content is not that of a proof of ownership; the text says why."""


@transaction.atomic
def save_root_file(*, built: BuiltSite, name: str, content: str, actor: User, now: datetime) -> RootFile:
    """Let the site answer /<name> with this text. Raises RootFileRefused."""
    name = name.strip().lstrip("/")
    if not NAME.match(name) or name in RESERVED or name.startswith("sitemap-"):
        raise RootFileRefused(
            _("The name is as the platform gives it, such as google1234.html or WW_verify_abc.txt.")
        )
    if (
        not content.strip()
        or len(content) > 4000
        or re.search(r"<\s*(script|iframe|object|embed)", content, re.IGNORECASE)
    ):
        raise RootFileRefused(_("A proof of ownership is a short text without scripts."))
    rows = RootFile.objects.of(built.workspace).filter(site=built.tracked)
    if rows.exclude(name=name).count() >= MOST_FILES:
        raise RootFileRefused(
            _("More than %(n)d files: take away what is no longer needed.") % {"n": MOST_FILES}
        )
    row, _made = RootFile.objects.across_workspaces().update_or_create(
        site=built.tracked, name=name, defaults={"workspace": built.workspace, "content": content}
    )
    record_audit(
        workspace=built.workspace,
        actor=actor,
        action="root_file_saved",
        subject=row,
        after={"name": name},
        now=now,
    )
    return row


@transaction.atomic
def delete_root_file(*, file: RootFile, actor: User, now: datetime) -> None:
    """Stop answering /<name>."""
    record_audit(
        workspace=file.workspace,
        actor=actor,
        action="root_file_deleted",
        subject=file,
        before={"name": file.name},
        now=now,
    )
    file.delete()


@transaction.atomic
def save_settings(*, built: BuiltSite, values: dict, actor: User, now: datetime) -> RootSettings:
    """Keep what the site says to crawlers, its icon and its 404 page; `values` by field name."""
    row = settings_of(built.tracked)
    for name, value in values.items():
        setattr(row, name, value)
    row.workspace = built.workspace
    row.save()
    after = {
        name: values[name] for name in ("refused_crawlers", "has_llms", "leads_to_main") if name in values
    }
    record_audit(
        workspace=built.workspace,
        actor=actor,
        action="root_settings_saved",
        subject=built,
        after=after,
        now=now,
    )
    addresses.forget(workspace_id=built.workspace_id, hosts=built.tracked.hosts)
    cache.freshen(built.tracked_id)
    return row


def settings_of(site: Site) -> RootSettings:
    """Return the kept settings, or the ones a site begins with (unsaved)."""
    row = RootSettings.objects.of(site.workspace).filter(site=site).select_related("icon").first()
    return row or RootSettings(site=site, workspace=site.workspace)


# --- what browsers and crawlers ask for -----------------------------------------------------------------------------------


def proof(request, name):
    """A proof of ownership, else what `moved` says of the address."""
    row = RootFile.objects.of(request.site.workspace).filter(site_id=request.site_id, name=name).first()
    if row is None:
        from yangfan.sites.pages.serve import moved

        return moved(request)
    kind = "text/html" if name.endswith(("html", "htm")) else "text/plain"
    response = HttpResponse(row.content, content_type=f"{kind}; charset=utf-8")
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def robots(request):
    """Say who may read what, and where the sitemap is."""
    site = request.site
    origin = addresses.root_of(site.workspace_id).url
    refused = set(settings_of(site).refused_crawlers)
    lines = []
    if shut_out := [one.agent for one in CRAWLERS if one.key in refused]:
        lines += [*(f"User-agent: {agent}" for agent in shut_out), "Disallow: /", ""]
    lines += ["User-agent: *", "Disallow: /*/sent/", "Allow: /", "", f"Sitemap: {origin}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def llms(request):
    """Tell AI assistants in one page what the company is and where to read on (llmstxt.org)."""
    kept = settings_of(request.site)
    homes = [home for home in queries.homes_of(request.site.workspace) if home.live]
    if not kept.has_llms or not homes:
        raise Http404
    return HttpResponse(llms_text(kept, homes), content_type="text/plain; charset=utf-8")


def llms_text(kept: RootSettings, homes) -> str:
    main = homes[0]
    lines = [f"# {one_line(main.title)}", ""]
    if main.search_description:
        lines += [f"> {one_line(main.search_description)}", ""]
    if kept.llms_intro:
        lines += [kept.llms_intro.strip(), ""]
    for home in homes:
        pages = home.get_descendants().live().specific()
        rows = [page for page in pages[:MOST_IN_LLMS] if not isinstance(page, LandingPage) or page.is_listed]
        lines += [f"## {home.locale.get_display_name()}", ""]
        lines += [
            f"- [{one_line(page.title)}]({page.full_url}){note_on(page)}" for page in sorted(rows, key=place)
        ]
        lines.append("")
    return "\n".join(lines)


def place(page) -> int:
    """Products first, then the company, articles last."""
    order = (ProductCategoryPage, ProductPage, ContactPage)
    return next(
        (n for n, kind in enumerate(order) if isinstance(page, kind)),
        9 if isinstance(page, ArticlePage) else 5,
    )


def note_on(page) -> str:
    said = one_line(page.description())
    return f": {said[:200]}" if said else ""


def one_line(text: str) -> str:
    return " ".join(text.replace("[", "(").replace("]", ")").split())


def icon(request):
    """The site's own icon, else its initial on the brand colour."""
    kept = settings_of(request.site)
    if kept.icon is None:
        from yangfan.sites.look import serve

        return serve.icon(request)
    if kept.icon.is_svg():
        return HttpResponse(
            kept.icon.inline_svg(), content_type="image/svg+xml", headers={"Cache-Control": "max-age=86400"}
        )
    rendition = kept.icon.get_rendition("fill-180x180|format-png")
    with rendition.file.storage.open(rendition.file.name) as stored:
        return HttpResponse(
            stored.read(), content_type="image/png", headers={"Cache-Control": "max-age=86400"}
        )
