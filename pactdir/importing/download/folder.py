"""Downloads all official files, and replaces older ones in the folder once all are complete.

Until then they are kept in a hidden folder inside it. Complete files stay there if another one
fails, so that the next attempt fetches only the rest.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from time import time

from django.utils.text import slugify

from pactdir.importing.detection import kind_of
from pactdir.importing.download.fetching import Fetcher, Limits
from pactdir.importing.download.network import DownloadError, NetworkPolicy
from pactdir.importing.download.unpacking import unpack
from pactdir.importing.kinds.kind import Kind
from pactdir.importing.reading.files import Unreadable, read_bytes

PENDING_FOLDER = ".ophalen"
MAX_AGE_SECONDS = 24 * 3600  # after that, a newer edition may exist
YEAR = re.compile(r"(?<![0-9])20[0-9]{2}(?![0-9])")
LIMITS, PUBLIC = Limits(), NetworkPolicy()
Sources = Mapping[type[Kind], Iterable[str]]
# Called with a file name, the bytes received, and the total if known.
Progress = Callable[[str, int, int | None], None]


def file_names(sources: Sources) -> Iterator[tuple[type[Kind], str, str]]:
    """Yield each kind and URL, with the name of the file in the folder.

    Some files state their year only in their name, so years in a URL are kept.
    """
    for kind, urls in sources.items():
        names: set[str] = set()
        for url in urls:
            years = YEAR.findall(url.partition("?")[0].rpartition("/")[2])
            stem = "-".join([slugify(kind.name), *years])
            number = next(n for n in range(1, len(names) + 2) if _numbered(stem, n) not in names)
            names.add(_numbered(stem, number))
            suffix = ".csv" if kind.columns else ".geojson"
            yield kind, url, f"{_numbered(stem, number)}{suffix}"


def _numbered(stem: str, number: int) -> str:
    return f"{stem}-{number}" if number > 1 else stem


def download_all(
    sources: Sources,
    folder: Path,
    *,
    limits: Limits = LIMITS,
    policy: NetworkPolicy = PUBLIC,
    progress: Progress = lambda file, size, expected: None,
) -> list[Path]:
    """Replace older files in the folder once all are complete; create the folder if needed.

    Raises DownloadError with every file that failed, including those of an unexpected kind.
    """
    pending = folder / PENDING_FOLDER
    fetcher = Fetcher(limits, policy)
    files = list(file_names(sources))
    try:
        pending.mkdir(parents=True, exist_ok=True)
        _fetch_missing(fetcher, files, pending, progress)
        for _, _, name in files:
            (pending / name).replace(folder / name)
            _url_file(pending / name).unlink()
    except OSError as error:
        raise DownloadError.at(str(folder), "in die map is niet te schrijven.") from error
    finally:
        _remove_if_empty(pending)
    return [folder / name for _, _, name in files]


def _fetch_missing(
    fetcher: Fetcher, files: list[tuple[type[Kind], str, str]], pending: Path, progress: Progress
) -> None:
    errors = []
    for kind, url, name in files:
        if _is_complete(pending / name, url):
            continue
        try:
            _fetch(fetcher, kind, url, pending / name, progress)
        except DownloadError as error:
            errors.append(str(error))
        if fetcher.deadline.has_passed.is_set():
            break
    if errors:
        raise DownloadError(*errors)


def _fetch(fetcher: Fetcher, kind: type[Kind], url: str, path: Path, progress: Progress) -> None:
    part = path.with_name(f"{path.name}.deel")
    fetcher.fetch(url, part, lambda size, expected: progress(path.name, size, expected))
    try:
        _check(kind, part, url, fetcher.limits)
        _url_file(path).write_text(url)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _check(kind: type[Kind], path: Path, url: str, limits: Limits) -> None:
    try:
        unpack(kind, path, limits.size)
        detected = kind_of(path.name, read_bytes(path))
    except Unreadable as error:
        raise DownloadError.at(url, error.text) from error
    if detected is None or detected.name != kind.name:
        raise DownloadError.at(url, f"wat daar staat, is geen bestand met {kind.name}.")


def _url_file(path: Path) -> Path:
    """The file with the URL of a complete file, next to it."""
    return path.with_name(f"{path.name}.adres")


def _is_complete(path: Path, url: str) -> bool:
    if not path.is_file() or not _url_file(path).is_file():
        return False
    is_recent = 0 <= time() - path.stat().st_mtime < MAX_AGE_SECONDS
    return is_recent and _url_file(path).read_text() == url


def _remove_if_empty(pending: Path) -> None:
    with suppress(OSError):
        pending.rmdir()
