"""What is measured on SQLite and on PostgreSQL alike: a command, and the environment it runs in."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent.parent
# What goes before a command; the second sets DATABASE_URL itself.
DATABASES = {"SQLite": [], "PostgreSQL": ["bash", "tests/on_postgresql.sh"]}


def environment_in(folder: Path) -> dict[str, str]:
    """Of a site by itself, that keeps all of its files in that folder."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "pactdir.settings",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "DATABASE_URL": f"sqlite:///{folder}/pactdir.sqlite3",
        "STATIC_ROOT": f"{folder}/static",
        "ALLOWED_HOSTS": "127.0.0.1",
        "HTTPS": "off",
        "REDIS_URL": "",
    }
