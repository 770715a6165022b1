"""Which release of the site this is, known by what its pages are made of: nobody has to set it."""

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.apps import apps
from django.conf import settings

# Of the settings, those that are printed on a page.
PRINTED = ("CONTROLLER_", "SECURITY_")


@cache
def release() -> str:
    """Another one after every deploy that may change a page, be it one letter of a style sheet."""
    made_of = sha256()
    for file in sorted(_files()):
        made_of.update(f"\0{file}\0".encode())
        made_of.update(file.read_bytes())
    for name in sorted(dir(settings)):
        if name.startswith(PRINTED):
            made_of.update(f"\0{name}={getattr(settings, name)!r}".encode())
    # A back-up put back beside the old database counts its versions anew.
    database = settings.DATABASES["default"]
    made_of.update(repr([database.get(name) for name in ("HOST", "PORT", "NAME")]).encode())
    return made_of.hexdigest()


def _files() -> Iterator[Path]:
    """All there is of the site itself, what it is installed with, and what collectstatic made."""
    base = settings.BASE_DIR
    own_apps = [Path(app.path) for app in apps.get_app_configs() if Path(app.path).parent == base]
    for folder in [*own_apps, base / "templates", base / "static"]:
        for file in folder.rglob("*"):
            if file.is_file() and "__pycache__" not in file.parts:
                yield file
    for file in [base / "requirements.txt", Path(settings.STATIC_ROOT) / "staticfiles.json"]:
        if file.is_file():
            yield file
