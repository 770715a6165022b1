"""Uploads are re-encoded at three widths, or refused with a sentence in Dutch."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from PIL import Image, ImageCms, ImageFile

from regions.pictures import encoding
from regions.pictures.encoding import encode
from tests.regions.pictures import images

HOSTILE = images.hostile()
REASONS = {
    value for name, value in vars(encoding).items() if name.isupper() and isinstance(value, str)
}


def opened(result, width, extension="webp"):
    return Image.open(BytesIO(result.files[f"{result.digest}-{width}.{extension}"]))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_dutch(name):
    with pytest.raises(ValidationError) as refused:
        encode(HOSTILE[name], 1)
    assert set(refused.value.messages) <= REASONS


@pytest.mark.parametrize("name", ["jpeg without its end", "png with too little data"])
def test_a_truncated_file_is_refused_also_after_a_pdf_was_made(name, monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as WeasyPrint sets it

    with pytest.raises(ValidationError):
        encode(HOSTILE[name], 1)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("svg", encoding.IS_SVG),
        ("svg with a declaration", encoding.IS_SVG),
        ("gif", encoding.UNKNOWN),
        ("30,000 x 30,000", encoding.TOO_MANY_PIXELS),
        ("just too many pixels", encoding.TOO_MANY_PIXELS),
        ("animated png", encoding.ANIMATED),
        ("animated webp", encoding.ANIMATED),
        ("jpeg cut in half", encoding.DAMAGED),
        ("png cut in half", encoding.DAMAGED),
        ("jpeg and zip", encoding.HIDES_MORE),
        ("png and more", encoding.HIDES_MORE),
        ("webp and more", encoding.HIDES_MORE),
        ("jpeg with a script in a comment", encoding.HIDES_MORE),
        ("too many bytes", encoding.TOO_MANY_BYTES),
        ("one pixel", encoding.TOO_SMALL),
        ("a strip", encoding.TOO_LONG),
        ("empty", encoding.EMPTY),
    ],
)
def test_the_message_says_what_to_do(name, reason):
    with pytest.raises(ValidationError) as refused:
        encode(HOSTILE[name], 1)
    assert refused.value.messages == [reason]


def test_a_photograph_gets_three_widths_in_each_format():
    result = encode(images.jpeg((2000, 1500)), 1)

    assert (result.width, result.height) == (1600, 1200)
    names = {name.partition("-")[2] for name in result.files}
    extensions = ["webp", *(["avif"] if result.has_avif else [])]
    assert names == {f"{width}.{ext}" for ext in extensions for width in (400, 800, 1600)}
    assert opened(result, 400).size == (400, 300)
    assert all(opened(result, 800, extension).size == (800, 600) for extension in extensions)


def test_a_small_picture_is_not_enlarged():
    result = encode(images.png((500, 400)), 1)

    assert {name.partition("-")[2] for name in result.files if name.endswith("webp")} == {
        "400.webp",
        "500.webp",
    }


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP"])
def test_nothing_else_in_the_file_is_kept(format_):
    exif = Image.Exif()
    exif[0x010E] = "Klas 2b van juf Geheim"
    exif.get_ifd(0x8825)[2] = (52.0, 38.0, 33.0)
    upload = images.encoded(images.drawing(), format_, exif=exif)
    assert b"Geheim" in upload

    result = encode(upload, 1)

    for name, data in result.files.items():
        assert b"Geheim" not in data
        assert b"Exif" not in data
        image = Image.open(BytesIO(data))
        assert not image.getexif(), name
        assert "icc_profile" not in image.info


def test_a_photograph_taken_sideways_is_rotated_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    upload = images.encoded(images.drawing((800, 600)), "JPEG", exif=exif)

    result = encode(upload, 1)

    assert (result.width, result.height) == (600, 800)


@pytest.mark.parametrize("mode", ["L", "P", "CMYK", "RGBA", "LA", "1", "I;16"])
def test_every_colour_mode_is_read(mode):
    format_ = "JPEG" if mode == "CMYK" else "PNG"
    image = images.drawing((500, 400), mode if mode != "I;16" else "L")
    if mode == "I;16":
        image = image.convert("I").point(lambda value: value * 256).convert("I;16")

    result = encode(images.encoded(image, format_), 1)

    dark, light = opened(result, 500).convert("L").getextrema()
    assert dark < 60
    assert light > 195


def test_transparency_becomes_white():
    image = Image.new("RGBA", (500, 400), (200, 0, 0, 0))

    result = encode(images.encoded(image, "PNG"), 1)

    assert min(opened(result, 500).convert("RGB").getpixel((10, 10))) > 250


def test_a_colour_profile_is_applied_and_a_broken_one_ignored():
    good = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for profile in (good, b"geen profiel" * 20):
        result = encode(images.jpeg(icc_profile=profile), 1)
        assert opened(result, 800).size == (800, 600)


def test_only_the_first_frame_is_kept():
    image = images.drawing()
    upload = images.encoded(image, "MPO", save_all=True, append_images=[image.rotate(180)])

    assert encode(upload, 1).width == 800


def test_file_names_are_derived_from_content_and_region():
    upload = images.jpeg()

    assert encode(upload, 1).digest == encode(upload, 1).digest
    assert encode(upload, 1).digest != encode(upload, 2).digest
    assert encode(upload, 1).digest != encode(images.jpeg((900, 600)), 1).digest
