"""A post as it goes out: its link with campaign parameters, its pictures within the platform's rules."""

import io

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from PIL import Image

from yangfan.connectors import public as connectors
from yangfan.promotion.links.addresses import tagged
from yangfan.promotion.publishing.base import Picture, Piece, PostRules
from yangfan.promotion.publishing.models import Post
from yangfan.sites import public as sites

MEDIUM = "social"
QUALITIES = (85, 75, 60, 45)


def piece_of(post: Post) -> Piece:
    """Return a post ready to go out. Reads its pictures: never inside a transaction."""
    rules = post.plan.rules_of(post.account)
    return Piece(
        key=f"yangfan-{post.workspace_id}-{post.pk}-{post.round}", text=post.text, language=post.language, title=post.title,
        summary=post.summary, link=tracked_link(post), hashtags=tuple(post.tags), author=post.workspace.name,
        pictures=tuple(pictures_of(post, rules)), is_ai=post.content.is_ai,
    )  # fmt: skip


def tracked_link(post: Post) -> str:
    """Return the content's link, saying which platform, campaign and post a visit comes from; parameters that are there stay."""
    link = post.content.link
    if not link:
        return ""
    tags = {
        "utm_source": post.platform.replace("_", "-"), "utm_medium": MEDIUM,
        "utm_campaign": slugify(post.content.campaign, allow_unicode=True) or "posts", "utm_content": f"post-{post.pk}",
    }  # fmt: skip
    return tagged(link, tags)


def images_of(post_or_content):
    """Return the pictures of a post or content, in its order; those deleted meanwhile are left out."""
    found = {
        image.pk: image
        for image in sites.SiteImage.objects.filter(
            workspace_id=post_or_content.workspace_id, pk__in=post_or_content.picture_ids
        )
    }
    return [found[pk] for pk in post_or_content.picture_ids if pk in found]


def pictures_of(post: Post, rules: PostRules) -> list[Picture]:
    """Return the pictures as this platform takes them: format, width and bytes."""
    return [fitted(image, rules) for image in images_of(post)[: rules.images_max]]


def fitted(image, rules: PostRules) -> Picture:
    """Return one picture within the rules; raise ApiError("invalid") for what cannot be brought there."""
    if image.is_svg():
        raise connectors.ApiError(
            "invalid", f"“{image.title}” is a drawing (SVG): platforms take photographs"
        )
    with image.open_file() as file, Image.open(file) as opened:
        picture = opened.convert("RGB")
    picture.thumbnail((rules.image_width, rules.image_width * 4))
    for quality in QUALITIES:
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=quality, optimize=True)
        if out.tell() <= rules.image_bytes:
            alt = image.description or image.title
            return Picture(f"{image.pk}.jpg", out.getvalue(), "image/jpeg", alt)
    raise connectors.ApiError("invalid", f"“{image.title}” is larger than the platform takes")


def hand_off_address(post: Post) -> str:
    """Return the address of the page from which a person posts it by phone."""
    return settings.CONSOLE_URL + reverse("hand_off", args=[post.token])


def tell_it_is_yours(post: Post) -> None:
    """Tell the workspace's chat groups that a post waits to be posted by hand; the post waits on its page whatever happens."""
    for target in connectors.NotifyTarget.objects.of(post.workspace).filter(is_on=True):
        with translation.override(post.workspace.language):
            title = _("Post this on %(account)s now") % {"account": post.account_name}
            text = f"{post.content.title}\n{hand_off_address(post)}"
        try:
            connectors.send_notification(target=target, title=title, text=text, now=timezone.now())
        except connectors.NotifyNotSent:
            continue


def no_account_words() -> str:
    return _("The account is not connected any more.")
