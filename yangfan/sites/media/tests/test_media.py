"""Files belong to one workspace, and a drawing can do nothing but be looked at."""

import pytest

from yangfan.sites import public as sites
from yangfan.sites.media import svg
from yangfan.sites.testing import SVG

pytestmark = pytest.mark.django_db

NASTY = b"""<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9"
 onload="alert(1)"><script>alert(2)</script><style>*{fill:red}</style><foreignObject><p>x</p></foreignObject>
<a href="javascript:alert(3)"><path d="M0 0"/></a><image href="http://evil.example/x.png"/>
<use xlink:href="http://evil.example/#a"/><path d="M1 1" style="fill:url(http://evil.example)" fill="url(http://e/)"
 onclick="x()"/><use href="#ok"/><set attributeName="href" to="javascript:1"/></svg>"""


def test_nothing_that_runs_or_loads_survives_cleaning():
    text = svg.clean(NASTY).decode()
    for word in (
        "script",
        "onload",
        "onclick",
        "evil",
        "style",
        "foreign",
        "javascript",
        "<a",
        "set",
        "http://e/",
    ):
        assert word not in text.replace("http://www.w3.org/2000/svg", "")
    assert 'href="#ok"' in text


def test_a_drawing_keeps_its_classes_and_gets_colours_to_stand_alone():
    text = svg.clean(SVG).decode()
    assert 'class="i-k"' in text
    assert 'fill="#0a4a5c"' in text
    assert 'width="40"' in text


@pytest.mark.parametrize("data", [b"", b"<html/>", b"GIF89a", b'<!DOCTYPE svg [<!ENTITY a "b">]><svg/>'])
def test_what_is_no_drawing_is_refused(data):
    with pytest.raises(svg.UnsafeDrawing):
        svg.clean(data)


def test_a_picture_is_handed_out_on_its_own_site_only(built, other_built, visit):
    image = sites.add_image(workspace=built.workspace, title="x", filename="x.svg", data=SVG)
    mine = visit(built.workspace).get(image.file.url)
    assert mine.status_code == 200
    assert "sandbox" in mine.headers["Content-Security-Policy"]
    assert visit(other_built.workspace).get(image.file.url).status_code == 404


def test_a_document_is_handed_out_on_its_own_site_only(built, other_built, visit):
    document = sites.add_document(
        workspace=built.workspace, title="Data sheet", filename="A12 数据表.pdf", data=b"%PDF-1.4"
    )
    mine = visit(built.workspace).get(document.url)
    assert mine.status_code == 200
    assert mine.headers["Content-Type"] == "application/pdf"
    assert visit(other_built.workspace).get(document.url).status_code == 404


def test_on_the_console_only_members_see_files(built, client_of, owner, outsider, client):
    image = sites.add_image(workspace=built.workspace, title="x", filename="x.svg", data=SVG)
    document = sites.add_document(workspace=built.workspace, title="x", filename="x.pdf", data=b"%PDF")
    for url in (image.file.url, document.url):
        assert client_of(owner).get(url).status_code == 200
        assert client_of(outsider).get(url).status_code == 404
        assert client.get(url).status_code == 302


@pytest.mark.parametrize(
    "path", ["../../secrets/secret_key", "images/../../x", "..%2f..%2fx", "images/..", "x"]
)
def test_no_path_leads_out_of_the_folder(built, visit, path):
    assert visit(built.workspace).get(f"/media/{built.workspace_id}/{path}").status_code == 404
