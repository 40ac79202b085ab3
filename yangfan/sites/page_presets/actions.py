"""Start a page from a preset."""

from django.db import transaction
from django.utils import translation

from yangfan.accounts.public import User
from yangfan.sites.blocks import presets as block_presets
from yangfan.sites.blocks.build import build_body
from yangfan.sites.page_presets.presets import PRESETS
from yangfan.sites.pages.actions import add_page
from yangfan.sites.pages.base import SitePage
from yangfan.sites.pages.models import HomePage


class PresetUnknown(ValueError):
    """There is no preset of this name."""


@transaction.atomic
def start_page(*, home: HomePage, preset: str, title: str, actor: User | None) -> SitePage:
    """Put a draft with the preset's blocks, in the language of `home`, below it. Raises PresetUnknown."""
    if preset not in PRESETS:
        raise PresetUnknown(preset)
    chosen = PRESETS[preset]
    with translation.override(home.locale.language_code):
        rows = [{"block": name, **block_presets.of(name)} for name in chosen.blocks]
        body = build_body(rows, workspace=home.workspace)
    page = chosen.model(title=title, body=body, show_in_menus=chosen.model.show_in_menus_default)
    return add_page(parent=home, page=page, actor=actor, publish=False)
