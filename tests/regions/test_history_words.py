"""What changed, in words."""

from datetime import UTC, date, datetime

import pytest

from regions.assigned_rights import rights_of_user
from regions.history.words import ago_in_words, differences, last_changes, stored_keys
from regions.models import Goal
from regions.rights import Rights
from regions.writing.changing import changing
from tests import make

NATIONAL = Rights(is_national=True)


def said(row, rights=NATIONAL):
    """The sentences of the last change of a row."""
    newer, older = row.history.order_by("-history_id")[:2]
    return [change.sentence for change in differences(older, newer, rights)]


def changed(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    return said(row)


def leader_of(*regions):
    user = make.a_user()
    for region in regions:
        make.an_assignment(user=user, region=region)
    return rights_of_user(user)


@pytest.fixture
def region(db):
    return make.a_region(name="West")


def test_a_date_is_told_without_saying_an_equal_year_twice(region):
    event = make.an_event(region=region, starts_on=date(2021, 11, 17), ends_on=date(2021, 11, 18))

    assert changed(event, ends_on=date(2021, 11, 26)) == [
        "laatste dag van 18 november naar 26 november 2021"
    ]
    assert changed(event, ends_on=date(2022, 1, 2)) == [
        "laatste dag van 26 november 2021 naar 2 januari 2022"
    ]


def test_choices_sets_and_ticks_are_told_by_their_labels(region):
    event = make.an_event(region=region, audience=["ouders"])
    contact = make.a_contact(region=region)

    assert changed(event, status="geannuleerd") == ["stand van gepland naar gaat niet door"]
    assert changed(event, audience=["ouders", "docenten"]) == [
        "doelgroep van ouders naar ouders en docenten"
    ]
    assert changed(
        contact,
        name_is_public=True,
        publication_ground="toestemming",
        publication_agreed_on=date(2026, 1, 2),
    ) == [
        "toon de naam van nee naar ja",
        "reden om dit te tonen van leeg naar toestemming",
        "datum van de afspraak van leeg naar 2 januari 2026",
    ]


def test_a_date_with_precision_is_told_as_precise_as_it_is(region):
    agreement = make.an_agreement(region=region, ends="2024")

    assert changed(agreement, ends="juni 2024") == ["einde van 2024 naar juni 2024"]


def test_numbers_are_written_as_dutch_readers_do(region):
    period = make.a_funding_period(first_year=2001, last_year=2002)
    agreement = make.an_agreement(region=region, budget="125000.00")

    assert changed(period, last_year=2003) == ["laatste jaar van 2002 naar 2003"]
    assert changed(agreement, budget="130000.50") == [
        "budget in euro van 125.000,00 naar 130.000,50"
    ]


def test_what_a_row_points_to_is_told_by_name_also_when_it_is_gone(region):
    first, second = (make.an_organisation(name=name) for name in ("Stichting A", "Stichting B"))
    agreement = make.an_agreement(region=region, lead_organisation=first)

    assert changed(agreement, lead_organisation=second) == [
        "penvoerder van Stichting A naar Stichting B"
    ]
    first.delete()
    assert said(agreement) == ["penvoerder van Stichting A (verwijderd) naar Stichting B"]


def test_rich_text_is_told_without_its_tags(region):
    article = make.an_article(region=region, body="<p>Oud</p>")

    assert changed(article, body="<p>Nieuw</p>") == ["tekst van Oud naar Nieuw"]
    assert changed(article, body="<p><strong>Nieuw</strong></p>") == [
        "tekst: alleen de opmaak is veranderd"
    ]
    assert changed(article, body='<p><a href="https://a.example/">Nieuw</a></p>') == [
        "tekst van Nieuw naar Nieuw (https://a.example/)"
    ]


def test_a_long_text_is_compared_word_by_word(region):
    start = " ".join(f"woord{number}" for number in range(40))
    article = make.an_article(region=region, intro=f"{start} oud einde")
    article.intro = f"{start} nieuw einde"
    article.save()

    newer, older = article.history.order_by("-history_id")[:2]
    (change,) = differences(older, newer, NATIONAL)

    assert change.sentence == "inleiding gewijzigd"
    assert [(piece.state, piece.text) for piece in change.pieces[1:]] == [
        ("gone", "oud "),
        ("new", "nieuw "),
        ("same", "einde"),
    ]


def test_what_follows_by_itself_is_not_told(region):
    event = make.an_event(region=region, name="PET")

    assert changed(event, name="Pet") == ["naam van PET naar Pet"]
    assert changed(event, venue="Hal 3") == ["plek van leeg naar Hal 3"]


def test_two_instances_are_compared_as_two_records_are(region):
    older = make.a_goal(region=region, text="Oud")
    newer = Goal.objects.get(pk=older.pk)
    newer.text, newer.horizon = "Nieuw", "2026"

    assert [(one.name, one.old_words, one.new_words) for one in differences(older, newer)] == [
        ("text", "Oud", "Nieuw"),
        ("horizon", "leeg", "2026"),
    ]


def test_another_region_is_never_named(region):
    other = make.a_region(name="Oostmarkering")
    goal = make.a_goal(region=other)
    goal.region = region
    goal.save()

    assert said(goal, leader_of(region)) == ["regio van een andere regio naar West"]
    assert said(goal, Rights()) == ["regio van een andere regio naar een andere regio"]
    assert said(goal) == ["regio van Oostmarkering naar West"]
    other.delete()
    assert said(goal, leader_of(region)) == ["regio van een andere regio naar West"]
    assert said(goal) == ["regio van Oostmarkering (verwijderd) naar West"]


def test_the_last_changes_tell_who_when_and_what(region, client):
    goal = make.a_goal(region=region, order=2, text="Meer meisjes")
    goal.text = "Meer leerlingen"
    goal.save()
    goal.delete()

    found = last_changes(leader_of(region), [region.pk], 10)

    assert [one.summary for one in found] == [
        "Doel 2 verwijderd",
        "Doel 2: doel van Meer meisjes naar Meer leerlingen",
        "Doel 2 toegevoegd: Meer meisjes",
        "Regio West toegevoegd",
    ]
    assert [(one.model.__name__, one.exists) for one in found][2:] == [
        ("Goal", False),
        ("Region", True),
    ]
    assert found[0].when > found[-1].when


def test_what_was_saved_together_is_one_of_the_last_changes(region):
    with changing():
        make.a_goal(region=region, order=1)
        make.a_goal(region=region, order=2)
        region.summary = "Nieuw"
        region.save()

    newest, *_ = last_changes(leader_of(region), [region.pk], 1)

    assert newest.summary == "Regio West: korte tekst van leeg naar Nieuw; en 2 andere rijen"
    assert newest.pk == region.pk


def test_the_last_changes_of_two_regions_tell_of_which_they_are(region):
    other = make.a_region(name="Noord")
    make.a_goal(region=other, order=2, text="Meer meisjes")

    newest, *_ = last_changes(leader_of(region, other), [region.pk, other.pk], 5)

    assert newest.summary == "Doel 2 in Noord toegevoegd: Meer meisjes"


def test_the_last_changes_show_nothing_of_another_region(region):
    other = make.a_region(name="Oostmarkering")
    goal = make.a_goal(region=other, text="Geheimmarkering")
    goal.region = region
    goal.text = "Open"
    goal.save()

    found = last_changes(leader_of(region), [region.pk, other.pk], 10)

    assert "markering" not in str(found)
    assert found[0].summary.endswith("kwam van een andere regio")


@pytest.mark.parametrize("changes", [1, 20])
def test_the_last_changes_take_as_many_queries_however_many_there_are(
    region, changes, django_assert_num_queries
):
    rights = leader_of(region)
    goal = make.a_goal(region=region)
    for number in range(changes):
        goal.text = f"Doel {number}"
        goal.save()

    # The changes, their heads, the goals among them, the users (none), the regions, what is left.
    with django_assert_num_queries(5):
        last_changes(rights, [region.pk], changes)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(20, "zojuist"), (190, "3 minuten geleden"), (7300, "2 uur geleden")],
)
def test_how_long_ago(seconds, words):
    then = datetime(2026, 1, 1, tzinfo=UTC)
    assert ago_in_words(then, datetime.fromtimestamp(then.timestamp() + seconds, UTC)) == words


def test_a_row_that_moved_away_is_not_there_any_more_for_its_former_leader(region):
    rights = rights_of_user(make.an_assignment(region=region).user)
    gone, event = make.an_event(region=region), make.an_event(region=region)
    records = [gone.history.get(), event.history.get()]
    gone.region = make.a_region()
    gone.save()

    assert stored_keys(records, rights) == {(type(event), event.pk)}
