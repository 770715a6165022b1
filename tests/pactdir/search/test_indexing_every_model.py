"""The index follows every model that an entry displays, however its rows are written."""

import pytest
from django.db import models, transaction

from pactdir.search.dependencies import dependencies
from pactdir.search.maintenance import problems
from regions.fields.rich_text import RichTextField
from regions.writing.changing import changing
from tests import make


@pytest.fixture(scope="module")
def _site(django_db_setup, django_db_blocker):
    """Built once; each test runs in a savepoint within this transaction."""
    with django_db_blocker.unblock(), transaction.atomic():
        build_site()
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _a_site_with_every_kind(_site, db):
    pass


def build_site():
    place = make.a_place(name="Hoorn")
    region = make.a_region()
    organisation = make.an_organisation()
    make.an_organisation_name(organisation=organisation)
    make.an_agreement(region=region, lead_organisation=organisation)
    make.a_goal(region=region)
    theme = make.a_theme()
    make.a_region_theme(region=region, theme=theme)
    school = make.a_school(place=place, board=organisation)
    make.a_former_name(school=school)
    make.a_school_participation(region=region, school=school)
    make.a_partner_participation(region=region, partner=make.a_partner(place=place))
    make.a_municipality_participation(region=region, municipality=place.municipality)
    old = make.a_municipality(valid_until="2021")
    make.a_succession(old=old, new=place.municipality)
    make.a_succession(old=make.a_municipality(valid_until="2011"), new=old, on="2012")
    make.an_article_theme(article=make.an_article(region=region), theme=theme)
    make.an_event_theme(event=make.an_event(school=school, place=place), theme=theme)


def free_text_fields(model):
    constrained = {
        *("slug", "code", "area_code", "brin", "location_code", "postcode", "kvk_number"),
        *("folded_name", "period", "cost_note"),
    }
    return [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | RichTextField)
        and not field.choices
        and field.editable
        and not isinstance(field, models.URLField | models.EmailField)
        and field.name not in constrained
    ]


# Only models that an entry displays.
for_each_model = pytest.mark.parametrize(
    "model", sorted(dependencies().models, key=str), ids=lambda model: model.__name__
)


@for_each_model
def test_saving_any_row_updates_the_index(model):
    make.a_row_of(model)
    assert problems() == []
    for row in model.objects.all():
        for name in free_text_fields(model):
            setattr(row, name, f"Anders {row.pk}")
        row.save()
        assert problems() == []


@for_each_model
def test_deleting_any_row_updates_the_index(model):
    for row in [*model.objects.all(), make.a_row_of(model)]:
        try:
            with transaction.atomic():
                row.delete()
        except models.ProtectedError:
            continue
        assert problems() == []


@for_each_model
def test_a_bulk_write_updates_the_index(model):
    row = make.a_row_of(model)
    texts = free_text_fields(model)
    for write in [
        lambda: model.objects.filter(pk=row.pk).update(**dict.fromkeys(texts, "In één keer")),
        lambda: model.objects.bulk_update([_rewritten(row) for row in model.objects.all()], texts),
    ]:
        with changing():
            if texts:
                write()
        assert problems() == []


def _rewritten(row):
    for name in free_text_fields(type(row)):
        setattr(row, name, f"Herschreven {row.pk}")
    return row
