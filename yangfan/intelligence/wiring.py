"""What intelligence hangs into the house when it starts."""

from django.utils.translation import gettext_lazy as _

from yangfan.accounts import public as accounts
from yangfan.core.privacy import Holder, holders
from yangfan.core.ui import slots
from yangfan.intelligence.translation import personal
from yangfan.intelligence.translation.base import providers
from yangfan.intelligence.translation.providers.aliyun import Aliyun
from yangfan.intelligence.translation.providers.baidu import Baidu
from yangfan.intelligence.translation.providers.chinese import ChineseScripts
from yangfan.intelligence.translation.providers.local import LocalProvider
from yangfan.intelligence.translation.providers.model import ModelProvider
from yangfan.intelligence.translation.providers.services import DeepL, LibreTranslate
from yangfan.intelligence.translation.providers.tencent import Tencent

AUDIT_TITLES = {
    "endpoint_saved": _("Set up the language model"),
    "endpoint_forgotten": _("Removed the language model"),
}


def connect() -> None:
    """Register everything; called once."""
    for provider in (
        ChineseScripts(), ModelProvider(), DeepL(), Baidu(), Tencent(), Aliyun(), LibreTranslate(), LocalProvider(),
    ):  # fmt: skip
        providers.register(provider)
    accounts.register_audit_titles(AUDIT_TITLES)
    holders.register(Holder("memory", _("Translation memory"), personal.held, personal.forget, 60))
    for setting in (
        slots.Setting(
            key="language", label=_("Languages and intelligence"), note=_("Language model, translation, what works now"),
            icon="language", url_name="language_settings", order=42,
        ),
        slots.Setting(
            key="glossary", label=_("Glossary"), note=_("Words that are always translated the same way, or never"),
            icon="language-hiragana", url_name="glossary", order=43, roles=frozenset({"owner", "marketer", "sales"}),
        ),
    ):  # fmt: skip
        slots.settings_pages.register(setting)
