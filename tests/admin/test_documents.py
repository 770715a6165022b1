"""Uploading, downloading and deleting documents in the admin."""

import io

import pikepdf
import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models.signals import post_save

from news.models import Article, ArticleDocument
from partners.models import Offer, OfferDocument
from regions.admin_documents import MAX_FILES, TOO_MANY_FILES
from regions.documents.checking import check
from regions.models import Region, RegionDocument
from regions.writing.changing import open_change_id
from tests import make
from tests.admin.filling import address, opened
from tests.regions.documents import pdfs
from tests.regions.documents.pdfs import stored_documents, with_file

OWNERS = {
    Region: (RegionDocument, lambda region, **fields: region),
    Article: (ArticleDocument, lambda region, **fields: make.an_article(region=region, **fields)),
    Offer: (OfferDocument, lambda region, **fields: make.an_offer(region=region, **fields)),
}
NEW = {"name": "Jaarplan 2026", "dated": "2025", "source": "Techniekpact"}


@pytest.fixture
def region(db):
    return make.a_region(name="West-Friesland")


@pytest.fixture
def leader(client, region):
    client.force_login(make.an_assignment(region=region).user)
    return client


def upload(data, name="Notulen Geheim (3).pdf"):
    return SimpleUploadedFile(name, data, "application/pdf")


def form_with_row(client, model, row, data, **values):
    form = opened(client, model, row)
    form.add_row("documents", **{**NEW, "upload": upload(data), **values})
    return form


@pytest.mark.parametrize("model", OWNERS)
def test_a_leader_adds_a_document_in_the_form_of_its_page(leader, region, model):
    page = OWNERS[model][1](region)

    answer = form_with_row(leader, model, page, pdfs.with_metadata()).send()

    assert (answer.saved, answer.errors) == (True, {})
    document = page.documents.get()
    assert (document.name, document.source) == ("Jaarplan 2026", "Techniekpact")
    assert document.file_name in stored_documents()
    assert not [name for name in stored_documents() if "Notulen" in name]
    response = leader.get(document.file_url)
    data = b"".join(response)
    assert len(data) == document.size
    assert response["Content-Disposition"] == 'attachment; filename="jaarplan-2026.pdf"'
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == "Document"  # erasing or changing the title leaves no copy
    assert b"Geheim" not in data
    # Saving the form again changes nothing.
    assert opened(leader, model, page).send().saved
    assert page.documents.get().history.count() == 1


def test_a_leader_adds_one_without_javascript(leader, region):
    form = opened(leader, RegionDocument)
    form.update({**NEW, "region": str(region.pk), "upload": upload(pdfs.a_pdf())})
    assert form.send().saved
    assert region.documents.get().file_name in stored_documents()


@pytest.mark.parametrize("name", pdfs.hostile())
def test_a_hostile_file_is_refused_and_nothing_is_stored(leader, region, name):
    article, before = make.an_article(region=region), stored_documents()
    answer = form_with_row(leader, Article, article, pdfs.hostile()[name]).send()
    assert set(answer.errors) == {"documents-0-upload"}
    assert answer["documents-0-name"] == "Jaarplan 2026"
    assert (article.documents.count(), stored_documents()) == (0, before)


@pytest.mark.parametrize("model", OWNERS)
@pytest.mark.parametrize("in_form_of", ["its page", "the document"])
def test_a_file_is_rewritten_before_the_change_and_once_if_the_save_is_refused(
    leader, region, model, in_form_of, monkeypatch
):
    document_model, a_page = OWNERS[model]
    page, changes_open = a_page(region), []

    def observed(upload):
        changes_open.append(open_change_id())
        return check(upload)

    def refuse(**kwargs):
        raise ValidationError("Een ander was u voor.")

    monkeypatch.setattr("regions.admin_documents.check", observed)
    post_save.connect(refuse, sender=document_model)
    if in_form_of == "its page":
        form = form_with_row(leader, model, page, pdfs.a_pdf())
    else:
        form = opened(leader, document_model)
        form.update({**NEW, document_model.owner_field: str(page.pk)})
        form["upload"] = upload(pdfs.a_pdf())
    try:
        answer = form.send()
    finally:
        post_save.disconnect(refuse, sender=document_model)

    assert "Een ander was u voor." in str(answer.errors)
    assert changes_open == [None]


def test_more_files_than_a_form_may_add_are_refused(leader, region):
    form, before = opened(leader, Region, region), stored_documents()
    rows = [form.add_row("documents", **NEW) for _ in range(MAX_FILES + 1)]

    answer = sent_with_files(form, rows)
    assert answer.errors == {f"{rows[-1]}-upload": [TOO_MANY_FILES]}
    assert stored_documents() == before

    answer[f"{rows[-1]}-DELETE"] = "on"
    assert sent_with_files(answer, rows[:-1]).saved
    assert region.documents.count() == MAX_FILES


def sent_with_files(form, rows):
    form.update({f"{row}-upload": upload(pdfs.a_pdf()) for row in rows})
    return form.send()


def test_the_form_asks_for_the_file_again_after_an_error(leader, region):
    before = stored_documents()
    answer = form_with_row(leader, Region, region, pdfs.a_pdf(), source="").send()
    assert "Noem de bron" in answer.errors["documents-0-source"][0]
    assert stored_documents() == before

    answer["documents-0-source"] = "Techniekpact"
    answer["documents-0-upload"] = ""
    assert "Kies het dan opnieuw" in answer.send().errors["documents-0-upload"][0]


def test_a_file_is_not_replaced(leader, region):
    document = with_file(make.a_region_document(region=region))
    form = opened(leader, Region, region)
    form["documents-0-upload"] = upload(pdfs.with_metadata())
    form["documents-0-name"] = "Jaarverslag"

    assert form.send().saved
    stored = region.documents.get()
    assert (stored.name, stored.file_key) == ("Jaarverslag", document.file_key)


@pytest.mark.parametrize("model", OWNERS)
def test_a_leader_deletes_a_document_with_its_file(
    leader, region, model, django_capture_on_commit_callbacks
):
    document_model, a_page = OWNERS[model]
    page = a_page(region)
    document = with_file(make.MAKERS[document_model](**{document_model.owner_field: page}))
    url = document.file_url
    form = opened(leader, model, page)
    form["documents-0-DELETE"] = "on"

    with django_capture_on_commit_callbacks(execute=True):
        assert form.send().saved

    assert not page.documents.exists()
    assert document.file_name not in stored_documents()
    assert leader.get(url).status_code == 404


def test_the_file_of_a_draft_is_downloaded_in_the_admin_only(leader, client, region):
    article = make.an_article(region=region, **make.drafts)
    document = with_file(make.an_article_document(article=article))
    form = opened(leader, Article, article)

    link = form.soup.select_one("#documents-group .field-file_shown a")["href"]
    response = leader.get(link)

    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert response["Content-Disposition"].startswith("attachment")
    assert leader.get(document.file_url).status_code == 404
    client.logout()
    assert client.get(link).status_code == 302


def test_a_leader_has_no_documents_of_another_region(leader, region):
    other = with_file(make.a_region_document(region=make.a_region(**make.drafts)))
    for page in ("change", "file", "delete"):
        assert leader.get(address(RegionDocument, page, other.pk)).status_code in (302, 404)
    form = opened(leader, RegionDocument)
    form.update({**NEW, "region": str(other.region_id), "upload": upload(pdfs.a_pdf())})
    before = stored_documents()
    assert "region" in form.send().errors
    assert stored_documents() == before


def test_an_editor_adds_documents_to_drafts_only(client, region):
    client.force_login(make.an_assignment(region=region, role="editor").user)
    draft, public = make.an_article(region=region, **make.drafts), make.an_article(region=region)

    assert form_with_row(client, Article, draft, pdfs.a_pdf()).send().saved
    assert opened(client, Article, public).soup.select_one("#documents-0") is None
    assert draft.documents.count() == 1


def test_a_preview_names_the_document_without_a_link(leader, region):
    draft = make.an_article(region=region, **make.drafts)
    form = form_with_row(leader, Article, draft, pdfs.a_pdf())
    data = {name: value for name, value in form.items() if value not in ([], None)}
    data = {name: value for name, value in data.items() if "__prefix__" not in name}

    preview = leader.post(form.where, {**data, "_preview": "Voorbeeld"})["Location"]

    block = BeautifulSoup(leader.get(preview).content, "lxml").select_one("#documenten")
    assert block.li.get_text(" ", strip=True).startswith("Jaarplan 2026 (pdf, 1 kB)")
    assert not block.select("a")
    assert not draft.documents.exists()


@pytest.mark.parametrize("model", OWNERS)
def test_no_file_is_read_for_a_row_of_another_region(leader, monkeypatch, model):
    read = []
    monkeypatch.setattr("regions.admin_documents.check", lambda data: read.append(data) or data)
    page = OWNERS[model][1](make.a_region())
    form = {"documents-0-upload": upload(pdfs.a_pdf())}

    answer = leader.post(address(model, "change", page.pk), form)

    assert answer.status_code in (302, 403)
    assert read == []
    assert not page.documents.exists()
