"""The index follows every write, in the same transaction, whatever it is written by."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, models, transaction

from pactdir.models import EntryKind, SearchEntry, entry_key
from pactdir.search.checking import WHOLE, problems, rebuild
from pactdir.search.dependencies import dependencies
from pactdir.search.filling import fill_where_empty
from partners.models import Partner
from regions.fields.rich_text import RichTextField
from regions.writing.changing import changing
from schools.models import School
from tests import make

pytestmark = pytest.mark.django_db


def entry_of(kind, row):
    return SearchEntry.objects.get(pk=entry_key(kind, row.pk))


def a_peopled_site():
    """Rows of every kind, each told of by as many others as can be."""
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


def texts_of(model):
    """The columns of words that anyone may fill in as they like."""
    not_free = {"slug", "code", "brin", "location_code", "postcode", "kvk_number", "folded_name"}
    return [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | RichTextField)
        and not field.choices
        and field.editable
        and not isinstance(field, models.URLField | models.EmailField)
        and field.name not in not_free
    ]


# What an entry tells of; the others are no part of it.
each_model = pytest.mark.parametrize(
    "model", sorted(dependencies().models, key=str), ids=lambda model: model.__name__
)


@each_model
def test_whatever_is_saved_is_found_as_it_is_now(model):
    a_peopled_site()
    make.a_row_of(model)
    assert problems() == []
    for row in model.objects.all():
        for name in texts_of(model):
            setattr(row, name, f"Anders {row.pk}")
        row.save()
        assert problems() == []


@each_model
def test_whatever_is_deleted_is_found_no_more(model):
    a_peopled_site()
    for row in [*model.objects.all(), make.a_row_of(model)]:
        try:
            with transaction.atomic():
                row.delete()
        except models.ProtectedError:
            continue
        assert problems() == []


@each_model
def test_whatever_is_written_in_bulk_is_followed(model):
    a_peopled_site()
    row = make.a_row_of(model)
    texts = texts_of(model)
    for write in [
        lambda: model.objects.filter(pk=row.pk).update(**dict.fromkeys(texts, "In één keer")),
        lambda: model.objects.bulk_update([_retold(one) for one in model.objects.all()], texts),
    ]:
        with changing():
            if texts:
                write()
        assert problems() == []


def _retold(row):
    for name in texts_of(type(row)):
        setattr(row, name, f"Herschreven {row.pk}")
    return row


def test_rows_made_in_bulk_are_found_and_deleted_in_bulk_no_more():
    with changing():
        Partner.objects.bulk_create(
            Partner(name=f"P {n}", slug=f"p-{n}", kind="bedrijf", source="bron") for n in range(3)
        )
    assert SearchEntry.objects.filter(kind=EntryKind.PARTNER).count() == 3
    with changing():
        Partner.objects.filter(name="P 1").bulk_delete()
    assert [entry.title for entry in SearchEntry.objects.all()] == ["P 0", "P 2"]
    assert problems() == []


def test_what_is_moved_leaves_what_it_hung_below():
    here, there = make.a_school(), make.a_school()
    name = make.a_former_name(school=here, name="Clusius")
    name.school = there
    name.save()

    assert "clusius" not in entry_of(EntryKind.SCHOOL, here).words
    assert "clusius" in entry_of(EntryKind.SCHOOL, there).words
    assert problems() == []


def test_a_place_in_another_municipality_is_told_of_there():
    place = make.a_place(name="Obdam")
    before, now = place.municipality, make.a_municipality()
    place.municipality = now
    place.save()

    assert "obdam" not in entry_of(EntryKind.MUNICIPALITY, before).words
    assert "obdam" in entry_of(EntryKind.MUNICIPALITY, now).words


def test_a_name_of_two_reorganisations_ago_leads_to_what_it_became():
    oldest, old, new = (make.a_municipality(name=name) for name in ("Niedorp", "Kroon", "Dijk"))
    make.a_succession(old=old, new=new, on="2022-01-01")
    make.a_succession(old=oldest, new=old, on="2012-01-01")

    assert entry_of(EntryKind.MUNICIPALITY, new).shown["was"] == [
        ["Kroon", "2022-01-01"],
        ["Niedorp", "2022-01-01"],
    ]
    oldest.name = "Nieuwe Niedorp"
    oldest.save()
    assert problems() == []


def test_an_entry_is_there_before_the_transaction_ends_and_goes_with_it():
    class Undone(Exception):
        pass

    try:
        with transaction.atomic():
            school = make.a_school(name="Eik")
            assert entry_of(EntryKind.SCHOOL, school).title == "Eik"
            raise Undone
    except Undone:
        pass
    assert not SearchEntry.objects.filter(title="Eik").exists()
    assert problems() == []


def test_what_was_undone_within_a_change_is_not_found():
    school = make.a_school(name="Eik")
    with changing():
        other = make.a_school(name="Beuk")
        try:
            with changing():
                School.objects.filter(pk=school.pk).update(name="Els")
                other.delete()
                raise ValueError
        except ValueError:
            pass
    assert {entry.title for entry in SearchEntry.objects.filter(kind="school")} == {"Eik", "Beuk"}
    assert problems() == []


def test_a_save_that_changes_nothing_writes_no_entry(django_assert_num_queries):
    region = make.a_region()
    before = list(SearchEntry.objects.values())
    with changing() as change:
        change.touch(region)
    assert list(SearchEntry.objects.values()) == before


def test_what_is_not_searched_costs_nothing(django_assert_num_queries):
    region = make.a_region()
    make.a_contact(region=region)
    contact = make.a_contact(region=region, role="Projectleider", person_name="Jan Jansen")

    assert not any("jansen" in entry.words for entry in SearchEntry.objects.all())
    with changing() as change, django_assert_num_queries(0):
        change.touch(contact)


# --- whole or not ---


def test_the_index_made_anew_is_the_same(demo):
    before = list(SearchEntry.objects.values())
    assert len(before) > 100
    assert rebuild() == len(before)
    assert list(SearchEntry.objects.values()) == before


def checked():
    out = StringIO()
    call_command("check_search", stdout=out)
    return out.getvalue()


def test_a_whole_index_is_said_to_be(db):
    make.a_school()
    assert checked() == f"{WHOLE}\n"


@pytest.mark.parametrize("harm", ["gone", "other words", "of nothing"])
def test_an_index_that_is_not_whole_is_noticed_and_made_whole(harm):
    school = make.a_school(name="Eik")
    entries = SearchEntry.objects.filter(kind="school")
    if harm == "gone":
        entries.delete()
    elif harm == "other words":
        entries.update(words="beuk")
    else:
        entry = entry_of(EntryKind.SCHOOL, school)
        entry.id, entry.object_id = entry_key(EntryKind.SCHOOL, 999), 999
        entry.save()
    with pytest.raises(CommandError, match="rebuild_search"):
        checked()
    call_command("rebuild_search", stdout=StringIO())
    assert checked() == f"{WHOLE}\n"


def test_words_the_database_lost_are_noticed(db):
    make.a_school(name="Eik")
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "INSERT INTO pactdir_searchwords(pactdir_searchwords) VALUES ('delete-all')"
            )
        else:
            cursor.execute("DROP INDEX pactdir_searchentry_words")
    assert len(problems()) == 1


def test_the_order_of_names_the_database_lost_is_noticed(db):
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX pactdir_searchentry_names")
    assert problems() == ["De index pactdir_searchentry_names is er niet."]


def test_the_triggers_of_sqlite_are_there(db):
    """A migration that remakes the table drops them: it must make them again."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER pactdir_searchwords_update")
        assert problems() == ["De trigger pactdir_searchwords_update is er niet."]
    else:
        assert problems() == []


def test_a_site_that_was_there_before_the_index_has_one_after_the_migration(db):
    make.a_school()
    SearchEntry.objects.all().delete()
    fill_where_empty(using="default")
    assert problems() == []


def test_an_index_that_is_there_is_left_alone_by_a_migration(db):
    make.a_school()
    SearchEntry.objects.filter(kind="school").delete()
    fill_where_empty(using="default")
    assert not SearchEntry.objects.filter(kind="school").exists()


# --- what is in it ---


def test_what_may_be_seen_follows_from_every_owner():
    region = make.a_region(published_from=date(2030, 1, 1))
    school = make.a_school(published_from=None)
    event = make.an_event(region=region, published_from=date(2025, 1, 1))
    hidden = make.an_event(region=region, school=school)

    assert entry_of(EntryKind.EVENT, event).shown_from == date(2030, 1, 1)
    assert entry_of(EntryKind.EVENT, hidden).shown_from is None
    school.published_from = date(2031, 1, 1)
    school.save()
    assert entry_of(EntryKind.EVENT, hidden).shown_from == date(2031, 1, 1)


def test_a_municipality_may_be_seen_from_the_first_through_the_last_day_its_dates_may_mean():
    town = make.a_municipality(valid_from="2019", valid_until="juni 2099")
    entry = entry_of(EntryKind.MUNICIPALITY, town)

    assert (entry.shown_from, entry.shown_until) == (date(2019, 1, 1), date(2099, 6, 30))


def test_a_theme_is_seen_as_soon_as_something_that_is_seen_is_about_it():
    theme = make.a_theme()
    assert entry_of(EntryKind.THEME, theme).shown_from is None
    article = make.an_article(published_from=date(2030, 1, 1))
    make.an_article_theme(article=article, theme=theme)
    assert entry_of(EntryKind.THEME, theme).shown_from == date(2030, 1, 1)
    example = make.a_region(is_example=True)
    make.a_region_theme(region=example, theme=theme)
    assert not entry_of(EntryKind.THEME, theme).is_example
    assert entry_of(EntryKind.THEME, theme).regions == ""
    article.delete()
    assert entry_of(EntryKind.THEME, theme).is_example
    assert entry_of(EntryKind.THEME, theme).regions == f"|{example.pk}:0:99999999|"
    assert problems() == []


@pytest.mark.parametrize("owner", ["region", "school"])
def test_a_theme_of_an_event_is_seen_from_when_the_event_is(owner):
    makers = {"region": make.a_region, "school": make.a_school}
    draft = makers[owner](**make.drafts)
    theme = make.a_theme()
    make.an_event_theme(theme=theme, event=make.an_event(**{owner: draft}))
    assert entry_of(EntryKind.THEME, theme).shown_from is None

    draft.published_from = date(2024, 5, 1)
    draft.save()

    assert entry_of(EntryKind.THEME, theme).shown_from == date(2024, 5, 1)


def test_the_regions_of_a_municipality_are_stated_and_those_of_its_schools():
    school = make.a_school(closed_on="2024-08-01")
    region = make.a_school_participation(school=school, until="2030").region
    stated = make.a_municipality_participation(
        municipality=school.municipality, since="2026"
    ).region

    assert entry_of(EntryKind.MUNICIPALITY, school.municipality).regions == (
        f"|{region.pk}:20200101:20240731|{stated.pk}:20260000:99999999|"
    )


def test_every_kind_has_entries_and_every_entry_leads_somewhere(client, demo):
    for kind in EntryKind:
        entry = SearchEntry.objects.filter(kind=kind, shown_from__isnull=False).first()
        assert client.get(entry.address).status_code == 200, kind


def test_kinds_stand_in_their_order(db):
    make.an_article()
    make.a_region()
    make.a_partner()

    assert [entry.kind for entry in SearchEntry.objects.all()] == ["regio", "partner", "nieuws"]
