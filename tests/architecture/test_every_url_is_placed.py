"""Every address of the product stands in addresses.txt with the place it belongs to; a new one fails until it is placed.

Places: `public` (anybody), `login` (anybody who logged in), `console` (members of the workspace in the address),
`editor` (editors, through the gate), `closed` (page editor's addresses that companies may not open), `api` (tokens),
`site` (visitors, on a customer's host).
"""

from pathlib import Path

from tests.tenancy.addresses import every_address
from yangfan.sites.gate import places

LIST = Path(__file__).with_name("addresses.txt")
PLACES = {"public", "login", "console", "editor", "closed", "api", "site"}


def read() -> dict[tuple[str, str], str]:
    """Return {(which hosts, name): place}."""
    rows = [line.split() for line in LIST.read_text().splitlines() if line and not line.startswith("#")]
    return {(hosts, name): place for hosts, name, place in rows}


def present() -> dict[tuple[str, str], str]:
    """Return {(which hosts, name): route} of every address there is."""
    found = {}
    for hosts, urlconf in (("console", "yangfan.config.urls"), ("site", "yangfan.config.site_urls")):
        for address in every_address(urlconf):
            name = address.name if address.name.rpartition(":")[2] else f"{address.name}{address.route}"
            found[(hosts, name.replace(" ", ""))] = address.route
    return found


def guess(hosts: str, name: str, route: str) -> str:
    """Suggest a place for a new address; a person decides."""
    if hosts == "site":
        return "site"
    if route.startswith("cms/"):
        return "editor" if name in places.ALLOWED else "closed"
    if route.startswith("console/<slug:workspace>/"):
        return "console"
    return "api" if route.startswith("api/") else "public"


def test_every_address_has_a_place():
    listed = read()
    new = [
        f"{hosts} {name} {guess(hosts, name, route)}"
        for (hosts, name), route in present().items()
        if (hosts, name) not in listed
    ]
    assert not new, f"Place these in {LIST.name}, after thinking about who may open them:\n" + "\n".join(new)


def test_nothing_is_listed_that_is_gone():
    assert not sorted(set(read()) - set(present()))


def test_every_place_is_one_of_those_we_know():
    assert set(read().values()) <= PLACES


def test_the_gate_opens_exactly_what_is_listed_as_the_editors():
    listed = {name for (hosts, name), place in read().items() if place == "editor"}
    assert listed == set(places.ALLOWED)


def test_what_names_a_workspace_is_the_consoles():
    routes = present()
    for (hosts, name), place in read().items():
        if routes.get((hosts, name), "").startswith("console/<slug:workspace>/"):
            assert place == "console", name
