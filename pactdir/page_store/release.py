"""A hash of everything that pages depend on, so that nobody has to set a release number."""

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.apps import apps
from django.conf import settings

# Prefixes of settings whose values are shown on pages.
SHOWN_SETTINGS = ("CONTROLLER_", "SECURITY_")


@cache
def release() -> str:
    digest = sha256()
    for file in sorted(_files()):
        digest.update(f"\0{file}\0".encode())
        digest.update(file.read_bytes())
    for name in sorted(dir(settings)):
        if name.startswith(SHOWN_SETTINGS):
            digest.update(f"\0{name}={getattr(settings, name)!r}".encode())
    # A restored backup repeats content versions.
    database = settings.DATABASES["default"]
    digest.update(repr([database.get(name) for name in ("HOST", "PORT", "NAME")]).encode())
    return digest.hexdigest()


def _files() -> Iterator[Path]:
    base = settings.BASE_DIR
    own_apps = [Path(app.path) for app in apps.get_app_configs() if Path(app.path).parent == base]
    for folder in [*own_apps, base / "templates", base / "static"]:
        for file in folder.rglob("*"):
            if file.is_file() and "__pycache__" not in file.parts:
                yield file
    for file in [base / "requirements.txt", Path(settings.STATIC_ROOT) / "staticfiles.json"]:
        if file.is_file():
            yield file
