"""Where the buyer's clock hangs: the zone of their browser, else the likely one of their country."""

from dataclasses import dataclass
from datetime import datetime, time
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.core import get_global
from babel.dates import get_timezone_location
from django.utils.translation import get_language

from yangfan.crm.clock.hours import Hours

# The zone most people of a country live in, where it has several.
MAIN = {
    "AR": "America/Argentina/Buenos_Aires", "AU": "Australia/Sydney", "BR": "America/Sao_Paulo", "CA": "America/Toronto",
    "CD": "Africa/Kinshasa", "CL": "America/Santiago", "CN": "Asia/Shanghai", "CY": "Asia/Nicosia", "DE": "Europe/Berlin",
    "EC": "America/Guayaquil", "ES": "Europe/Madrid", "FM": "Pacific/Pohnpei", "FR": "Europe/Paris", "GB": "Europe/London",
    "ID": "Asia/Jakarta", "IN": "Asia/Kolkata", "KI": "Pacific/Tarawa", "KZ": "Asia/Almaty", "MN": "Asia/Ulaanbaatar",
    "MX": "America/Mexico_City", "MY": "Asia/Kuala_Lumpur", "NZ": "Pacific/Auckland", "PG": "Pacific/Port_Moresby",
    "PS": "Asia/Hebron", "PT": "Europe/Lisbon", "RU": "Europe/Moscow", "UA": "Europe/Kyiv", "US": "America/New_York",
    "UZ": "Asia/Tashkent", "VN": "Asia/Ho_Chi_Minh",
}  # fmt: skip
DAY = (time(9), time(17))
# Days of rest other than Saturday and Sunday (CLDR).
RESTS = (
    (
        frozenset({4, 5}),
        frozenset(["BH", "DZ", "EG", "IL", "IQ", "JO", "KW", "LY", "OM", "QA", "SA", "SD", "SY", "YE"]),
    ),
    (frozenset({3, 4}), frozenset({"AF"})),
    (frozenset({4}), frozenset({"IR"})),
    (frozenset({6}), frozenset({"IN", "UG"})),
)


@dataclass(frozen=True)
class Place:
    """A zone and how sure it is."""

    zone: ZoneInfo
    country: str
    is_likely: bool

    @property
    def city(self) -> str:
        """The zone's city in the active language."""
        locale = Locale.parse("zh_Hans" if (get_language() or "zh").startswith("zh") else "en")
        return get_timezone_location(self.zone, locale=locale, return_city=True)


def place_of(*, time_zone: str, country: str, country_is_likely: bool = False) -> Place | None:
    """Return where the buyer's clock hangs; None when nothing tells."""
    if time_zone in _known() and "/" in time_zone and not time_zone.startswith("Etc/"):
        return Place(ZoneInfo(time_zone), country, is_likely=False)
    zones = [zone for zone in get_global("territory_zones").get(country, []) if zone in _known()]
    main = MAIN.get(country) or (zones[0] if zones else "")
    if not main:
        return None
    return Place(ZoneInfo(main), country, is_likely=country_is_likely or len(zones) > 1)


@cache
def _known() -> frozenset[str]:
    return frozenset(available_timezones())


def usual_hours(place: Place) -> Hours:
    """Return nine to five on the country's working days."""
    rest = _weekend(place.country)
    return Hours(place.zone, {day: (DAY,) for day in range(7) if day not in rest})


def _weekend(country: str) -> frozenset[int]:
    return next((days for days, countries in RESTS if country in countries), frozenset({5, 6}))


def local_now(place: Place, now: datetime) -> datetime:
    """Return the buyer's time of day."""
    return now.astimezone(place.zone)
