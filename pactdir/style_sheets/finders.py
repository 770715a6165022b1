"""Finders that hand out composed style sheets: to collectstatic, and to a server that asks them."""

import os
import re
import shutil
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from tempfile import NamedTemporaryFile, mkdtemp
from typing import Any
from weakref import finalize

from django.contrib.staticfiles.finders import AppDirectoriesFinder, FileSystemFinder
from django.core.files.storage import FileSystemStorage

OF_DJANGO = "admin/css/"
IMPORT = re.compile(r'^@import url\(["\']([^"\']+)["\']\);\n', re.MULTILINE)


def parts(file: Path) -> Iterator[Path]:
    """The sheet and all it imports."""
    yield file
    for name in IMPORT.findall(file.read_text()):
        yield from parts(file.parent / name)


def composed(file: Path) -> str:
    return IMPORT.sub(lambda found: composed(file.parent / found[1]), file.read_text())


class ComposedSheets:
    """A finder's sheets, composed in a folder that lasts as long as the process."""

    @cached_property
    def _sheets(self) -> FileSystemStorage:
        folder = mkdtemp(prefix="style-sheets-")
        finalize(self, shutil.rmtree, folder, ignore_errors=True)
        return FileSystemStorage(location=folder)

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        found = super().find(path, find_all=find_all, **kwargs)  # type: ignore[misc]
        if find_all:
            return [self._compose(path, one) or one for one in found]
        return found and (self._compose(path, found) or found)

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, Any]]:
        for path, storage in super().list(ignore_patterns):  # type: ignore[misc]
            is_composed = self._compose(path, storage.path(path))
            yield path, self._sheets if is_composed else storage

    def _compose(self, path: str, found: str) -> str | None:
        """Where the composed sheet is; nothing where the file goes out as it is."""
        is_of_django, file = path.startswith(OF_DJANGO), Path(found)
        if file.suffix != ".css" or not (is_of_django or IMPORT.search(file.read_text())):
            return None
        made = Path(self._sheets.path(path))
        # As old as its youngest part: collectstatic leaves alone what is no younger than its copy.
        age = max(int(part.stat().st_mtime) for part in [*parts(file), Path(__file__)])
        if not made.exists() or made.stat().st_mtime != age:
            css = composed(file)
            _write(made, f"@layer django {{\n{css}}}\n" if is_of_django else css, age)
        return str(made)


def _write(file: Path, css: str, age: int) -> None:
    """Whole or not at all, for another thread may be handing it out."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", dir=file.parent, delete=False) as new:
        new.write(css)
    os.utime(new.name, (age, age))
    os.replace(new.name, file)


class ProjectFiles(ComposedSheets, FileSystemFinder):
    pass


class AppFiles(ComposedSheets, AppDirectoriesFinder):
    pass
