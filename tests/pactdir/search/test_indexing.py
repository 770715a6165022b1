"""Every write updates the index in the same transaction, however it is made."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from pactdir.models import EntryKind, SearchEntry, entry_key
from pactdir.search.maintenance import INTACT_MESSAGE, problems, rebuild
from pactdir.search.post_migrate import rebuild_if_empty
from partners.models import Partner
from regions.writing.changing import changing
from schools.models import School
from tests import make

pytestmark = pytest.mark.django_db


def entry_of(kind, row):
    return SearchEntry.objects.get(pk=entry_key(kind, row.pk))


def test_bulk_create_adds_entries_and_bulk_delete_removes_them():
    with changing():
        Partner.objects.bulk_create(
            Partner(name=f"P {number}", slug=f"p-{number}", kind="bedrijf", source="bron")
            for number in range(3)
        )
    assert SearchEntry.objects.filter(kind=EntryKind.PARTNER).count() == 3
    with changing():
        Partner.objects.filter(name="P 1").bulk_delete()
    assert [entry.title for entry in SearchEntry.objects.all()] == ["P 0", "P 2"]
    assert problems() == []


def test_moving_a_row_updates_the_entries_of_both_parents():
    here, there = make.a_school(), make.a_school()
    name = make.a_former_name(school=here, name="Clusius")
    name.school = there
    name.save()

    assert "clusius" not in entry_of(EntryKind.SCHOOL, here).words
    assert "clusius" in entry_of(EntryKind.SCHOOL, there).words
    assert problems() == []


def test_moving_a_place_updates_both_municipalities():
    place = make.a_place(name="Obdam")
    before, now = place.municipality, make.a_municipality()
    place.municipality = now
    place.save()

    assert "obdam" not in entry_of(EntryKind.MUNICIPALITY, before).words
    assert "obdam" in entry_of(EntryKind.MUNICIPALITY, now).words


def test_a_municipality_is_indexed_by_the_names_of_all_its_predecessors():
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


def test_an_entry_is_rolled_back_with_its_transaction():
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


def test_an_inner_rollback_leaves_no_trace_in_the_index():
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


def test_a_change_without_differences_rewrites_nothing(django_assert_num_queries):
    region = make.a_region()
    before = list(SearchEntry.objects.values())
    with changing() as change:
        change.touch(region)
    assert list(SearchEntry.objects.values()) == before


def test_a_change_to_an_unindexed_model_takes_no_query(django_assert_num_queries):
    region = make.a_region()
    make.a_contact(region=region)
    contact = make.a_contact(region=region, role="Projectleider", person_name="Jan Jansen")

    assert not any("jansen" in entry.words for entry in SearchEntry.objects.all())
    with changing() as change, django_assert_num_queries(0):
        change.touch(contact)


# --- integrity ---


def test_rebuilding_gives_the_same_entries(demo):
    before = list(SearchEntry.objects.values())
    assert len(before) > 100
    assert rebuild() == len(before)
    assert list(SearchEntry.objects.values()) == before


def test_municipalities_of_a_region_are_indexed_by_name(db):
    region = make.a_region()
    for name in ["Opmeer", "Drechterland", "Hoorn"]:
        municipality = make.a_municipality(name=name)
        make.a_municipality_participation(region=region, municipality=municipality)
    entry = SearchEntry.objects.get(kind="regio")
    assert "Gemeenten: Drechterland, Hoorn, Opmeer" in entry.text


def check_search():
    out = StringIO()
    call_command("check_search", stdout=out)
    return out.getvalue()


def test_the_check_passes_for_an_intact_index(db):
    make.a_school()
    assert check_search() == f"{INTACT_MESSAGE}\n"


@pytest.mark.parametrize("damage", ["missing", "outdated", "orphaned"])
def test_the_check_fails_for_a_damaged_index_until_it_is_rebuilt(damage):
    school = make.a_school(name="Eik")
    entries = SearchEntry.objects.filter(kind="school")
    if damage == "missing":
        entries.delete()
    elif damage == "outdated":
        entries.update(words="beuk")
    else:
        entry = entry_of(EntryKind.SCHOOL, school)
        entry.id, entry.object_id = entry_key(EntryKind.SCHOOL, 999), 999
        entry.save()
    with pytest.raises(CommandError, match="rebuild_search"):
        check_search()
    call_command("rebuild_search", stdout=StringIO())
    assert check_search() == f"{INTACT_MESSAGE}\n"


def test_a_lost_word_index_is_reported(db):
    make.a_school(name="Eik")
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "INSERT INTO pactdir_searchwords(pactdir_searchwords) VALUES ('delete-all')"
            )
        else:
            cursor.execute("DROP INDEX pactdir_searchentry_words")
    assert len(problems()) == 1


def test_a_lost_name_index_is_reported(db):
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX pactdir_searchentry_names")
    assert problems() == ["De index pactdir_searchentry_names is er niet."]


def test_a_lost_sqlite_trigger_is_reported(db):
    """A migration that recreates the table drops its triggers, and has to recreate them."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER pactdir_searchwords_update")
        assert problems() == ["De trigger pactdir_searchwords_update is er niet."]
    else:
        assert problems() == []


def test_migrating_a_site_with_content_fills_an_empty_index(db):
    make.a_school()
    SearchEntry.objects.all().delete()
    rebuild_if_empty(using="default")
    assert problems() == []


def test_migrating_leaves_an_existing_index_alone(db):
    make.a_school()
    SearchEntry.objects.filter(kind="school").delete()
    rebuild_if_empty(using="default")
    assert not SearchEntry.objects.filter(kind="school").exists()


# --- contents ---


def test_an_entry_is_visible_only_once_all_its_owners_are():
    region = make.a_region(published_from=date(2030, 1, 1))
    school = make.a_school(published_from=None)
    event = make.an_event(region=region, published_from=date(2025, 1, 1))
    hidden = make.an_event(region=region, school=school)

    assert entry_of(EntryKind.EVENT, event).shown_from == date(2030, 1, 1)
    assert entry_of(EntryKind.EVENT, hidden).shown_from is None
    school.published_from = date(2031, 1, 1)
    school.save()
    assert entry_of(EntryKind.EVENT, hidden).shown_from == date(2031, 1, 1)


def test_a_municipality_with_partial_dates_is_visible_for_the_widest_period():
    municipality = make.a_municipality(valid_from="2019", valid_until="juni 2099")
    entry = entry_of(EntryKind.MUNICIPALITY, municipality)

    assert (entry.shown_from, entry.shown_until) == (date(2019, 1, 1), date(2099, 6, 30))


def test_a_theme_is_visible_from_its_first_visible_row():
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
def test_a_theme_of_an_event_becomes_visible_when_the_event_does(owner):
    makers = {"region": make.a_region, "school": make.a_school}
    draft = makers[owner](**make.drafts)
    theme = make.a_theme()
    make.an_event_theme(theme=theme, event=make.an_event(**{owner: draft}))
    assert entry_of(EntryKind.THEME, theme).shown_from is None

    draft.published_from = date(2024, 5, 1)
    draft.save()

    assert entry_of(EntryKind.THEME, theme).shown_from == date(2024, 5, 1)


def test_the_regions_of_a_municipality_are_stated_or_derived_from_its_schools():
    school = make.a_school(closed_on="2024-08-01")
    region = make.a_school_participation(school=school, until="2030").region
    stated = make.a_municipality_participation(
        municipality=school.municipality, since="2026"
    ).region

    assert entry_of(EntryKind.MUNICIPALITY, school.municipality).regions == (
        f"|{region.pk}:20200101:20240731|{stated.pk}:20260000:99999999|"
    )


def test_every_kind_has_an_entry_with_a_working_url(client, demo):
    for kind in EntryKind:
        entry = SearchEntry.objects.filter(kind=kind, shown_from__isnull=False).first()
        assert client.get(entry.address).status_code == 200, kind


def test_entries_are_ordered_by_kind(db):
    make.an_article()
    make.a_region()
    make.a_partner()

    assert [entry.kind for entry in SearchEntry.objects.all()] == ["regio", "partner", "nieuws"]
