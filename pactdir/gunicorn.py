"""How the site is served: gunicorn --config pactdir/gunicorn.py"""

import gc
import logging
import os
import signal

from gunicorn.arbiter import Arbiter
from gunicorn.workers.base import Worker

wsgi_app = "pactdir.wsgi:application"
# On loopback only: the world reaches it through nginx.
bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
# Load the site before there are workers: a mistake stops it at once instead of each worker in
# turn, and no worker is still loading when it is told to stop.
preload_app = True
# A browser opens connections ahead and keeps them idle: that shall not hold up a whole worker.
# And whoever loads the whole country in the admin waits half a minute on a slow machine: gunicorn's
# timeout looks at the worker, which goes on answering, and not at what one of its threads does.
threads = 4
GARBAGE = (50_000, 20, 20)  # new things until the youngest are looked at, and how often the older
# No socket for remote control in someone's home folder.
control_socket_disable = True

# Django leaves it to the server to drop the body of an answer to HEAD; that is no news.
logging.getLogger("gunicorn.http.wsgi").setLevel(logging.ERROR)


def when_ready(arbiter: Arbiter | None) -> None:
    """Let the garbage collector pass over what was loaded, and come by less often.

    A page makes thousands of small things and drops them all by itself: looking for circles among
    them, and among all that was loaded, took a tenth to a fifth of the time of making it.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GARBAGE)


def post_worker_init(worker: Worker) -> None:
    """Leave Ctrl-C, which reaches the whole group, to the master: it tells its workers itself.

    A worker told twice at once can lock up in the middle of stopping its threads.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
