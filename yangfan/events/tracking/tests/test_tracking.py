import pytest

from yangfan.accounts.public import Membership, Role
from yangfan.events import public as events

URL = "/console/tidelane/settings/tracking/"


@pytest.fixture
def site(workspace):
    return events.create_site(workspace=workspace, name="Tidelane", hosts=["www.tidelane.example"])


def test_the_owner_finds_the_line_and_the_secret_key(client_of, owner, site):
    page = client_of(owner).get(URL).content.decode()
    assert f"data-key=&quot;{site.public_key}&quot;" in page or f'data-key="{site.public_key}"' in page
    assert site.secret_key in page


def test_a_marketer_finds_the_line_but_no_secret(client_of, marketer, site):
    page = client_of(marketer).get(URL).content.decode()
    assert site.public_key in page
    assert site.secret_key not in page


def test_a_site_built_elsewhere_is_measured_once(client_of, owner, workspace, site):
    browser = client_of(owner)
    browser.post(URL, {"name": "Shop", "host": "Shop.Tidelane.example"})
    assert events.site_of_host("shop.tidelane.example").name == "Shop"
    again = browser.post(URL, {"name": "Shop", "host": "shop.tidelane.example"})
    assert "measured already" in again.content.decode()
    assert events.Site.objects.of(workspace).count() == 2


@pytest.mark.parametrize("host", ["http://shop.example", "shop.example/path", "shop", "ex ample.com", ""])
def test_what_is_no_host_name_is_refused_with_words(client_of, owner, workspace, host):
    page = client_of(owner).post(URL, {"name": "Shop", "host": host})
    assert page.status_code == 200
    assert not events.Site.objects.of(workspace).exists()


def test_a_new_key_replaces_the_old_after_a_question(client_of, owner, site):
    browser, old = client_of(owner), site.secret_key
    address = f"{URL}{site.pk}/key/"
    assert "A new secret key?" in browser.get(address).content.decode()
    site.refresh_from_db()
    assert site.secret_key == old
    browser.post(address)
    site.refresh_from_db()
    assert site.secret_key != old


def test_cookies_are_chosen_and_nonsense_is_refused(client_of, owner, site):
    browser = client_of(owner)
    assert browser.post(f"{URL}{site.pk}/consent/", {"consent": "none"}).status_code == 302
    assert browser.post(f"{URL}{site.pk}/consent/", {"consent": "always"}).status_code == 400
    site.refresh_from_db()
    assert site.consent == "none"


def test_others_change_nothing(client_of, marketer, outsider, site, workspace):
    assert client_of(marketer).post(f"{URL}{site.pk}/consent/", {"consent": "none"}).status_code == 403
    assert client_of(outsider).get(URL).status_code == 404
    assert client_of(outsider).post(f"/console/harbour/settings/tracking/{site.pk}/key/").status_code == 404
    assert Membership.objects.of(workspace).filter(role=Role.OWNER).count() == 0
