"""Compresses only files that pages request, and only if they changed, to keep `make run` fast."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

SUFFIXES = (".br", ".gz")
# Names with a hash, and the sheets that error pages request without one. A source map, which no
# page requests, is larger than all other files together.
REQUESTED = re.compile(r"^css/|\.[0-9a-f]{12}\.(?!map$)\w+$")
MTIME_TOLERANCE = 0.001  # seconds; a float cannot hold nanoseconds


class IncrementalCompressor(Compressor):
    def compress(self, path: str) -> list[str]:
        compressed = [Path(path + suffix) for suffix in SUFFIXES]
        if all(file.exists() and _is_up_to_date(file, Path(path)) for file in compressed):
            return [str(file) for file in compressed]
        return list(super().compress(path))


def _is_up_to_date(compressed: Path, file: Path) -> bool:
    # A compressed file gets the mtime of its source once it is complete.
    return abs(compressed.stat().st_mtime - file.stat().st_mtime) < MTIME_TOLERANCE


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    def create_compressor(self, **kwargs: Any) -> Compressor:
        return IncrementalCompressor(**kwargs)

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        yield from super().compress_files(filter(REQUESTED.search, paths))
