"""Translation by the workspace's language model: one question a batch, with glossary and context, an answer of known shape."""

import json

from pydantic import BaseModel

from yangfan.accounts.public import Workspace
from yangfan.intelligence.endpoint.access import endpoint_of, endpoint_title
from yangfan.intelligence.endpoint.asking import TRANSLATION, EndpointUnavailable, ask
from yangfan.intelligence.language.names import language_name
from yangfan.intelligence.translation.base import Job, TranslationUnavailable

AT_ONCE = 40  # units in one question
LETTERS = 6_000  # characters in one question
SYSTEM = """You translate business correspondence of a manufacturer with its buyers from {source} into {target}.
Translate every entry of "units" and give the answers under the same "n", as many as there are.
Write as a native speaker in the trade would write to a customer; keep the tone and the form of address.
Marks such as ⟦1⟧ stand for prices, measures, names and links: copy each unchanged to where it belongs.
Never change, add, round or convert a number. Write digits as digits. Leave names of people and companies as they are.
Use the words of "glossary" exactly. "context" is only for understanding: do not translate it. Add nothing, leave out nothing."""


class Unit(BaseModel):
    n: int
    text: str


class Units(BaseModel):
    units: list[Unit]


class ModelProvider:
    """Any OpenAI-compatible endpoint."""

    key = "model"
    order = 20
    confidence = 0.85
    mark = "⟦%d⟧"

    def title(self, workspace: Workspace) -> str:
        return endpoint_title(workspace)

    def edition(self, workspace: Workspace) -> str:
        endpoint = endpoint_of(workspace)
        return endpoint.model if endpoint else ""

    def is_sample(self, workspace: Workspace) -> bool:
        endpoint = endpoint_of(workspace)
        return bool(endpoint and endpoint.is_sample)

    def can(self, workspace: Workspace, source: str, target: str) -> bool:
        return bool(source and target) and endpoint_of(workspace) is not None

    def translate_units(self, workspace: Workspace, units: list[str], job: Job) -> list[str]:
        return [text for batch in _batches(units) for text in self._batch(workspace, batch, job)]

    def _batch(self, workspace: Workspace, units: list[str], job: Job) -> list[str]:
        names = {
            "source": language_name(job.source, in_language="en"),
            "target": language_name(job.target, in_language="en"),
        }
        question = {
            "source": job.source, "target": job.target, "purpose": job.purpose, "glossary": job.glossary, "context": job.context,
            "units": [{"n": number, "text": text} for number, text in enumerate(units, start=1)],
        }  # fmt: skip
        try:
            answer = ask(
                workspace=workspace, task=TRANSLATION, system=SYSTEM.format(**names),
                user=json.dumps(question, ensure_ascii=False), schema=Units,
            )  # fmt: skip
        except EndpointUnavailable as error:
            raise TranslationUnavailable(
                "quota" if error.kind == "quota" else "failed", error.words
            ) from error
        texts = {unit.n: unit.text for unit in answer.units}
        return [texts.get(number, "") for number in range(1, len(units) + 1)]


def _batches(units: list[str]):
    batch: list[str] = []
    for unit in units:
        if batch and (len(batch) == AT_ONCE or sum(map(len, batch)) + len(unit) > LETTERS):
            yield batch
            batch = []
        batch.append(unit)
    if batch:
        yield batch
