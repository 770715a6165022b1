"""Which PDF files are accepted, and what is left of them."""

import io
import re

import pikepdf
import pytest
from django.core.exceptions import ValidationError

from regions.documents.checking import check
from tests.regions.documents import pdfs


def opened(upload):
    return pikepdf.open(io.BytesIO(check(upload)))


@pytest.mark.parametrize("name", pdfs.hostile())
def test_a_hostile_file_is_refused_in_dutch(name):
    with pytest.raises(ValidationError) as refusal:
        check(pdfs.hostile()[name])
    [message] = refusal.value.messages
    assert re.match("Dit |Deze pdf |In deze pdf ", message)


def test_author_file_name_and_title_are_dropped():
    data = check(pdfs.with_metadata())

    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages) == 1
        assert not pdf.docinfo.keys()
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == "Document"
            assert metadata["pdfuaid:part"] == "1"
            assert "dc:creator" not in metadata
        stored = b"".join(o.read_bytes() for o in pdf.objects if isinstance(o, pikepdf.Stream))
    assert b"Geheim" not in data + stored


def test_text_that_a_later_version_removed_is_dropped():
    upload = pdfs.with_earlier_version()
    assert pdfs.MARK.encode() in upload
    assert pdfs.MARK.encode() not in check(upload)


def test_links_to_sites_and_pages_are_kept():
    def change(pdf):
        link = pdfs._link(pdfs._action("/URI", URI=pikepdf.String("https://voorbeeld.example/")))
        pdf.pages[0].obj["/Annots"] = pikepdf.Array([link])
        pdf.Root["/OpenAction"] = pikepdf.Array([pdf.pages[0].obj, pikepdf.Name.Fit])

    with opened(pdfs.a_pdf(change)) as pdf:
        assert str(pdf.pages[0].Annots[0].A.URI) == "https://voorbeeld.example/"
        assert "/OpenAction" in pdf.Root


def test_the_same_upload_gives_the_same_file():
    assert check(pdfs.a_pdf()) == check(pdfs.a_pdf())
