"""Commands and environments for measuring on SQLite and on PostgreSQL."""

from __future__ import annotations

import os
import secrets
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
