"""How the site is served: gunicorn --config pactdir/gunicorn.py"""

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
# On loopback only: the world reaches it through nginx.
bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
# Load the site before there are workers: a mistake stops it at once instead of each worker in
# turn, and no worker is still loading when it is told to stop.
preload_app = True
# Threads that read what is asked and wait for its answer. A browser opens connections ahead and
# keeps them idle: that shall not hold up a whole worker. And whoever loads the whole country in the
# admin waits half a minute on a slow machine: gunicorn's timeout looks at the worker, which goes on
# answering, and not at what one of its threads does.
threads = 64
# Threads that make the answers, each with its connection to the database.
MAKERS = 4
# Threads that are always there to say that the worker lives, or that there is no room.
SPARE = 8
HEALTH = ("/livez", "/readyz")
GARBAGE = (50_000, 20, 20)  # new things until the youngest are looked at, and how often the older
# No socket for remote control in someone's home folder.
control_socket_disable = True

# Django leaves it to the server to drop the body of an answer to HEAD; that is no news.
logging.getLogger("gunicorn.http.wsgi").setLevel(logging.ERROR)


class Worker(ThreadWorker):
    """However many wait for a page, or for a database that hangs: the worker says that it lives."""

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
        """With the last good copy, or else with 503."""
        is_full.set(True)
        return make(req, conn)


worker_class = Worker


def when_ready(arbiter: Arbiter | None) -> None:
    """Let the garbage collector pass over what was loaded, and come by less often.

    A page makes thousands of small things and drops them all by itself: looking for circles among
    them, and among all that was loaded, took a tenth to a fifth of the time of making it.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GARBAGE)
    if arbiter:
        # A new release is a new master (new_release.sh): else systemd ends it with the old one.
        sd_notify(f"MAINPID={os.getpid()}", arbiter.log)


def post_worker_init(worker: Worker) -> None:
    """Leave Ctrl-C, which reaches the whole group, to the master: it tells its workers itself.

    A worker told twice at once can lock up in the middle of stopping its threads.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
