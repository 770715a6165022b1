"""Stores the files of the demo's pictures, which `drawings` made."""

from pathlib import Path

from regions.models import Picture
from regions.pictures.files import FOLDER as STORED

FOLDER = "pictures"


def store_pictures(fixtures: Path) -> None:
    """Store the files of all loaded pictures that are not withdrawn."""
    digests = set(Picture.objects.exclude(digest="").values_list("digest", flat=True))
    for file in sorted((fixtures / FOLDER).glob("*.webp")):
        if file.name.rpartition("-")[0] in digests:
            STORED.store(file.name, file.read_bytes())
