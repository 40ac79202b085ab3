"""The `work` process: the task worker, with the relay of the event stream and the clock beside it."""

import os
import signal
import socket
import threading

from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from yangfan.core.jobs import schedule
from yangfan.events import public as events


def main() -> None:
    """Run until SIGTERM or Ctrl-C; what was begun is finished or will be begun again."""
    name = f"{socket.gethostname()[:32]}-{os.getpid()}-{get_random_string(6)}"
    stop = threading.Event()
    threads = [
        threading.Thread(target=schedule.run_forever, args=(name, stop), name="clock"),
        threading.Thread(target=events.relay_forever, args=(stop,), name="relay"),
    ]
    for thread in threads:
        thread.daemon = True
        thread.start()
    worker = Worker(
        queue_names=["*"], excluded_queue_names=[], interval=0.25, batch=False, backend_name="default",
        startup_delay=False, max_tasks=None, worker_id=name,
    )  # fmt: skip

    def finish(*_):
        stop.set()
        worker.running = False

    signal.signal(signal.SIGTERM, finish)
    signal.signal(signal.SIGINT, finish)
    worker.run()
    stop.set()
    for thread in threads:
        thread.join(5)
