"""The articles of one language as RSS."""

from datetime import UTC, datetime, time

from django.http import Http404, HttpResponse
from django.utils.feedgenerator import Rss201rev2Feed

from yangfan.sites.hosts import addresses
from yangfan.sites.pages import queries
from yangfan.sites.pages.models import ArticlePage

MOST = 30


def articles(request, language):
    """Answer with the newest articles."""
    home = queries.home_of(request.site.workspace, language)
    if home is None or not home.live:
        raise Http404
    origin = addresses.root_of(request.site.workspace_id).url
    feed = Rss201rev2Feed(
        title=home.title, link=home.full_url, description=home.search_description or home.title, language=language,
        feed_url=f"{origin}{request.path}",
    )  # fmt: skip
    rows = ArticlePage.objects.descendant_of(home).live().select_related("picture", "locale")
    for page in sorted(rows, key=published_at, reverse=True)[:MOST]:
        feed.add_item(
            title=page.title, link=page.full_url, description=page.description(), pubdate=published_at(page),
            unique_id=page.full_url, author_name=page.author or None,
        )  # fmt: skip
    return HttpResponse(feed.writeString("utf-8"), content_type="application/rss+xml; charset=utf-8")


def published_at(page) -> datetime:
    if page.published_on:
        return datetime.combine(page.published_on, time(0), tzinfo=UTC)
    return page.first_published_at or datetime(2000, 1, 1, tzinfo=UTC)
