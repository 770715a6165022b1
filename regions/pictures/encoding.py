"""Decodes an untrusted upload and re-encodes it, dropping anything else that was in the file."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import cast

from django.core.exceptions import ValidationError
from PIL import Image, ImageCms, ImageFile, ImageOps, features

from regions.models.pictures import MAX_WIDTH, WIDTHS, file_name
from regions.stored_files import MAX_BYTES, TOO_MANY_BYTES

MAX_PIXELS = 50_000_000  # pixels of the largest phone camera
MIN_WIDTH, MIN_HEIGHT, MAX_RATIO = 400, 200, 4
FORMATS = ("JPEG", "PNG", "WEBP")
# Exceptions that Pillow raises for a damaged file.
DECODER_ERRORS = (
    *(OSError, ValueError, SyntaxError, EOFError, ArithmeticError, MemoryError),
    *(IndexError, TypeError, struct.error, zlib.error),
)
WEBP_QUALITY, AVIF_QUALITY, AVIF_SPEED = 78, 55, 8
# If found in an image, these belong to a second file hidden in it.
FOREIGN = re.compile(rb"<script|<\?php|<html|<!doctype|<svg[\s>]|%pdf-\d", re.IGNORECASE)

TOO_MANY_PIXELS = (
    "Deze afbeelding heeft te veel beeldpunten: hoogstens 50 miljoen. Sla haar kleiner op."
)
TOO_SMALL = "Deze afbeelding is te klein: minstens 400 beeldpunten breed en 200 hoog."
TOO_LONG = "Deze afbeelding is meer dan vier keer zo lang als breed. Snijd haar bij."
IS_SVG = "Een SVG kan niet: daar kan een programma in zitten. Sla de tekening op als PNG."
UNKNOWN = "Dit is geen JPEG, PNG of WebP. Sla de afbeelding zo op en probeer het opnieuw."
ANIMATED = "Een bewegende afbeelding kan niet. Kies er één beeld uit."
DAMAGED = "Dit bestand is beschadigd of niet compleet. Kies het origineel en probeer het opnieuw."
HIDES_MORE = "In dit bestand zit meer dan een afbeelding. Sla haar opnieuw op als JPEG of PNG."
EMPTY = "Dit bestand is leeg."


@dataclass(frozen=True)
class Encoded:
    digest: str
    width: int
    height: int
    has_avif: bool
    files: dict[str, bytes]  # encoded files by file name


def encode(upload: bytes, region: int | None) -> Encoded:
    """Raise ValidationError with a Dutch message unless this is one plain photograph or drawing.

    The digest depends on the region too, so that no region notices that another has this picture.
    """
    image = _scaled(_decode(upload), MAX_WIDTH)
    webp = {width: _webp(_scaled(image, width)) for width in _widths(image)}
    digest = sha256(f"{region}:".encode() + webp[image.width]).hexdigest()[:40]
    files = {file_name(digest, width, "webp"): data for width, data in webp.items()}
    if has_avif := bool(features.check("avif")):
        for width in webp:
            files[file_name(digest, width, "avif")] = _avif(_scaled(image, width))
    return Encoded(digest, image.width, image.height, has_avif, files)


@contextmanager
def _refusing_truncated_files() -> Iterator[None]:
    # WeasyPrint lets Pillow accept them, in the whole process.
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _decode(upload: bytes) -> Image.Image:
    _check_bytes(upload)
    try:
        # Reads the header only; `_check_header` decides whether to decode the rest.
        image = Image.open(BytesIO(upload), formats=FORMATS)
        _check_header(image)
        image.draft("RGB", (2 * MAX_WIDTH, 2 * MAX_WIDTH))  # saves memory for a large JPEG
        with _refusing_truncated_files():
            image.load()
        return _upright_in_srgb(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ValidationError(TOO_MANY_PIXELS) from None
    except Image.UnidentifiedImageError:
        raise ValidationError(IS_SVG if _is_svg(upload) else UNKNOWN) from None
    except DECODER_ERRORS as error:
        raise ValidationError(DAMAGED) from error


def _check_bytes(upload: bytes) -> None:
    if not upload:
        raise ValidationError(EMPTY)
    if len(upload) > MAX_BYTES:
        raise ValidationError(TOO_MANY_BYTES)
    if _is_svg(upload):
        raise ValidationError(IS_SVG)
    if FOREIGN.search(upload) or zipfile.is_zipfile(BytesIO(upload)):
        raise ValidationError(HIDES_MORE)
    if upload.startswith(b"\x89PNG\r\n") and not upload.rstrip(b"\0\r\n").endswith(
        b"IEND\xaeB`\x82"
    ):
        # A PNG ends here: anything after it is another file, or it was cut off.
        raise ValidationError(HIDES_MORE if b"IEND\xaeB`\x82" in upload else DAMAGED)
    if upload[:4] == b"RIFF" and len(upload) > int.from_bytes(upload[4:8], "little") + 9:
        raise ValidationError(HIDES_MORE)


def _is_svg(upload: bytes) -> bool:
    start = upload[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<svg", b"<?xml", b"<!--")) and b"<svg" in upload[:10_000].lower()


def _check_header(image: Image.Image) -> None:
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise ValidationError(TOO_MANY_PIXELS)
    # Many phones produce an MPO, a JPEG with further images: only the first one is used.
    if image.format != "MPO" and getattr(image, "n_frames", 1) > 1:
        raise ValidationError(ANIMATED)
    if max(width, height) > MAX_RATIO * min(width, height):
        raise ValidationError(TOO_LONG)


def _upright_in_srgb(image: Image.Image) -> Image.Image:
    image = _in_srgb(ImageOps.exif_transpose(image))
    if image.width < MIN_WIDTH or image.height < MIN_HEIGHT:
        raise ValidationError(TOO_SMALL)
    return image


def _in_srgb(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):  # 16 bits
        image = image.point(lambda value: value * (1 / 256)).convert("L")
    if "A" in image.getbands() or "transparency" in image.info:
        image = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, "white")
        paper.alpha_composite(image)
        return paper.convert("RGB")
    if image.mode in ("RGB", "CMYK") and (profile := image.info.get("icc_profile")):
        try:
            converted = ImageCms.profileToProfile(
                image,
                ImageCms.ImageCmsProfile(BytesIO(profile)),
                ImageCms.createProfile("sRGB"),
                outputMode="RGB",
            )
            return cast(Image.Image, converted)
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # if the profile is unreadable, keep the colours as they are
    return image.convert("RGB")


def _widths(image: Image.Image) -> Iterator[int]:
    yield from (width for width in WIDTHS if width < image.width)
    yield image.width


def _scaled(image: Image.Image, width: int) -> Image.Image:
    if image.width <= width:
        return image
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Image.Resampling.LANCZOS)


def _webp(image: Image.Image) -> bytes:
    return _saved(image, "WEBP", quality=WEBP_QUALITY, method=4)


def _avif(image: Image.Image) -> bytes:
    return _saved(image, "AVIF", quality=AVIF_QUALITY, speed=AVIF_SPEED)


def _saved(image: Image.Image, format_: str, **options: int) -> bytes:
    # A new image: metadata of the old one (EXIF, profile, comment) is left behind.
    bare = Image.new("RGB", image.size)
    bare.paste(image)
    file = BytesIO()
    bare.save(file, format_, **options)
    return file.getvalue()
