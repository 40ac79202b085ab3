"""Translation services on the net that a workspace has a key for: DeepL, and LibreTranslate wherever it runs."""

import html

import httpx2
import stamina
from django.utils.translation import gettext as _

from yangfan.accounts.public import Workspace
from yangfan.connectors.public import HostRefused, guarded
from yangfan.intelligence.translation.base import Job, TranslationUnavailable
from yangfan.intelligence.translation.models import TranslationService

SECONDS = 30
AT_ONCE = 50
QUOTA = {402, 456}  # 456 is DeepL's


class Busy(Exception):
    """The service asks for patience."""


class NetService:
    """What both have in common: a row with key and address, and one guarded call."""

    key = ""
    needs_key = True
    address = ""

    def title(self, workspace: Workspace) -> str:
        return self.name

    def edition(self, workspace: Workspace) -> str:
        return ""

    def is_sample(self, workspace: Workspace) -> bool:
        return False

    def row(self, workspace: Workspace) -> TranslationService | None:
        return TranslationService.objects.of(workspace).filter(provider=self.key, is_on=True).first()

    def is_set_up(self, workspace: Workspace) -> bool:
        row = self.row(workspace)
        return bool(row and (row.key if self.needs_key else row.base_url))

    def can(self, workspace: Workspace, source: str, target: str) -> bool:
        known = source.partition("-")[0] in self.languages and target.partition("-")[0] in self.languages
        return known and self.is_set_up(workspace)

    def translate_units(self, workspace: Workspace, units: list[str], job: Job) -> list[str]:
        row = self.row(workspace)
        batches = (units[start : start + AT_ONCE] for start in range(0, len(units), AT_ONCE))
        return [text for batch in batches for text in self.batch(row, batch, job)]

    def post(self, row: TranslationService, path: str, data: dict, headers: dict) -> dict:
        """Post json; passing errors are tried twice more."""
        address = (row.base_url or self.address).rstrip("/") + path
        try:
            for attempt in stamina.retry_context(on=Busy, attempts=3, wait_initial=0.2, wait_max=3):
                with attempt:
                    return self._once(address, data, headers)
        except Busy as error:
            raise TranslationUnavailable(
                "failed", _("%(name)s is busy: %(why)s") % {"name": self.name, "why": error}
            ) from error
        raise AssertionError("unreachable")

    def _once(self, address: str, data: dict, headers: dict) -> dict:
        try:
            with guarded(), httpx2.Client(timeout=SECONDS, trust_env=False) as http:
                answer = http.post(address, json=data, headers=headers)
        except HostRefused as error:
            words = _("The address lies in the inner network; the operator can allow it (OUTBOUND_ALLOW).")
            raise TranslationUnavailable("failed", words) from error
        except httpx2.HTTPError as error:
            if _inner(error):
                words = _(
                    "The address lies in the inner network; the operator can allow it (OUTBOUND_ALLOW)."
                )
                raise TranslationUnavailable("failed", words) from error
            raise Busy(str(error)) from error
        if answer.status_code == 429 or answer.status_code >= 500:
            raise Busy(str(answer.status_code))
        if not answer.is_success:
            kind = "quota" if answer.status_code in QUOTA else "failed"
            words = _("%(name)s answered %(status)s: %(words)s")
            raise TranslationUnavailable(
                kind, words % {"name": self.name, "status": answer.status_code, "words": answer.text[:200]}
            )
        try:
            return answer.json()
        except ValueError as error:
            raise self._unknown() from error

    def _unknown(self) -> TranslationUnavailable:
        """Return the refusal of an answer that is none of this service: a login page, another protocol."""
        return TranslationUnavailable(
            "failed", _("%(name)s answered something that is no translation.") % {"name": self.name}
        )


def _inner(error: BaseException | None) -> bool:
    while error is not None and not isinstance(error, HostRefused):
        error = error.__cause__ or error.__context__
    return error is not None


class DeepL(NetService):
    """DeepL's API, version 2: marks travel as empty xml tags, which it leaves in place."""

    key, name, order, confidence, mark = "deepl", "DeepL", 30, 0.85, '<x id="%d"/>'
    address = "https://api-free.deepl.com"
    languages = frozenset(
        [
            "ar",
            "bg",
            "cs",
            "da",
            "de",
            "el",
            "en",
            "es",
            "et",
            "fi",
            "fr",
            "he",
            "hu",
            "id",
            "it",
            "ja",
            "ko",
            "lt",
            "lv",
            "nb",
            "nl",
            "pl",
            "pt",
            "ro",
            "ru",
            "sk",
            "sl",
            "sv",
            "th",
            "tr",
            "uk",
            "vi",
            "zh",
        ]
    )
    codes = {"zh-hans": "ZH-HANS", "zh-hant": "ZH-HANT", "en": "EN-US", "pt": "PT-BR"}

    def batch(self, row: TranslationService, units: list[str], job: Job) -> list[str]:
        data = {
            "text": [_as_xml(unit) for unit in units], "source_lang": job.source.partition("-")[0].upper(),
            "target_lang": self.codes.get(job.target, job.target.upper()), "tag_handling": "xml", "context": job.context,
            "preserve_formatting": True,
        }  # fmt: skip
        address = "" if row.base_url or row.key.endswith(":fx") else "https://api.deepl.com"
        if address:
            row.base_url = address  # of this call only; paid keys have a host of their own
        answer = self.post(row, "/v2/translate", data, {"Authorization": f"DeepL-Auth-Key {row.key}"})
        try:
            return [html.unescape(each["text"]) for each in answer["translations"]]
        except (KeyError, TypeError) as error:
            raise self._unknown() from error


def _as_xml(unit: str) -> str:
    """Escape everything but the marks."""
    safe = html.escape(unit, quote=False)
    return safe.replace("&lt;x id=", "<x id=").replace('"/&gt;', '"/>')


class LibreTranslate(NetService):
    """LibreTranslate's protocol, as its own servers and several others speak it."""

    key, name, order, confidence, mark = "libretranslate", "LibreTranslate", 40, 0.65, "XZQ%d"
    needs_key = False
    languages = frozenset(
        [
            "ar",
            "cs",
            "de",
            "el",
            "en",
            "es",
            "fa",
            "fr",
            "he",
            "hi",
            "id",
            "it",
            "ja",
            "ko",
            "nl",
            "pl",
            "pt",
            "ru",
            "sv",
            "th",
            "tr",
            "uk",
            "ur",
            "vi",
            "zh",
        ]
    )
    codes = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant"}

    def batch(self, row: TranslationService, units: list[str], job: Job) -> list[str]:
        data = {
            "q": units, "source": self.codes.get(job.source, job.source), "target": self.codes.get(job.target, job.target),
            "format": "text", **({"api_key": row.key} if row.key else {}),
        }  # fmt: skip
        answer = self.post(row, "/translate", data, {})
        try:
            return list(answer["translatedText"])
        except (KeyError, TypeError) as error:
            raise self._unknown() from error
