from datetime import timedelta

from django.apps import AppConfig
from django.db.backends.signals import connection_created


class CoreConfig(AppConfig):
    name = "yangfan.core"
    label = "core"

    def ready(self):
        from yangfan.core import languages, postgres
        from yangfan.core.jobs import autopilot, running, schedule

        languages.fall_back_to_english()
        connection_created.connect(postgres.plan_quickly)
        autopilot.register(
            autopilot.Job(
                key="core.requeue_orphans",
                title="",
                what="",
                order=900,
                hidden=True,
                every=timedelta(seconds=15),
                run=schedule.requeue_orphans,
            )  # fmt: skip
        )
        autopilot.register(
            autopilot.Job(
                key="core.forget_finished_tasks",
                title="",
                what="",
                order=910,
                hidden=True,
                every=timedelta(days=1),
                run=schedule.forget_finished_tasks,
            )  # fmt: skip
        )
        autopilot.register(
            autopilot.Job(
                key="core.forget_old_runs", title="", what="", order=911, hidden=True, every=timedelta(days=1),
                run=schedule.forget_old_runs,
            )
        )  # fmt: skip
        autopilot.register(
            autopilot.Job(
                key="core.autopilot", title="", what="", order=1, hidden=True, every=timedelta(seconds=2),
                run=running.start_due_now,
            )
        )  # fmt: skip
