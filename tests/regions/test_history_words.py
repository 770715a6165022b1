"""Changes described in Dutch."""

from datetime import UTC, date, datetime

import pytest

from regions.assigned_rights import rights_of_user
from regions.history.descriptions import describe_latest_changes
from regions.history.fields import differences
from regions.history.moments import ago_in_words
from regions.history.records import stored_keys
from regions.models import Goal
from regions.rights import Rights
from regions.writing.changing import changing
from tests import make

NATIONAL = Rights(is_national=True)


def last_sentences(row, rights=NATIONAL):
    newer, older = row.history.order_by("-history_id")[:2]
    return [change.sentence for change in differences(older, newer, rights)]


def sentences_after(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    return last_sentences(row)


def leader_rights(*regions):
    user = make.a_user()
    for region in regions:
        make.an_assignment(user=user, region=region)
    return rights_of_user(user)


@pytest.fixture
def region(db):
    return make.a_region(name="West")


def test_an_identical_year_is_not_repeated(region):
    event = make.an_event(region=region, starts_on=date(2021, 11, 17), ends_on=date(2021, 11, 18))

    assert sentences_after(event, ends_on=date(2021, 11, 26)) == [
        "laatste dag van 18 november naar 26 november 2021"
    ]
    assert sentences_after(event, ends_on=date(2022, 1, 2)) == [
        "laatste dag van 26 november 2021 naar 2 januari 2022"
    ]


def test_choices_and_booleans_are_described_by_their_labels(region):
    event = make.an_event(region=region, audience=["ouders"])
    contact = make.a_contact(region=region)

    assert sentences_after(event, status="geannuleerd") == ["stand van gepland naar gaat niet door"]
    assert sentences_after(event, audience=["ouders", "docenten"]) == [
        "doelgroep van ouders naar ouders en docenten"
    ]
    assert sentences_after(
        contact,
        name_is_public=True,
        publication_ground="toestemming",
        publication_agreed_on=date(2026, 1, 2),
    ) == [
        "toon de naam van nee naar ja",
        "reden om dit te tonen van leeg naar toestemming",
        "datum van de afspraak van leeg naar 2 januari 2026",
    ]


def test_a_partial_date_keeps_its_precision(region):
    agreement = make.an_agreement(region=region, ends="2024")

    assert sentences_after(agreement, ends="juni 2024") == ["einde van 2024 naar juni 2024"]


def test_numbers_are_formatted_in_dutch(region):
    period = make.a_funding_period(first_year=2001, last_year=2002)
    agreement = make.an_agreement(region=region, budget="125000.00")

    assert sentences_after(period, last_year=2003) == ["laatste jaar van 2002 naar 2003"]
    assert sentences_after(agreement, budget="130000.50") == [
        "budget in euro van 125.000,00 naar 130.000,50"
    ]


def test_a_related_row_is_named_even_after_it_was_deleted(region):
    first, second = (make.an_organisation(name=name) for name in ("Stichting A", "Stichting B"))
    agreement = make.an_agreement(region=region, lead_organisation=first)

    assert sentences_after(agreement, lead_organisation=second) == [
        "penvoerder van Stichting A naar Stichting B"
    ]
    first.delete()
    assert last_sentences(agreement) == ["penvoerder van Stichting A (verwijderd) naar Stichting B"]


def test_rich_text_is_described_without_tags(region):
    article = make.an_article(region=region, body="<p>Oud</p>")

    assert sentences_after(article, body="<p>Nieuw</p>") == ["tekst van Oud naar Nieuw"]
    assert sentences_after(article, body="<p><strong>Nieuw</strong></p>") == [
        "tekst: alleen de opmaak is veranderd"
    ]
    assert sentences_after(article, body='<p><a href="https://a.example/">Nieuw</a></p>') == [
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


def test_derived_fields_are_omitted(region):
    event = make.an_event(region=region, name="PET")

    assert sentences_after(event, name="Pet") == ["naam van PET naar Pet"]
    assert sentences_after(event, venue="Hal 3") == ["plek van leeg naar Hal 3"]


def test_instances_are_compared_like_records(region):
    older = make.a_goal(region=region, text="Oud")
    newer = Goal.objects.get(pk=older.pk)
    newer.text, newer.horizon = "Nieuw", "2026"

    assert [
        (change.name, change.old_words, change.new_words) for change in differences(older, newer)
    ] == [
        ("text", "Oud", "Nieuw"),
        ("horizon", "leeg", "2026"),
    ]


def test_another_region_is_never_named(region):
    other = make.a_region(name="Oostmarkering")
    goal = make.a_goal(region=other)
    goal.region = region
    goal.save()

    assert last_sentences(goal, leader_rights(region)) == ["regio van een andere regio naar West"]
    assert last_sentences(goal, Rights()) == ["regio van een andere regio naar een andere regio"]
    assert last_sentences(goal) == ["regio van Oostmarkering naar West"]
    other.delete()
    assert last_sentences(goal, leader_rights(region)) == ["regio van een andere regio naar West"]
    assert last_sentences(goal) == ["regio van Oostmarkering (verwijderd) naar West"]


def test_the_latest_changes_have_who_when_and_what(region, client):
    goal = make.a_goal(region=region, order=2, text="Meer meisjes")
    goal.text = "Meer leerlingen"
    goal.save()
    goal.delete()

    changes = describe_latest_changes(leader_rights(region), [region.pk], 10)

    assert [change.summary for change in changes] == [
        "Doel 2 verwijderd",
        "Doel 2: doel van Meer meisjes naar Meer leerlingen",
        "Doel 2 toegevoegd: Meer meisjes",
        "Regio West toegevoegd",
    ]
    assert [(change.model.__name__, change.exists) for change in changes][2:] == [
        ("Goal", False),
        ("Region", True),
    ]
    assert changes[0].when > changes[-1].when


def test_rows_saved_together_are_one_change(region):
    with changing():
        make.a_goal(region=region, order=1)
        make.a_goal(region=region, order=2)
        region.summary = "Nieuw"
        region.save()

    newest, *_ = describe_latest_changes(leader_rights(region), [region.pk], 1)

    assert newest.summary == "Regio West: korte tekst van leeg naar Nieuw; en 2 andere rijen"
    assert newest.pk == region.pk


def test_the_latest_changes_of_two_regions_name_the_region(region):
    other = make.a_region(name="Noord")
    make.a_goal(region=other, order=2, text="Meer meisjes")

    newest, *_ = describe_latest_changes(leader_rights(region, other), [region.pk, other.pk], 5)

    assert newest.summary == "Doel 2 in Noord toegevoegd: Meer meisjes"


def test_the_latest_changes_reveal_nothing_of_another_region(region):
    other = make.a_region(name="Oostmarkering")
    goal = make.a_goal(region=other, text="Geheimmarkering")
    goal.region = region
    goal.text = "Open"
    goal.save()

    changes = describe_latest_changes(leader_rights(region), [region.pk, other.pk], 10)

    assert "markering" not in str(changes)
    assert changes[0].summary.endswith("kwam van een andere regio")


@pytest.mark.parametrize("changes", [1, 20])
def test_the_latest_changes_take_the_same_queries_for_any_number_of_rows(
    region, changes, django_assert_num_queries
):
    rights = leader_rights(region)
    goal = make.a_goal(region=region)
    for number in range(changes):
        goal.text = f"Doel {number}"
        goal.save()

    # The changes, their records, the goals among them, users (none), regions, stored rows.
    with django_assert_num_queries(6):
        describe_latest_changes(rights, [region.pk], changes)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(20, "zojuist"), (190, "3 minuten geleden"), (7300, "2 uur geleden")],
)
def test_elapsed_time_is_described(seconds, words):
    then = datetime(2026, 1, 1, tzinfo=UTC)
    assert ago_in_words(then, datetime.fromtimestamp(then.timestamp() + seconds, UTC)) == words


def test_a_row_that_moved_away_no_longer_exists_for_its_former_leader(region):
    rights = rights_of_user(make.an_assignment(region=region).user)
    moved, event = make.an_event(region=region), make.an_event(region=region)
    records = [moved.history.get(), event.history.get()]
    moved.region = make.a_region()
    moved.save()

    assert stored_keys(records, rights) == {(type(event), event.pk)}
