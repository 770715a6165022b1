"""Settings for gunicorn --config pactdir/gunicorn.py"""

import gc
import logging
import os
import signal
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from threading import BoundedSemaphore
from typing import Any

from gunicorn.arbiter import Arbiter
from gunicorn.systemd import sd_notify
from gunicorn.workers.gthread import ThreadWorker

from pactdir.outage.overload import is_full

wsgi_app = "pactdir.wsgi:application"
# Loopback only, behind nginx.
bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
# Load the site before forking: an error stops gunicorn at once instead of each worker in turn, and
# no worker is still loading when told to stop.
preload_app = True
# Threads that read a request and wait for its response. Browsers open spare connections and keep
# them idle: those must not block a worker. Importing the whole country in the admin takes half a
# minute on a slow machine: gunicorn's timeout concerns the worker, not a single thread.
threads = 64
# Threads that render, each with a database connection.
MAKERS = 4
# Threads reserved for health probes and for refusing requests.
SPARE = 8
HEALTH = ("/livez", "/readyz")
GARBAGE = (50_000, 20, 20)  # thresholds of the three generations
# No control socket in a home folder.
control_socket_disable = True

# Django leaves dropping the body of a HEAD response to the server: not worth a warning.
logging.getLogger("gunicorn.http.wsgi").setLevel(logging.ERROR)


class Worker(ThreadWorker):
    """Answers health probes however many requests wait for a page or a hanging database."""

    def init_process(self) -> None:
        self.makers = ThreadPoolExecutor(MAKERS, "maker")
        self.room = BoundedSemaphore(self.cfg.threads - SPARE)
        super().init_process()

    def handle_request(self, req: Any, conn: Any) -> Any:
        make = super().handle_request
        if req.path in HEALTH:
            return make(req, conn)
        if not self.room.acquire(blocking=False):
            return copy_context().run(self._turn_away, make, req, conn)
        try:
            return self.makers.submit(make, req, conn).result()
        finally:
            self.room.release()

    def _turn_away(self, make: Any, req: Any, conn: Any) -> Any:
        """With a cached copy, or else with 503."""
        is_full.set(True)
        return make(req, conn)


worker_class = Worker


def when_ready(arbiter: Arbiter | None) -> None:
    """Freeze the heap before forking workers, and collect garbage less often.

    A page allocates thousands of short-lived objects without cycles: the collector took 10 to 20 %
    of rendering.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GARBAGE)
    if arbiter:
        # A new release has a new master (new_release.sh): else systemd stops it with the old one.
        sd_notify(f"MAINPID={os.getpid()}", arbiter.log)


def post_worker_init(worker: Worker) -> None:
    """Ignore Ctrl-C, which reaches the whole process group: the master stops its workers.

    Signalled twice, a worker can deadlock while stopping its threads.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
