"""Gunicorn settings: `gunicorn --config pactdir/gunicorn.py`."""

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

from pactdir.outage.overload import is_overloaded

# For numpy, which imports use for boundaries: otherwise it starts threads before the fork.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
wsgi_app = "pactdir.wsgi:application"
# Loopback only, behind nginx.
bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
# Load the site before forking: an error stops gunicorn at once instead of each worker in turn, and
# no worker is still loading when it must stop.
preload_app = True
# Threads that read a request and wait for its response. Browsers open spare connections and keep
# them idle, which must not block a worker. Importing the whole country in the admin takes half a
# minute on a slow machine; gunicorn's timeout applies to the worker, not to a single thread.
threads = 64
# Threads that render, each with a database connection.
RENDER_THREADS = 4
# Threads reserved for health probes and for rejecting requests.
RESERVED_THREADS = 8
HEALTH_PATHS = ("/livez", "/readyz")
GC_THRESHOLDS = (50_000, 20, 20)  # thresholds of the three generations
# Otherwise the control socket would be created in the home folder.
control_socket_disable = True

# Gunicorn warns about each HEAD response, whose body Django leaves to the server to drop.
logging.getLogger("gunicorn.http.wsgi").setLevel(logging.ERROR)


class Worker(ThreadWorker):
    """Answers health probes, even if all threads wait for a page or a hanging database."""

    def init_process(self) -> None:
        self.render_pool = ThreadPoolExecutor(RENDER_THREADS, "render")
        self.slots = BoundedSemaphore(self.cfg.threads - RESERVED_THREADS)
        super().init_process()

    def handle_request(self, req: Any, conn: Any) -> Any:
        handle = super().handle_request
        if req.path in HEALTH_PATHS:
            return handle(req, conn)
        if not self.slots.acquire(blocking=False):
            return copy_context().run(self._handle_overload, handle, req, conn)
        try:
            return self.render_pool.submit(handle, req, conn).result()
        finally:
            self.slots.release()

    def _handle_overload(self, handle: Any, req: Any, conn: Any) -> Any:
        is_overloaded.set(True)
        return handle(req, conn)


worker_class = Worker


def when_ready(arbiter: Arbiter | None) -> None:
    # Freeze the heap before forking workers, and collect garbage less often. A page allocates
    # thousands of short-lived objects without cycles; the collector took 10 to 20 % of rendering
    # time.
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GC_THRESHOLDS)
    if arbiter:
        # Without this, systemd stops a new master (new_release.sh) together with the old one.
        sd_notify(f"MAINPID={os.getpid()}", arbiter.log)


def post_worker_init(worker: Worker) -> None:
    # Ignore Ctrl-C, which reaches the whole process group: the master stops its workers. A worker
    # that is signalled twice can deadlock while stopping its threads.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
