"""What a form says of a file that the site did not receive, since it is too large."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from pactdir.importing.reading import files
from regions.models import Picture, RegionDocument
from regions.stored_files import MAX_BYTES, TOO_MANY_BYTES
from tests import make
from tests.admin.filling import opened

LIMIT = f"{MAX_BYTES // 1_000_000} MB"


def test_a_form_has_the_limit_of_all_uploads():
    assert files.MAX_BYTES == MAX_BYTES
    assert LIMIT in TOO_MANY_BYTES


@pytest.mark.parametrize("model", [RegionDocument, Picture])
def test_a_file_that_is_too_large_is_refused_with_the_limit(db, client, model):
    region = make.a_region()
    client.force_login(make.an_assignment(region=region).user)
    form = opened(client, model)
    form["upload"] = SimpleUploadedFile("groot.pdf", b"%PDF-" + b" " * MAX_BYTES)
    answer = form.send()

    assert not answer.saved
    assert f"Kies een bestand van hoogstens {LIMIT};" in answer.soup.text
