"""Static files finders that return composed style sheets."""

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

DJANGO_PREFIX = "admin/css/"
IMPORT = re.compile(r'^@import url\(["\']([^"\']+)["\']\);\n', re.MULTILINE)


def with_imports(file: Path) -> Iterator[Path]:
    yield file
    for name in IMPORT.findall(file.read_text()):
        yield from with_imports(file.parent / name)


def compose(file: Path) -> str:
    return IMPORT.sub(lambda match: compose(file.parent / match[1]), file.read_text())


def without_comments(css: str) -> str:
    """Comments would be a fifth of what every page loads, compressed."""
    code, *rest = css.split("/*")
    return code + "".join(part.partition("*/")[2].lstrip() for part in rest)


class ComposedSheets:
    """Composes the sheets of a finder in a folder that lasts as long as the process."""

    @cached_property
    def _sheets(self) -> FileSystemStorage:
        folder = mkdtemp(prefix="style-sheets-")
        finalize(self, shutil.rmtree, folder, ignore_errors=True)
        return FileSystemStorage(location=folder)

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        paths = super().find(path, find_all=find_all, **kwargs)  # type: ignore[misc]
        if find_all:
            return [self._compose(path, match) or match for match in paths]
        return paths and (self._compose(path, paths) or paths)

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, Any]]:
        for path, storage in super().list(ignore_patterns):  # type: ignore[misc]
            is_composed = self._compose(path, storage.path(path))
            yield path, self._sheets if is_composed else storage

    def _compose(self, path: str, source: str) -> str | None:
        is_djangos, file = path.startswith(DJANGO_PREFIX), Path(source)
        if file.suffix != ".css" or not (is_djangos or IMPORT.search(file.read_text())):
            return None
        output = Path(self._sheets.path(path))
        # collectstatic copies a file only if it is newer than its copy.
        mtime = max(int(part.stat().st_mtime) for part in [*with_imports(file), Path(__file__)])
        if not output.exists() or output.stat().st_mtime != mtime:
            css = compose(file)
            css = f"@layer django {{\n{css}}}\n" if is_djangos else without_comments(css)
            _write_atomically(output, css, mtime)
        return str(output)


def _write_atomically(file: Path, css: str, mtime: int) -> None:
    # Replace the file in one step: another thread may be serving it.
    file.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", dir=file.parent, delete=False) as new:
        new.write(css)
    os.utime(new.name, (mtime, mtime))
    os.replace(new.name, file)


class ProjectFiles(ComposedSheets, FileSystemFinder):
    pass


class AppFiles(ComposedSheets, AppDirectoriesFinder):
    pass
