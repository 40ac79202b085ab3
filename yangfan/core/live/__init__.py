"""Tell open pages at once that something is new. Notices only: what is new they fetch by ordinary HTTP.

`tell` reaches every page that listens to a topic; `address` is what such a page opens with EventSource. Without the
`live` process both are harmless: `address` may be refused and nobody hears, so every page must also ask now and then.
"""

from yangfan.core.live.address import address, origin
from yangfan.core.live.telling import tell

__all__ = ["address", "origin", "tell"]
