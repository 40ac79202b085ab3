"""Between our posts and Mastodon's statuses: pure functions."""

import html
import re
from dataclasses import replace

from yangfan.promotion import public as promotion

_TAG = re.compile(r"<[^>]+>")
_BREAK = re.compile(r"</p>\s*<p>|<br\s*/?>")


def status_of(piece: promotion.Piece, rules: promotion.PostRules, media: list[str], visibility: str) -> dict:
    """Return the body of POST /api/v1/statuses."""
    text = promotion.whole_text(piece.text, link=piece.link, tags=piece.hashtags, rules=rules)
    return {
        "status": text,
        "language": piece.language.partition("-")[0],
        "visibility": visibility,
        "media_ids": media,
    }


def text_limit(instance: dict) -> int | None:
    """Return how long a post may be, by GET /api/v2/instance."""
    return instance.get("configuration", {}).get("statuses", {}).get("max_characters")


def rules_with(rules: promotion.PostRules, text_max: int) -> promotion.PostRules:
    return replace(rules, text_max=text_max)


def same_status(statuses: list[dict], piece: promotion.Piece, rules: promotion.PostRules) -> dict | None:
    """Return the status that says what this post says."""
    wanted = _bare(promotion.whole_text(piece.text, link=piece.link, tags=piece.hashtags, rules=rules))
    return next((one for one in statuses if _bare(plain(one.get("content", ""))) == wanted), None)


def plain(content: str) -> str:
    """Return a status's HTML as the text it was written as."""
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", content)))


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def figures_in(status: dict) -> promotion.PostFigures:
    """Return what a server reports; Mastodon counts no views."""
    return promotion.PostFigures(
        remote_id=str(status["id"]), likes=status.get("favourites_count"), comments=status.get("replies_count"),
        shares=status.get("reblogs_count"),
    )  # fmt: skip
