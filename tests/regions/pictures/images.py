"""Images for tests: plain ones, and sixty that must be refused."""

import io
import struct
import zipfile
import zlib
from functools import cache

from PIL import Image

from regions.pictures.encoding import encode
from regions.pictures.files import store
from tests import make

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600"><script>1</script></svg>'
SCRIPT = b"<script>alert(1)</script>"
PNG_START, PNG_END = b"\x89PNG\r\n\x1a\n", b"\0\0\0\0IEND\xaeB`\x82"


def drawing(size=(800, 600), mode="RGB", colour=None):
    """An image of many colours, so that it cannot be encoded in a few bytes."""
    image = Image.linear_gradient("L").resize(size)
    return image.convert("RGB").convert(mode) if mode != "L" else image


def encoded(image, format_="JPEG", **options):
    file = io.BytesIO()
    image.save(file, format_, **options)
    return file.getvalue()


def jpeg(size=(800, 600), **options):
    return encoded(drawing(size), "JPEG", **options)


def png(size=(800, 600), mode="RGB", **options):
    return encoded(drawing(size, mode), "PNG", **options)


def webp(size=(800, 600), **options):
    return encoded(drawing(size), "WEBP", **options)


def chunk(kind, data):
    check = struct.pack(">I", zlib.crc32(kind + data))
    return struct.pack(">I", len(data)) + kind + data + check


def png_of_size(width, height, rows=b""):
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(rows or b"\0" * 1000)
    return PNG_START + chunk(b"IHDR", header) + chunk(b"IDAT", data) + PNG_END


def animated(format_):
    frames = [drawing((500, 400)), drawing((500, 400)).rotate(90)]
    return encoded(frames[0], format_, save_all=True, append_images=frames[1:], duration=100)


def zip_file():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("index.html", SCRIPT)
    return file.getvalue()


def jpeg_with_comment(comment):
    return encoded(drawing(), "JPEG", comment=comment)


def with_gps(**options):
    exif = Image.Exif()
    exif[0x010E], exif[0x010F] = "Klas 2b van juf Geheim", "Geheim merk"
    exif.get_ifd(0x8825)[2] = (52.0, 38.0, 33.0)
    return encoded(drawing(), "JPEG", exif=exif, **options)


@cache
def hostile():
    """Map names to the bytes of files, none of which may be stored."""
    plain, whole_png, whole_webp = jpeg(), png(), webp()
    files = {
        "empty": b"",
        "one byte": b"\xff",
        "text": b"Een foto van de open dag",
        "zeros": b"\0" * 10_000,
        "html": b"<!doctype html><html><body>" + SCRIPT,
        "svg": SVG,
        "svg with a declaration": b'<?xml version="1.0"?>\n' + SVG,
        "svg after spaces": b"\n \t" + SVG,
        "svg with a comment": b"<!-- tekening -->" + SVG,
        "svg in utf-16": SVG.decode().encode("utf-16"),
        "compressed svg": zlib.compress(SVG),
        "pdf": b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF",
        "postscript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 500 500\n",
        "zip": zip_file(),
        "program": b"\x7fELF" + b"\0" * 200,
        "heic": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 100,
        "gif": encoded(drawing((500, 400), "P"), "GIF"),
        "animated gif": animated("GIF"),
        "bmp": encoded(drawing((500, 400)), "BMP"),
        "tiff": encoded(drawing((500, 400)), "TIFF"),
        "icon": encoded(drawing((256, 256)), "ICO"),
        "ppm": encoded(drawing((500, 400)), "PPM"),
        "tga": encoded(drawing((500, 400)), "TGA"),
        "jpeg 2000": encoded(drawing((500, 400)), "JPEG2000"),
        "pcx": encoded(drawing((500, 400)), "PCX"),
        "animated png": animated("PNG"),
        "animated webp": animated("WEBP"),
        "30,000 x 30,000": png_of_size(30_000, 30_000),
        "a huge width": png_of_size(2_000_000_000, 500),
        "a huge height": png_of_size(500, 2_000_000_000),
        "just too many pixels": png_of_size(7_100, 7_100),
        "no width": png_of_size(0, 500),
        "jpeg of 65,000 x 65,000": _jpeg_of_size(65_000, 65_000),
        "webp of 16,000 x 16,000": _webp_of_size(16_000, 16_000),
        "too narrow": jpeg((300, 250)),
        "one pixel": png((1, 1)),
        "too low": jpeg((800, 100)),
        "a strip": jpeg((2000, 400)),
        "a column": jpeg((400, 2000)),
        "jpeg cut in half": plain[: len(plain) // 2],
        "jpeg without its end": plain[:-200],
        "jpeg header only": plain[:100],
        "png cut in half": whole_png[: len(whole_png) // 2],
        "png without its end": whole_png[:-12],
        "png with a wrong checksum": whole_png[:60] + b"\xff" + whole_png[61:],
        "png with too little data": png_of_size(800, 600),
        "png with a broken stream": whole_png.replace(b"IDAT", b"IDAT\xff\xff", 1),
        "webp cut in half": whole_webp[: len(whole_webp) // 2],
        "webp header only": whole_webp[:30],
        "jpeg and zip": plain + zip_file(),
        "png and zip": whole_png + zip_file(),
        "webp and zip": whole_webp + zip_file(),
        "jpeg and html": plain + b"<html>" + SCRIPT,
        "png and pdf": whole_png + b"%PDF-1.7\n",
        "webp and more": whole_webp + b"x" * 5000,
        "png and more": whole_png + b"x" * 5000,
        "gif that is a script": b"GIF89a/*" + b"\0" * 50 + b"*/=1;" + SCRIPT,
        "jpeg with a script in a comment": jpeg_with_comment(SCRIPT),
        "jpeg with php in a comment": jpeg_with_comment(b"<?php system($_GET[0]); ?>"),
        "jpeg with svg in a comment": jpeg_with_comment(SVG),
        "text that inflates": _png_with_text_that_inflates(),
        "too many bytes": plain + b"\0" * 15_000_000,
    }
    assert len(files) >= 60
    return files


def _jpeg_of_size(width, height):
    data = bytearray(jpeg((400, 300)))
    start = data.index(b"\xff\xc0") + 5
    data[start : start + 4] = struct.pack(">HH", height, width)
    return bytes(data)


def _webp_of_size(width, height):
    data = bytearray(webp((400, 300)))
    start = data.index(b"\x9d\x01\x2a") + 3
    data[start : start + 4] = struct.pack("<HH", width, height)
    return bytes(data)


def _png_with_text_that_inflates():
    text = b"Comment\0\0" + zlib.compress(b"A" * 100_000_000)
    return png()[:-12] + chunk(b"zTXt", text) + PNG_END


def a_stored_picture(size=(800, 600), **fields):
    """A Picture row together with its files."""
    region = fields.get("region") or make.a_region()
    result = encode(jpeg(size), region.pk)
    store(result)
    values = {"digest": result.digest, "width": result.width, "height": result.height}
    return make.a_picture(**{"region": region, "has_avif": result.has_avif, **values, **fields})
