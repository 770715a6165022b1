"""How the site is served allows what takes long."""

import re
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
