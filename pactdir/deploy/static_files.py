"""Static files, compressed only when they changed: compressing all took most of `make run`."""

from pathlib import Path
from typing import Any

from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

SUFFIXES = (".br", ".gz")
AS_OLD = 0.001  # seconds: a float does not hold nanoseconds


class OnlyWhatChanged(Compressor):
    def compress(self, path: str) -> list[str]:
        compressed = [Path(path + suffix) for suffix in SUFFIXES]
        if all(file.exists() and _are_as_old(file, Path(path)) for file in compressed):
            return [str(file) for file in compressed]
        return list(super().compress(path))


def _are_as_old(compressed: Path, file: Path) -> bool:
    """A compressed file gets the mtime of its source once completely written."""
    return abs(compressed.stat().st_mtime - file.stat().st_mtime) < AS_OLD


class StaticFiles(CompressedManifestStaticFilesStorage):
    def create_compressor(self, **kwargs: Any) -> Compressor:
        return OnlyWhatChanged(**kwargs)
