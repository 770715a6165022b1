"""Rows of pictures: what is required, until when they are shown, and how they are withdrawn."""

from datetime import date, timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.utils import timezone

from regions.history.restoring import as_recorded, deleted_records, prepare_undelete, undelete
from regions.models import ERASED, People, Picture, Preview, Region
from regions.pictures.files import FOLDER, clear_unused, withdraw
from regions.pictures.views import preview_url
from regions.rights import Rights
from regions.writing.changing import changing
from tests import make
from tests.regions.pictures.images import a_stored_picture

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 30)
CONSENT = {"consent_holder": "Voorbeeldschool, administratie", "consent_until": DAY}


def stored_names():
    try:
        return set(storages["default"].listdir(FOLDER.name)[1])
    except FileNotFoundError:
        return set()


@pytest.mark.parametrize(
    "fields",
    [
        {"alt": "", "is_decorative": False},
        {"alt": "Een robot", "is_decorative": True},
        {"credit": ""},
        {"permission": ""},
        {"people": ""},
        {"people": People.ADULTS},
        {"people": People.ADULTS, **CONSENT, "consent_holder": ""},
        {"people": People.ADULTS, **CONSENT, "consent_until": None},
        {"people": People.CHILDREN, **CONSENT},
        {"digest": ""},
    ],
)
def test_a_picture_without_consent_or_description_is_not_saved(fields):
    with pytest.raises(ValidationError):
        make.a_picture(**fields)


@pytest.mark.parametrize(
    "fields",
    [
        {"alt": "", "is_decorative": True},
        {"people": People.ADULTS, **CONSENT},
        {"people": People.CHILDREN, **CONSENT, "parents_agreed": True},
    ],
)
def test_a_picture_with_consent_and_description_is_saved(fields):
    assert make.a_picture(**fields).pk


def test_is_shown_through_the_last_day_of_the_consent():
    picture = make.a_picture(people=People.ADULTS, **CONSENT)
    following = DAY + timedelta(1)

    assert picture.is_shown(DAY)
    assert not picture.is_shown(following)
    assert list(Picture.objects.shown(DAY)) == [picture]
    assert list(Picture.objects.shown(following)) == []


@pytest.mark.parametrize(
    ("maker", "is_public"),
    [
        (make.an_article, True),
        (make.a_partner, True),
        (make.an_offer, True),
        (make.a_school, True),
        (lambda **fields: make.an_article(**make.drafts, **fields), False),
        (lambda **fields: make.a_partner(**make.drafts, **fields), False),
        (lambda **fields: make.an_offer(**make.drafts, **fields), False),
        (lambda **fields: make.a_school(**make.drafts, **fields), False),
    ],
)
def test_is_public_if_a_published_row_shows_it(maker, is_public):
    picture = make.a_picture(region=None)
    assert not Picture.objects.public(DAY).exists()

    maker(picture=picture)

    assert Picture.objects.public(DAY).exists() == is_public


def test_is_public_on_the_page_of_its_region():
    picture = make.a_picture()
    picture.region.picture = picture
    picture.region.save()
    assert list(Picture.objects.public(DAY)) == [picture]

    picture.region.published_from = None
    picture.region.save()
    assert not Picture.objects.public(DAY).exists()


def test_belongs_to_the_region_of_the_row_that_shows_it():
    with pytest.raises(ValidationError, match="andere regio"):
        make.an_article(region=make.a_region(), picture=make.a_picture())
    picture = make.a_picture()
    assert make.an_article(region=picture.region, picture=picture).picture == picture


def test_withdrawing_erases_all_files_and_texts_in_the_history_too(
    django_capture_on_commit_callbacks,
):
    other = a_stored_picture()
    picture = a_stored_picture(caption="Robotarm in het lokaal", alt="Een robotarm")
    article = make.an_article(region=picture.region, picture=picture)
    assert {*picture.file_names, *other.file_names} <= stored_names()
    names = picture.file_names
    first = picture.history.last()

    with django_capture_on_commit_callbacks(execute=True):
        withdraw(picture, DAY)

    assert not stored_names() & set(names)
    assert set(other.file_names) <= stored_names()
    article.refresh_from_db()
    assert article.picture_on(DAY) is None
    for row in [Picture.objects.get(pk=picture.pk), *picture.history.all()]:
        assert {getattr(row, name) for name in Picture.erased_texts} == {""}
        assert {getattr(row, name) for name in Picture.erased_required_texts} == {ERASED}
    first.refresh_from_db()
    restored = as_recorded(picture, first, ())
    assert (restored.caption, restored.digest) == ("", "")
    assert not restored.is_shown(DAY)


def a_preview_of(picture):
    user = make.a_user()
    return Preview.objects.create(
        digest="d" * 64,
        title="Open dag",
        html=f'<img src="{preview_url(picture, 400, "webp")}" alt="{picture.alt}">',
        made_by=user,
        expires_at=timezone.now() + timedelta(days=7),
    )


def log_entry_of(picture):
    kind = ContentType.objects.get_for_model(Picture)
    return LogEntry.objects.create(
        user=make.a_user(),
        content_type=kind,
        object_id=str(picture.pk),
        object_repr=str(picture),
        action_flag=2,
    )


def test_withdrawing_deletes_previews_that_show_it_and_its_name_in_the_log():
    other, picture = a_stored_picture(name="Zaag"), a_stored_picture(name="Robotarm van klas 2b")
    for shown in (other, picture):
        log_entry_of(shown)
    a_preview_of(picture)

    withdraw(picture, DAY)

    assert not Preview.objects.exists()
    assert list(LogEntry.objects.order_by("pk").values_list("object_repr", flat=True)) == [
        "Zaag",
        ERASED,
    ]


def test_a_picture_that_is_deleted_with_its_region_is_withdrawn(
    django_capture_on_commit_callbacks,
):
    picture = a_stored_picture(caption="Robotarm in het lokaal")
    names, key = set(picture.file_names), picture.pk
    a_preview_of(picture)
    assert names <= stored_names()

    with django_capture_on_commit_callbacks(execute=True), changing():
        picture.region.delete()

    assert not names & stored_names()
    assert not Preview.objects.exists()
    records = list(Picture.history.filter(id=key))
    assert [record.history_type for record in records] == ["-", "+"]
    assert {(record.caption, record.digest, record.name) for record in records} == {
        ("", "", ERASED)
    }


def test_a_region_is_restored_with_its_pictures_withdrawn(django_capture_on_commit_callbacks):
    picture = a_stored_picture()
    with django_capture_on_commit_callbacks(execute=True), changing():
        picture.region.delete()
    rights = Rights(is_national=True)
    record = deleted_records(Region, rights).get()

    with changing():
        left = undelete(prepare_undelete(record, rights), lambda row: True, rights)

    assert left == []
    restored = Picture.objects.get()
    assert (restored.region.name, restored.state(DAY)) == (picture.region.name, "ingetrokken")


def test_files_are_kept_if_the_withdrawal_is_rolled_back(django_capture_on_commit_callbacks):
    picture = a_stored_picture()
    with django_capture_on_commit_callbacks(execute=False):
        withdraw(picture, DAY)
    assert stored_names()


def test_only_files_of_uploads_that_were_never_saved_are_cleared():
    clear_unused(timezone.now() + timedelta(days=2))  # files of other tests
    names = set(a_stored_picture().file_names)
    FOLDER.store(f"{'f' * 40}-400.webp", b"nooit opgeslagen")
    now = timezone.now()

    assert clear_unused(now) == 0  # its row may still be saved
    assert clear_unused(now + timedelta(days=2)) == 1
    assert names <= stored_names()
    assert f"{'f' * 40}-400.webp" not in stored_names()
