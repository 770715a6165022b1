"""Rows of documents: when they are public, and what deleting them erases."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from regions.clock import AsOf
from regions.documents.files import FOLDER, clear_unused
from regions.history.restoring import deleted_records, prepare_undelete, undelete
from regions.models import Region, RegionDocument
from regions.rights import Rights
from regions.stored_files import UNUSED_LIFETIME
from regions.writing.changing import changing
from tests import make
from tests.regions.documents.pdfs import stored_documents, with_file

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 30)
OWNERS = {
    "region": (make.a_region_document, make.a_region),
    "article": (make.an_article_document, make.an_article),
    "offer": (make.an_offer_document, make.an_offer),
}


@pytest.mark.parametrize("owner", OWNERS)
def test_is_public_if_its_page_is(owner):
    a_document, an_owner = OWNERS[owner]
    public = a_document(**{owner: an_owner()})
    a_document(**{owner: an_owner(**make.drafts)})
    a_document(file_key="")

    assert list(type(public).objects.public(DAY)) == [public]


def test_an_article_of_a_draft_region_does_not_make_it_public():
    article = make.an_article(region=make.a_region(**make.drafts))
    document = make.an_article_document(article=article)
    assert not type(document).objects.public(DAY).exists()


def test_is_not_shown_as_of_a_past_date():
    document = make.a_region_document()
    rows = document.region.documents
    assert list(rows.as_of(AsOf.of(DAY))) == [document]
    assert not rows.as_of(AsOf(DAY, date(2021, 1, 1))).exists()


@pytest.mark.parametrize("fields", [{"name": ""}, {"source": ""}])
def test_a_document_without_title_or_source_is_not_saved(fields):
    with pytest.raises(ValidationError):
        make.a_region_document(**fields)


@pytest.mark.parametrize(
    ("size", "words"), [(1, "pdf, 1 kB"), (240_400, "pdf, 240 kB"), (1_260_000, "pdf, 1,3 MB")]
)
def test_says_its_kind_and_size(size, words):
    assert make.a_region_document(size=size).kind_and_size == words


@pytest.mark.parametrize(
    ("name", "download"),
    [("Jaarplan 2026: één", "jaarplan-2026-een.pdf"), ("…", "document.pdf")],
)
def test_is_downloaded_under_its_title(name, download):
    assert make.a_region_document(name=name).download_name == download


@pytest.mark.parametrize("owner", OWNERS)
@pytest.mark.parametrize("with_its_page", [False, True])
def test_deleting_erases_the_file_and_its_address_in_the_history(
    owner, with_its_page, django_capture_on_commit_callbacks
):
    document, other = with_file(OWNERS[owner][0]()), with_file(make.a_region_document())
    model, key, name = type(document), document.pk, document.file_name
    assert {name, other.file_name} <= stored_documents()

    with django_capture_on_commit_callbacks(execute=True), changing():
        (getattr(document, owner) if with_its_page else document).delete()

    assert name not in stored_documents()
    assert other.file_name in stored_documents()
    assert {record.file_key for record in model.history.filter(id=key)} == {""}


def test_the_file_is_kept_if_the_deletion_is_rolled_back(django_capture_on_commit_callbacks):
    document = with_file(make.a_region_document())
    name = document.file_name
    with django_capture_on_commit_callbacks(execute=False):
        document.delete()
    assert name in stored_documents()


def test_a_region_is_restored_with_its_documents_without_their_files():
    document = with_file(make.a_region_document())
    with changing():
        document.region.delete()
    rights = Rights(is_national=True)
    record = deleted_records(Region, rights).get()

    with changing():
        left = undelete(prepare_undelete(record, rights), lambda row: True, rights)

    assert left == []
    restored = RegionDocument.objects.get()
    assert (restored.name, restored.file_key) == (document.name, "")
    assert not RegionDocument.objects.public(DAY).exists()


def test_only_files_of_uploads_that_were_never_saved_are_cleared():
    later = timezone.now() + 2 * UNUSED_LIFETIME
    clear_unused(later)  # files of other tests
    document = with_file(make.a_region_document())
    FOLDER.store(f"{'f' * 40}.pdf", b"%PDF-nooit opgeslagen")

    assert clear_unused(timezone.now()) == 0  # its row may still be saved
    assert clear_unused(later) == 1
    assert stored_documents() == {document.file_name}
