"""Whatever a site says by itself is said in the page's language, and never in Chinese to those who do not read it."""

import ast
import re
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils import translation
from django.utils.translation import to_locale
from django.utils.translation.template import templatize

from yangfan.sites import public as sites
from yangfan.sites.pages.actions import lay_foundations
from yangfan.sites.pages.skeleton import grow_tree

SITES = Path(__file__).resolve().parents[1]
OTHERS = [code for code, _name in settings.SITE_LANGUAGES if code not in ("zh-hans", "en")]
TEMPLATES = [SITES / "templates/sites/base.html"] + [
    path
    for folder in ("parts", "blocks", "pages")
    for path in (SITES / "templates/sites" / folder).glob("*.html")
]
MODULES = [
    *(SITES / "inquiries").glob("*.py"), *(SITES / "newsletter").glob("*.py"), SITES / "templatetags/block_tags.py",
    SITES / "templatetags/site_tags.py", SITES / "pages/frame.py", SITES / "catalogue/shelf.py",
]  # fmt: skip
CALLS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
HAN = re.compile(r"[一-鿿]")


def said_in(source: str) -> set[str]:
    """Return the texts that a module hands to gettext, contexts left out."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        name = getattr(getattr(node, "func", None), "id", None)
        if isinstance(node, ast.Call) and name in CALLS:
            texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
            found |= set(texts[1:2] if name.startswith("p") else texts[:1])
    return {text for text in found if isinstance(text, str)}


def drawn_in(template: Path) -> set[str]:
    source = templatize(template.read_text(encoding="utf-8"))
    texts = set()
    for name, rest in re.findall(r"\b(gettext|ngettext|pgettext)\((.*?)\)(?=\s|$)", source, re.S):
        texts |= said_in(f"{name}({rest})")
    return texts


def known_in(code: str) -> set[str]:
    file = SITES / "locale" / to_locale(code) / "LC_MESSAGES/django.po"
    return {entry.msgid for entry in polib.pofile(file) if entry.translated()}


@pytest.mark.parametrize("code", OTHERS)
def test_every_text_for_visitors_is_there_in_every_language(code):
    wanted = set().union(*map(drawn_in, TEMPLATES), *(said_in(path.read_text("utf-8")) for path in MODULES))
    assert len(wanted) > 120 and "Request a quote" in wanted and "Send request" in wanted
    assert wanted - known_in(code) == set()


@pytest.mark.parametrize("code", OTHERS)
def test_the_compiled_words_are_those_that_are_written(code):
    folder = SITES / "locale" / to_locale(code) / "LC_MESSAGES"
    written = {(one.msgctxt, one.msgid): one.msgstr for one in polib.pofile(folder / "django.po")}
    assert {(one.msgctxt, one.msgid): one.msgstr for one in polib.mofile(folder / "django.mo")} == written


@pytest.mark.parametrize("code", ["ar", "es", "fr", "de", "pt", "ru", "ko"])
def test_what_is_not_translated_is_english_and_never_chinese(code):
    with translation.override(code):
        assert translation.gettext("Who gets what") == "Who gets what"
        assert not HAN.search(translation.gettext("Send request"))
    with translation.override("zh-hant"):
        assert HAN.search(translation.gettext("Who gets what"))  # Chinese readers get the other script


@pytest.mark.django_db
def test_a_form_in_arabic_speaks_arabic_also_when_it_refuses(built, visit):
    workspace = built.workspace
    root = lay_foundations()
    from wagtail.models import Locale

    Locale.objects.get_or_create(language_code="ar")
    home = grow_tree(workspace, root, "ar", sites.home_of(workspace, "en"))
    for page in [home, *home.get_children().specific()]:
        page.title = "عنوان"
        sites.save_page(page=page, actor=None, publish=True)
    cache.clear()
    browser = visit(workspace)
    for answer in (browser.get("/ar/contact/"), browser.post("/ar/contact/", {"name": "", "message": "?"})):
        html = answer.content.decode()
        body = re.sub(r'<nav class="langs".*?</nav>|<option.*?</option>', "", html, flags=re.S)
        assert 'dir="rtl"' in html and "البريد الإلكتروني" in html and not HAN.search(body)
    assert answer.status_code == 422 and "بضع كلمات" in html and "Please" not in body
