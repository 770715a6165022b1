"""Static files, compressed once.

Every `make run` collects them; compressing them all again took longer than the rest of it together.
"""

from pathlib import Path
from typing import Any

from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

FORMS = (".br", ".gz")
AS_OLD = 0.001  # seconds: a float holds no nanoseconds


class OnlyWhatChanged(Compressor):
    def compress(self, path: str) -> list[str]:
        made = [Path(path + form) for form in FORMS]
        if all(one.exists() and _are_as_old(one, Path(path)) for one in made):
            return [str(one) for one in made]
        return list(super().compress(path))


def _are_as_old(one: Path, other: Path) -> bool:
    """A compressed form gets the age of its file once it is written in full."""
    return abs(one.stat().st_mtime - other.stat().st_mtime) < AS_OLD


class StaticFiles(CompressedManifestStaticFilesStorage):
    def create_compressor(self, **kwargs: Any) -> Compressor:
        return OnlyWhatChanged(**kwargs)
