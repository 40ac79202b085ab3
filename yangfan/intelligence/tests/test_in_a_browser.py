"""The settings of languages and the glossary as people see them: both languages, phone and desk."""

import pytest
from django.test import Client
from django.urls import reverse

from yangfan.core.ui.testing import axe_problems, complaints_of, is_too_wide, picture
from yangfan.intelligence.public import use_standin
from yangfan.intelligence.translation.models import GlossaryTerm, TranslationService

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"


@pytest.fixture
def open_page(chromium, live_server, owner):
    """Open a console page as the owner in this language and width."""
    opened = []

    def go(path, *, language, width):
        owner.language = language
        owner.save()
        client = Client()
        client.force_login(owner)
        context = chromium.new_context(
            base_url=live_server.url, viewport={"width": width, "height": 900}, user_agent=AGENT
        )
        context.add_cookies(
            [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
        )
        opened.append(context)
        page = context.new_page()
        said = complaints_of(page)
        page.goto(path)
        assert not said
        return page

    yield go
    for context in opened:
        context.close()


@pytest.mark.parametrize(("language", "width"), [("zh-hans", 1280), ("en", 390)])
def test_languages_and_glossary_fit_and_are_accessible(open_page, workspace, language, width):
    use_standin(workspace=workspace)
    TranslationService.objects.create(workspace=workspace, provider="deepl", key="k", is_on=False)
    term = GlossaryTerm.objects.create(
        workspace=workspace, term="躺椅", words={"en": "sun lounger", "ar": "كرسي تشمس"}
    )
    GlossaryTerm.objects.create(workspace=workspace, term="TF-350", is_kept=True, note="躺椅型号")
    for name, *args in (
        ("language_settings",),
        ("glossary",),
        ("glossary_term", term.pk),
        ("translation_service", "deepl"),
    ):
        page = open_page(reverse(name, args=[workspace.slug, *args]), language=language, width=width)
        assert not axe_problems(page) and not is_too_wide(page), name
        picture(page, f"{name}-{language}-{width}")
