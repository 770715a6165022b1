"""How the site is served allows what takes long."""

import re
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from gunicorn.config import Config

from pactdir import gunicorn


def test_a_long_import_in_the_admin_is_cut_off_by_neither_gunicorn_nor_nginx():
    """A worker with threads goes on telling that it lives, whatever one of them does."""
    config = Config()
    config.set("threads", gunicorn.threads)
    readme = (Path(settings.BASE_DIR) / "README.md").read_text()

    assert config.worker_class_str == "gthread"
    assert not hasattr(gunicorn, "worker_class")
    (seconds,) = re.findall(r"proxy_read_timeout (\d+)s;", readme)
    assert int(seconds) >= 120


def test_the_garbage_collector_passes_over_what_was_loaded_before_there_are_workers():
    """In a process of its own: it holds for all that a process does."""
    told = """
import gc
from pactdir import gunicorn
gunicorn.when_ready(None)
print(gc.get_freeze_count() > 10_000, gc.get_threshold() == gunicorn.GARBAGE)
"""
    run = [sys.executable, "-c", told]
    done = subprocess.run(run, cwd=settings.BASE_DIR, capture_output=True, text=True, check=True)

    assert gunicorn.preload_app
    assert done.stdout.split() == ["True", "True"]
