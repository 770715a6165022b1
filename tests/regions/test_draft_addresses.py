"""A row gets its slug on first publication, and reserves none before that."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from news.models import Article, Event
from partners.models import Partner
from regions.directory import OldSlug
from regions.models import Region
from regions.writing.changing import changing
from schools.models import School
from tests import make

MAKERS = {
    Article: make.an_article,
    Event: make.an_event,
    Partner: make.a_partner,
    Region: make.a_region,
    School: make.a_school,
}


@pytest.fixture(params=MAKERS, ids=[model.__name__ for model in MAKERS])
def makes(request, db):
    return MAKERS[request.param]


def a_draft(makes, name="Open dag", **fields):
    return makes(**{"name": name, "slug": "open-dag", "published_from": None} | fields)


def published(row, **fields):
    row.published_from = make.PUBLISHED
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()
    return row.slug


def test_a_draft_does_not_reserve_a_slug(makes):
    first, second = a_draft(makes), a_draft(makes)

    assert type(first)(name="Open dag", published_from=make.PUBLISHED).free_slug() == "open-dag"
    assert published(second) == "open-dag"
    assert published(first) == "open-dag-2"


def test_an_unpublished_page_keeps_its_slug(makes):
    first, second = a_draft(makes), a_draft(makes)
    published(first)
    first.published_from = None
    first.save()

    assert published(second) == "open-dag-2"
    assert published(first, name="Anders") == "open-dag"


def test_a_draft_does_not_take_a_former_slug(makes):
    row = makes(name="Iets", slug="open-dag")
    row.slug = "iets"
    row.save()

    assert published(a_draft(makes)) == "open-dag-2"


def test_the_slug_of_a_draft_follows_its_name_until_published(makes):
    row = a_draft(makes, name="Concept", slug="concept")
    row.name = "Open dag"
    row.save()
    assert published(row) == "open-dag"

    row.name = "Open huis"
    row.save()

    assert row.slug == "open-dag"
    assert not OldSlug.objects.exists()


def test_a_slug_chosen_for_a_draft_is_used_if_free(makes):
    row = a_draft(makes, slug="welkom")
    row.name = "Anders"
    row.save()

    assert published(row) == "welkom"


def test_a_former_slug_of_a_draft_does_not_redirect(makes):
    row = a_draft(makes)
    row.slug = "anders"
    row.save()

    assert not OldSlug.objects.exists()


def test_saving_only_the_publication_date_saves_the_slug(makes):
    published(a_draft(makes))
    row = a_draft(makes)

    row.published_from = make.PUBLISHED
    row.save(update_fields=["published_from"])

    assert type(row).objects.get(pk=row.pk).slug == "open-dag-2"


def test_two_pages_cannot_share_a_slug(makes):
    published(a_draft(makes))
    other = makes(slug="eigen")

    other.slug = "open-dag"
    with pytest.raises(ValidationError) as refusal:
        other.save()
    with pytest.raises(IntegrityError), changing():
        type(other).objects.filter(pk=other.pk).update(slug="open-dag")

    assert list(refusal.value.message_dict) == ["slug"]


def test_an_import_may_use_the_slug_of_a_draft(db):
    a_draft(make.a_school, slug="tabor")
    assert School.taken_slugs() == set()

    make.a_school(slug="tabor")

    assert School.taken_slugs() == {"tabor"}
