"""What a browser gets compressed is made once, and anew when its file is another."""

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


def forms(file):
    br, gz = (file.with_name(file.name + form).read_bytes() for form in (".br", ".gz"))
    return brotli.decompress(br).decode(), gzip.decompress(gz).decode()


def marked(file):
    """Put something else in the compressed forms, of the same age, to see whether it stays."""
    age = file.stat().st_mtime
    for form, squeeze in ((".br", brotli.compress), (".gz", gzip.compress)):
        other = file.with_name(file.name + form)
        other.write_bytes(squeeze(b"as it was"))
        os.utime(other, (age, age))


def test_makes_every_form_once(file):
    made = compress(file)

    assert made == [f"{file}.br", f"{file}.gz"]
    assert forms(file) == ("black " * 100,) * 2
    marked(file)
    assert compress(file) == made
    assert forms(file) == ("as it was",) * 2


def test_makes_them_anew_for_a_file_of_another_age(file):
    compress(file)
    marked(file)
    file.write_text("white " * 100)
    os.utime(file, (0, 1_700_000_000))

    compress(file)

    assert forms(file) == ("white " * 100,) * 2


@pytest.mark.parametrize("form", [".br", ".gz"])
def test_makes_what_was_broken_off(file, form):
    compress(file)
    marked(file)
    file.with_name(file.name + form).unlink()

    compress(file)

    assert forms(file) == ("black " * 100,) * 2
