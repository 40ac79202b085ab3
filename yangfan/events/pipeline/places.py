"""Step: the country, from the operator's database by address, else the likely one by time zone and language.

The database is any in MaxMind's format (GEOIP_DATABASE=/path/to/file.mmdb); none is packaged.
"""

import ipaddress
import os
from functools import lru_cache

import maxminddb
from babel.core import get_global

from yangfan.events.pipeline.passing import Drop, Passing
from yangfan.events.pipeline.snapshot import Snapshot


@lru_cache(maxsize=1)
def _database():
    path = os.environ.get("GEOIP_DATABASE", "")
    return maxminddb.open_database(path, maxminddb.MODE_MMAP) if path else None


def country_of_address(ip: str, database=None) -> tuple[str, str]:
    """Return country and region of an IP address, empty when the database does not know (or there is none)."""
    database = database or _database()
    if database is None or not ip:
        return "", ""
    try:
        found = database.get(ipaddress.ip_address(ip)) or {}
    except ValueError:
        return "", ""
    country = (found.get("country") or found.get("registered_country") or {}).get("iso_code", "")
    divisions = found.get("subdivisions") or [{}]
    return country, divisions[0].get("iso_code", "")


@lru_cache(maxsize=5_000)
def likely_country(time_zone: str, language: str) -> str:
    """Return the country that a browser's time zone, else the region in its language, speaks for; "" when neither does.

    en-US is what browsers say when nobody chose, so it speaks for nothing.
    """
    zone = get_global("zone_aliases").get(time_zone, time_zone)
    country = get_global("zone_territories").get(zone, "")
    if len(country) == 2 and country.isalpha() and country not in ("ZZ",):
        return country
    first = language.split(",")[0].split(";")[0].strip().replace("_", "-")
    region = first.split("-")[-1].upper()
    is_region = "-" in first and len(region) == 2 and region.isalpha() and first.lower() != "en-us"
    return region if is_region else ""


@lru_cache(maxsize=5_000)
def main_language(language: str) -> str:
    """Return the first language of a list, without its region; Chinese keeps its script: zh-hans, zh-hant."""
    first = language.split(",")[0].split(";")[0].strip().lower().replace("_", "-")
    primary, _, rest = first.partition("-")
    if not (2 <= len(primary) <= 3 and primary.isalpha()):
        return ""
    if primary == "zh":
        is_traditional = "hant" in rest or rest.split("-")[-1] in ("tw", "hk", "mo")
        return "zh-hant" if is_traditional else "zh-hans"
    return primary


def find_place(passing: Passing, snapshot: Snapshot) -> Drop | None:
    """Set country, region and language."""
    line = passing.line
    passing.language = main_language(line.language)
    ip = "" if passing.is_business else line.ip
    passing.country, passing.region = country_of_address(ip)
    if not passing.country:
        passing.country = likely_country(line.time_zone, line.language)
        passing.country_is_likely = int(bool(passing.country))
    return None
