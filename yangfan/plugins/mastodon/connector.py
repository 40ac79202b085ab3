"""Mastodon and every server that speaks its API: posts with pictures, found again by their key, counted.

https://docs.joinmastodon.org/methods/statuses/
"""

from datetime import datetime
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from yangfan.connectors import public as connectors
from yangfan.plugins.mastodon import decode
from yangfan.promotion import public as promotion

OURS_TO_SEARCH = 40  # the most the API gives at once


class Mastodon(connectors.Connector, promotion.Publisher):
    key = "mastodon"
    order = 30
    title = _("Mastodon")
    note = _("Posts with pictures on your own server of the Fediverse, and what came of them")
    guide = _(
        "On your server: Preferences → Development → New application, with the scopes read, write:statuses and write:media. "
        "Copy the access token here."
    )
    icon = "speakerphone"
    gate = "A"
    capabilities = frozenset({"publish", "metrics"})
    calls_out = True
    limits = ("300/5 minutes",)
    checked_against = "mastodon-mock"
    fields = (
        connectors.Field("server", _("Server"), _("The address of your server, such as https://mastodon.social")),
        connectors.Field("access_token", _("Access token"), is_secret=True),
        connectors.Field(
            "visibility", _("Who sees it"), choices=(("public", _("Everybody")), ("unlisted", _("Everybody, but not in public timelines"))),
            default="public",
        ),
    )  # fmt: skip
    rules = promotion.PostRules(
        text_max=500, counts="weighted", images_max=4, image_bytes=8_000_000, link="text"
    )
    channels = ("organic_social",)

    def rules_of(self, account) -> promotion.PostRules:
        most = account.settings.get("text_max")
        return decode.rules_with(self.rules, int(most)) if most else self.rules

    def check(self, account) -> None:
        """Ask who we are, and how long a post may be on this very server."""
        self._ask(account, "GET", "/api/v1/accounts/verify_credentials")
        limit = decode.text_limit(self._ask(account, "GET", "/api/v2/instance"))
        if limit:
            account.settings["text_max"] = str(limit)
            account.save(update_fields=["settings"])

    def publish(self, account, piece: promotion.Piece, now: datetime) -> promotion.Published:
        media = [self._upload(account, picture) for picture in piece.pictures]
        said = self._ask(
            account, "POST", "/api/v1/statuses", headers={"Idempotency-Key": piece.key},
            json=decode.status_of(piece, self.rules_of(account), media, account.config["visibility"]),
        )  # fmt: skip
        return promotion.Published(str(said["id"]), said.get("url") or said.get("uri") or "")

    def _upload(self, account, picture: promotion.Picture) -> str:
        files = {"file": (picture.name, picture.data, picture.media_type)}
        said = self._ask(
            account, "POST", "/api/v2/media", files=files, data={"description": picture.alt[:1500]}
        )
        return str(said["id"])

    def find(self, account, piece: promotion.Piece) -> promotion.Published | None:
        """Look among our last posts for this one's words: its key is known for an hour only."""
        me = self._ask(account, "GET", "/api/v1/accounts/verify_credentials")["id"]
        ours = self._ask(account, "GET", f"/api/v1/accounts/{me}/statuses", params={"limit": OURS_TO_SEARCH})
        found = decode.same_status(ours, piece, self.rules_of(account))
        return promotion.Published(str(found["id"]), found.get("url") or "") if found else None

    def figures(self, account, remote_ids) -> list[promotion.PostFigures]:
        found = []
        for remote_id in remote_ids:
            try:
                found.append(decode.figures_in(self._ask(account, "GET", f"/api/v1/statuses/{remote_id}")))
            except connectors.ApiError as error:
                if error.kind != "invalid":  # a post that was deleted there says nothing more
                    raise
        return found

    def take_down(self, account, remote_id: str) -> bool:
        self._ask(account, "DELETE", f"/api/v1/statuses/{remote_id}")
        return True

    def _ask(self, account, method: str, path: str, *, headers=None, **more):
        with connectors.PlatformClient(account) as client:
            own = {"Authorization": f"Bearer {account.config['access_token']}"} | (headers or {})
            return client.call(method, server_of(account) + path, headers=own, **more).json()


def server_of(account) -> str:
    """Return the server's address; people also type it without its scheme."""
    typed = account.config["server"].strip().rstrip("/")
    parts = urlsplit(typed if "://" in typed else f"https://{typed}")
    return f"{parts.scheme}://{parts.netloc}"
