"""A static file is compressed once, and again only after it changed."""

import gzip
import os

import brotli
import pytest

from pactdir.deploy.static_files import StaticFilesStorage


@pytest.fixture
def file(tmp_path):
    file = tmp_path / "site.css"
    file.write_text("black " * 100)
    return file


def compress(file):
    return (
        StaticFilesStorage(location=file.parent).create_compressor(quiet=True).compress(str(file))
    )


def decompressed(file):
    br, gz = (file.with_name(file.name + suffix).read_bytes() for suffix in (".br", ".gz"))
    return brotli.decompress(br).decode(), gzip.decompress(gz).decode()


def mark_compressed_files(file):
    """Overwrite the compressed files without changing their mtime, to detect whether they are
    replaced.
    """
    mtime = file.stat().st_mtime
    for suffix, compress_ in ((".br", brotli.compress), (".gz", gzip.compress)):
        compressed = file.with_name(file.name + suffix)
        compressed.write_bytes(compress_(b"as it was"))
        os.utime(compressed, (mtime, mtime))


def test_compresses_a_file_once(file):
    paths = compress(file)

    assert paths == [f"{file}.br", f"{file}.gz"]
    assert decompressed(file) == ("black " * 100,) * 2
    mark_compressed_files(file)
    assert compress(file) == paths
    assert decompressed(file) == ("as it was",) * 2


def test_compresses_again_after_a_change(file):
    compress(file)
    mark_compressed_files(file)
    file.write_text("white " * 100)
    os.utime(file, (0, 1_700_000_000))

    compress(file)

    assert decompressed(file) == ("white " * 100,) * 2


@pytest.mark.parametrize("suffix", [".br", ".gz"])
def test_compresses_again_if_one_file_is_missing(file, suffix):
    compress(file)
    mark_compressed_files(file)
    file.with_name(file.name + suffix).unlink()

    compress(file)

    assert decompressed(file) == ("black " * 100,) * 2
