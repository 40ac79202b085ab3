"""Pipelines: the stages a workspace's deals go through, and how likely a deal at each becomes an order."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from yangfan.accounts.public import Workspace
from yangfan.crm.deals.models import CLOSED_STAGES, Deal, Pipeline, PipelineStage, Stage

USUAL = ((Stage.NEW, 10), (Stage.QUOTED, 30), (Stage.SAMPLE, 50), (Stage.NEGOTIATION, 70))
MOST_STAGES = 8


class PipelineRefused(ValueError):
    """The pipeline cannot be so; the text is a code: no_stages, too_many, name_taken, last_one, has_deals."""


@dataclass(frozen=True)
class WantedStage:
    """A stage as a person wrote it; `key` is empty for a new one."""

    name: str
    probability: int
    key: str = ""


def pipelines_of(workspace: Workspace) -> list[Pipeline]:
    """Return the workspace's pipelines with `open_stages` on each; the usual one is made when there is none."""
    rows = list(Pipeline.objects.of(workspace)) or [_make_usual(workspace)]
    stages = list(PipelineStage.objects.of(workspace))
    for pipeline in rows:
        pipeline.open_stages = [stage for stage in stages if stage.pipeline_id == pipeline.pk]
    return rows


def first_pipeline(workspace: Workspace) -> Pipeline:
    """Return the pipeline a deal goes into when nobody says which."""
    return Pipeline.objects.of(workspace).first() or _make_usual(workspace)


def _make_usual(workspace: Workspace) -> Pipeline:
    with transaction.atomic():
        pipeline, is_new = Pipeline.objects.of(workspace).get_or_create(workspace=workspace, name="")
        if is_new:
            PipelineStage.objects.bulk_create(
                PipelineStage(workspace=workspace, pipeline=pipeline, key=key, probability=share, position=at)
                for at, (key, share) in enumerate(USUAL)
            )
    return pipeline


def open_keys(pipeline: Pipeline) -> list[str]:
    """Return the keys of the open stages, in order."""
    return list(
        PipelineStage.objects.of(pipeline.workspace_id)
        .filter(pipeline=pipeline)
        .values_list("key", flat=True)
    )


def stage_titles(workspace: Workspace) -> dict[tuple[int, str], str]:
    """Return the words for every (pipeline id, stage key), won and lost included."""
    pipelines = pipelines_of(workspace)
    closed = {(one.pk, key.value): str(key.label) for one in pipelines for key in CLOSED_STAGES}
    return {(one.pk, stage.key): str(stage) for one in pipelines for stage in one.open_stages} | closed


@transaction.atomic
def set_stages(*, pipeline: Pipeline, stages: list[WantedStage]) -> None:
    """Make these the stages of a pipeline, in this order; one that deals stand at must stay. Raises PipelineRefused."""
    if not stages:
        raise PipelineRefused("no_stages")
    if len(stages) > MOST_STAGES:
        raise PipelineRefused("too_many")
    known = {
        stage.key: stage
        for stage in PipelineStage.objects.of(pipeline.workspace_id).filter(pipeline=pipeline)
    }
    gone = set(known) - {one.key for one in stages}
    if Deal.objects.of(pipeline.workspace_id).filter(pipeline=pipeline, stage__in=gone).exists():
        raise PipelineRefused("has_deals")
    PipelineStage.objects.of(pipeline.workspace_id).filter(pipeline=pipeline, key__in=gone).delete()
    taken = set(known)
    for position, wanted in enumerate(stages):
        stage = known.get(wanted.key) or PipelineStage(
            workspace_id=pipeline.workspace_id, pipeline=pipeline, key=_new_key(wanted.name, taken)
        )
        taken.add(stage.key)
        stage.name = "" if wanted.name == str(_unnamed(stage.key)) else wanted.name[:40]
        stage.probability, stage.position = min(max(wanted.probability, 0), 100), position
        stage.save()


def _unnamed(key: str) -> PipelineStage:
    return PipelineStage(key=key)


def _new_key(name: str, taken: set[str]) -> str:
    start = slugify(name)[:8] or "stage"
    tries = [start, *(f"{start}-{number}" for number in range(2, 100))]
    return next(key for key in tries if key not in taken and key not in CLOSED_STAGES)


@transaction.atomic
def add_pipeline(*, workspace: Workspace, name: str) -> Pipeline:
    """Add a pipeline that begins with the usual stages. Raises PipelineRefused."""
    first_pipeline(workspace)
    rows = Pipeline.objects.of(workspace)
    if not name.strip() or rows.filter(name=name.strip()).exists():
        raise PipelineRefused("name_taken")
    last = rows.aggregate(last=Max("position"))["last"] or 0
    pipeline = Pipeline.objects.create(workspace=workspace, name=name.strip()[:80], position=last + 1)
    set_stages(
        pipeline=pipeline,
        stages=[WantedStage(str(key.label), share) for key, share in USUAL],
    )
    return pipeline


@transaction.atomic
def delete_pipeline(*, pipeline: Pipeline) -> None:
    """Remove a pipeline without deals; the last one stays. Raises PipelineRefused."""
    if Deal.objects.of(pipeline.workspace_id).filter(pipeline=pipeline).exists():
        raise PipelineRefused("has_deals")
    if Pipeline.objects.of(pipeline.workspace_id).count() == 1:
        raise PipelineRefused("last_one")
    pipeline.delete()
