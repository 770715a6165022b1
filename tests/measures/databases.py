"""Commands and environments for measuring on SQLite and on PostgreSQL."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent.parent
# Command prefixes; the one of PostgreSQL sets DATABASE_URL itself.
DATABASES = {"SQLite": [], "PostgreSQL": ["bash", "tests/on_postgresql.sh"]}


def environment_in(folder: Path) -> dict[str, str]:
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "pactdir.settings",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "DATABASE_URL": f"sqlite:///{folder}/pactdir.sqlite3",
        "STATIC_ROOT": f"{folder}/static",
        "ALLOWED_HOSTS": "127.0.0.1",
        "HTTPS": "off",
        "REDIS_URL": "",
    }


def run_on_each(module: str, argument: str) -> int:
    """Run `python -m module argument --here` on an empty database of each kind; 1 if one fails.

    With ON=SQLite or ON=PostgreSQL in the environment, on that kind only.
    """
    red, chosen = 0, os.environ.get("ON")
    for name in [chosen] if chosen else DATABASES:
        before = DATABASES[name]
        with tempfile.TemporaryDirectory() as work:
            (Path(work) / "static").mkdir()
            print(f"=== {name}", flush=True)
            command = [*before, sys.executable, "-m", module, argument, "--here"]
            environment = environment_in(Path(work)) | {"ALLOWED_HOSTS": "testserver"}
            red |= subprocess.run(command, cwd=PROJECT, env=environment).returncode
    return red


def in_test_environment(work: Callable[[int], int], number: int) -> int:
    from django.conf import settings  # noqa: PLC0415 (only now is there anything to import)
    from django.test import override_settings  # noqa: PLC0415
    from django.test.utils import setup_test_environment  # noqa: PLC0415

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    setup_test_environment()
    with override_settings(STORAGES=settings.STORAGES | {"staticfiles": plain}):
        return work(number)
