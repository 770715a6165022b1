"""Loading the demo: its contents, and that loading it twice is safe."""

import shutil
from collections import Counter
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from news.models import Article, ArticleDocument, Event
from pactdir.demo import DemoError, load_demo
from pactdir.models import DemoRow
from partners.models import Offer, OfferDocument, Partner
from regions.models import (
    Agreement,
    Assignment,
    Confirmation,
    Contact,
    ContentVersion,
    Goal,
    Municipality,
    Place,
    PostcodeArea,
    Region,
)
from regions.taking_part import links
from regions.writing.changing import changing
from schools.models import Figure, School, SchoolParticipation

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
DAY = date(2026, 11, 5)
LATER = DAY + timedelta(7)


@pytest.fixture(scope="module")
def _loaded_demo(django_db_setup, django_db_blocker):
    """Loaded once; each test runs in a savepoint within this transaction."""
    with (
        pytest.MonkeyPatch.context() as environment,
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        environment.delenv("DEMO_PASSWORD", raising=False)
        load_demo(FIXTURES, DAY)
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _demo(_loaded_demo, db):
    pass


@pytest.fixture
def edit_fixture(tmp_path):
    """Copies the fixtures, replaces one string in a file, and returns the folder."""

    def change(file, old, new):
        folder = tmp_path / "fixtures"
        if not folder.exists():
            shutil.copytree(FIXTURES, folder)
        text = (folder / file).read_text("utf-8")
        assert text.count(old) == 1, (old, text.count(old))
        (folder / file).write_text(text.replace(old, new), "utf-8")
        return folder

    return change


def region(slug):
    return Region.objects.get(slug=slug)


def names(queryset):
    return sorted(queryset.values_list("name", flat=True))


# --- contents ---


@pytest.mark.parametrize(
    ("slug", "schools", "partners", "goals", "stated", "derived"),
    [
        (
            "techniekpact-amstelland",
            9,
            7,
            2,
            ["Aalsmeer", "Amstelveen", "De Ronde Venen", "Ouder-Amstel", "Uithoorn"],
            [],
        ),
        (
            "techniekpact-noord-kennemerland",
            18,
            0,
            4,
            [],
            ["Alkmaar", "Bergen (NH)", "Dijk en Waard", "Heiloo"],
        ),
        ("techniekpact-west-friesland", 7, 0, 3, [], ["Hoorn", "Stede Broec"]),
        ("sterk-techniekonderwijs-almere", 8, 0, 0, [], ["Almere"]),
    ],
)
def test_each_real_region_has_its_golden_counts(slug, schools, partners, goals, stated, derived):
    row = region(slug)

    assert row.school_participations.open(DAY).count() == schools
    assert row.partner_participations.open(DAY).count() == partners
    assert row.goals.count() == goals
    members = links(DAY).of_region(row)
    assert [link.municipality.name for link in members if link.is_stated] == stated
    assert [link.municipality.name for link in members if not link.is_stated] == derived


def test_the_schools_of_noord_kennemerland_are_in_the_places_named_by_the_source():
    rows = region("techniekpact-noord-kennemerland").school_participations.open(DAY)

    assert Counter(rows.values_list("school__place__name", flat=True)) == {
        "Alkmaar": 9,
        "Heerhugowaard": 5,
        "Bergen": 2,
        "Heiloo": 1,
        "Zuid-Scharwoude": 1,
    }


def test_places_have_their_postcodes():
    codes = PostcodeArea.objects.filter(place__name="Heerhugowaard").values_list("code", flat=True)

    assert sorted(codes) == ["1701", "1702", "1703", "1704", "1705", "1706"]


def test_abolished_municipalities_have_a_successor():
    new = Municipality.objects.named("langedijk").current(DAY).get(code="GM1980")

    assert names(Municipality.objects.filter(successions__new=new)) == [
        "Heerhugowaard",
        "Langedijk",
    ]


def test_the_agreements_have_the_status_given_by_their_sources():
    states = {
        slug: region(slug).agreement_on(DAY).state(DAY).label
        for slug in Region.objects.exclude_examples().values_list("slug", flat=True)
    }

    assert states == {
        "techniekpact-amstelland": "In elk geval tot juni 2024, vervolg niet bekend",
        "techniekpact-noord-kennemerland": "Tot en met 2023, vervolg niet bekend",
        "techniekpact-west-friesland": "Tot 2023, vervolg niet bekend",
        "sterk-techniekonderwijs-almere": "Loopt tot en met 2029",
    }


def test_the_example_region_has_what_the_sources_lack():
    example = region("voorbeeldregio")
    events = example.events.all()

    assert example.agreement_on(DAY).state(DAY).label.startswith("Loopt")
    assert sorted(events.values_list("status", flat=True)) == [
        "geannuleerd",
        "gepland",
        "gepland",
        "gepland",
        "verplaatst",
    ]
    assert (events.upcoming(DAY).count(), events.past(DAY).count()) == (4, 1)
    assert names(School.objects.filter(participations__in=past_schools(example))) == [
        "Voorbeeldcollege Praktijk"
    ]
    assert example.contacts.first().public_email == "projectleider@voorbeeld.example"
    assert set(example.confirmations.values_list("block", flat=True)) == {
        "about",
        "goals",
        "schools",
        "partners",
        "agenda",
    }


def past_schools(example):
    rows = SchoolParticipation.objects.filter(region=example)
    return [row for row in rows if row.is_former(DAY)]


def amounts_of_haarlemmermeer():
    rows = Figure.objects.filter(area_code="haarlemmermeer-bollenstreek-noord")
    return {row.source.split()[0]: row for row in rows}


def test_two_sources_that_disagree_are_two_figures():
    amounts = amounts_of_haarlemmermeer()

    assert {source: (row.low, row.note) for source, row in amounts.items()} == {
        "svok.nl": (5_900_000, ""),
        "dunamare.nl,": (5_000_000, "bijna"),
    }


# --- loading again ---


def test_loading_twice_on_one_day_writes_nothing():
    version = ContentVersion.current()

    with CaptureQueriesContext(connection) as queries:
        report = load_demo(FIXTURES, DAY)

    statements = {query["sql"].split()[0] for query in queries.captured_queries}
    assert statements.isdisjoint({"INSERT", "UPDATE", "DELETE"})
    assert ContentVersion.current() == version
    assert not report.added
    assert not report.updated


def test_an_edit_survives_loading():
    goal = region("techniekpact-west-friesland").goals.get(order=2)
    goal.text = "Wat de projectleider ervan maakte."
    goal.save()

    load_demo(FIXTURES, LATER)

    goal.refresh_from_db()
    assert goal.text == "Wat de projectleider ervan maakte."


def test_a_correction_updates_only_unedited_columns(edit_fixture):
    Contact.objects.filter(role="Projectleider", organisation_name="Tabor College").get()
    edited = School.objects.get(slug="thamen")
    edited.website = "https://www.voorbeeld.example"
    edited.save()
    edit_fixture("west-friesland.toml", 'organisation_name = "Tabor College"', 'note = "Anders."')
    folder = edit_fixture(
        "amstelland.toml", "https://www.thamen.nl", "https://thamen.voorbeeld.example"
    )

    report = load_demo(folder, DAY)

    contact = Contact.objects.get(note="Anders.")
    assert (contact.role, contact.organisation_name) == ("Projectleider", "")
    edited.refresh_from_db()
    assert edited.website == "https://www.voorbeeld.example"
    assert report.updated == {Contact: 1}


def test_a_second_source_is_added_to_a_figure_from_an_earlier_demo():
    amounts = amounts_of_haarlemmermeer()
    edited = amounts["svok.nl"]
    edited.low = edited.high = 6_000_000
    edited.save()
    amounts["dunamare.nl,"].delete()
    DemoRow.objects.filter(key__endswith="/dunamare.nl").delete()

    report = load_demo(FIXTURES, DAY)

    assert (report.added, report.updated) == ({Figure: 1}, {})
    assert {source: row.low for source, row in amounts_of_haarlemmermeer().items()} == {
        "svok.nl": 6_000_000,
        "dunamare.nl,": 5_000_000,
    }


def test_imported_figures_are_matched_by_their_source():
    DemoRow.objects.filter(model="schools.figure").delete()

    assert not load_demo(FIXTURES, DAY).added
    adopted = DemoRow.objects.filter(key__contains="haarlemmermeer").order_by("key")
    assert [Figure.objects.get(pk=row.object_id).source[:5] for row in adopted] == [
        "svok.",
        "dunam",
    ]


def test_a_school_with_a_new_slug_is_still_matched():
    school = School.objects.get(slug="pcc-heiloo")
    school.slug = "pcc-in-heiloo"
    school.save()
    school.participations.all().delete()

    load_demo(FIXTURES, DAY)

    assert School.objects.filter(name="PCC Heiloo").get().slug == "pcc-in-heiloo"
    assert school.participations.count() == 1


def test_a_deleted_region_comes_back_with_its_child_rows():
    uid = Event.objects.get(slug="pet-west-friesland-2021").uid
    region("techniekpact-west-friesland").delete()

    load_demo(FIXTURES, DAY)

    west_friesland = region("techniekpact-west-friesland")
    assert (west_friesland.goals.count(), west_friesland.region_themes.count()) == (3, 9)
    assert west_friesland.school_participations.open(DAY).count() == 7
    assert west_friesland.events.get().uid == uid


def test_a_goal_with_the_number_of_a_deleted_one_is_not_mistaken_for_it():
    west_friesland = region("techniekpact-west-friesland")
    west_friesland.goals.get(order=1).delete()
    second = west_friesland.goals.get(order=2)
    second.order = 1
    second.save()

    load_demo(FIXTURES, DAY)

    assert west_friesland.goals.count() == 3


def test_a_row_older_than_the_demo_is_left_unchanged(edit_fixture):
    partner = Partner(name="Van een ander", slug="greenport-nieuw", kind="anders")
    partner.save()
    folder = edit_fixture(
        "amstelland.toml", 'slug = "greenport-aalsmeer"', 'slug = "greenport-nieuw"'
    )

    load_demo(folder, DAY)
    load_demo(edit_fixture("amstelland.toml", '"Greenport Aalsmeer"', '"Greenport"'), DAY)

    partner.refresh_from_db()
    assert (partner.name, partner.kind, partner.published_from) == (
        "Van een ander",
        "anders",
        None,
    )
    assert partner.participations.count() == 1


def test_an_existing_school_is_matched_by_its_duo_code(edit_fixture):
    School.objects.get(slug="echnaton").delete()
    place = Place.objects.get(name="Almere")
    existing = School(name="OSG Echnaton", slug="osg-echnaton", place=place, brin="16AW")
    existing.location_code = "00"
    existing.save()

    load_demo(FIXTURES, DAY)

    assert not School.objects.filter(slug="echnaton").exists()
    assert existing.participations.count() == 1


def first_from(day, weekday):
    return next(
        other
        for other in (day + timedelta(number) for number in range(7))
        if other.weekday() == weekday
    )


@pytest.mark.parametrize("days", range(7))
def test_weekly_offers_stay_on_their_weekday_whenever_the_demo_is_loaded(days):
    load_demo(FIXTURES, DAY + timedelta(days))

    elective = Offer.objects.get(slug="voorbeeldkeuzevak-drones")
    assert elective.weekdays == "elke dinsdag"
    assert {elective.starts.first_day.weekday(), elective.ends.last_day.weekday()} == {1}
    course = Offer.objects.get(slug="voorbeeldcursus-elektrisch-rijden")
    assert course.weekdays == "elke donderdagavond"
    assert {course.starts.first_day.weekday(), course.ends.last_day.weekday()} == {3}


def test_relative_dates_move_with_the_date_of_loading():
    report = load_demo(FIXTURES, LATER)

    moved = Event.objects.get(slug="voorbeeldbezoek-aan-voorbeeldbedrijf-installatie")
    wednesday = 2
    assert (moved.starts_on, moved.moved_from_start) == (
        first_from(LATER + timedelta(21), wednesday),
        first_from(LATER + timedelta(7), wednesday),
    )
    days = Event.objects.get(slug="voorbeelddagen-techniek")
    assert (days.starts_on.weekday(), days.ends_on - days.starts_on) == (3, timedelta(1))
    assert Article.objects.get(slug__contains="robots").published_from == LATER - timedelta(5)
    assert Confirmation.objects.latest_per_block()["agenda"] == LATER - timedelta(3)
    assert report.updated == {
        Event: 5,
        Article: 2,
        ArticleDocument: 1,
        Confirmation: 5,
        Offer: 12,
        OfferDocument: 1,
    }
    assert Event.objects.get(slug="pet-west-friesland-2021").sequence == 0


def test_relative_years_move_too():
    load_demo(FIXTURES, DAY.replace(year=DAY.year - 1))

    agreement = Agreement.objects.get(region__slug="voorbeeldregio", kind="overeenkomst")
    assert (str(agreement.starts), str(agreement.ends)) == (str(DAY.year - 3), str(DAY.year + 2))


def test_after_one_date_is_edited_the_other_dates_of_the_row_do_not_move():
    event = Event.objects.get(slug="voorbeelddagen-techniek")
    event.ends_on = DAY + timedelta(60)
    event.save()

    load_demo(FIXTURES, LATER)

    event.refresh_from_db()
    assert (event.starts_on, event.ends_on) == (
        first_from(DAY + timedelta(30), 3),
        DAY + timedelta(60),
    )


def test_a_correction_that_conflicts_with_an_edit_is_reported_and_skipped(edit_fixture):
    folder = edit_fixture("almere.toml", 'ends = "2029"', 'starts = "2025"\nends = "2029"')
    agreement = Agreement.objects.get(region__slug="sterk-techniekonderwijs-almere")
    agreement.ends = "2024"
    agreement.save()

    report = load_demo(folder, LATER)

    agreement.refresh_from_db()
    assert (agreement.starts, str(agreement.ends)) == (None, "2024")
    assert len(report.skipped) == 1
    assert report.updated[Event] == 5


# --- errors ---


@pytest.mark.parametrize(
    ("old", "new", "output"),
    [
        (
            'slug = "echnaton"',
            'slug = "echnaton"\ndirecteur = "?"',
            "almere.toml, rij 5 van school (echnaton): een school heeft geen veld 'directeur'",
        ),
        (
            'location_code = "03"',
            'location_code = "3"',
            "almere.toml, rij 3 van school (buitenhout-college): location_code: Twee tekens",
        ),
        (
            'levels = ["mbo"]',
            'levels = ["mbo"]\nboard = "niemand"',
            "almere.toml, rij 8 van school (roc-van-flevoland): er is geen organisation 'niemand'",
        ),
        (
            'ends = "2029"',
            'ends = "ooit"',
            "rij 1 van agreement (sterk-techniekonderwijs-almere/sto-project): Dit is geen datum.",
        ),
        ("budget = 3400000", 'budget = "veel"', "rij 1 van agreement"),
        ("order = 3", "order = 2", "staat er al, in almere.toml, rij 2 van contact"),
        ("order = 3", "", "rij 3 van contact (sterk-techniekonderwijs-almere/?): order ontbreekt"),
        ("[[agreement]]", "[[overeenkomst]]", "almere.toml: er is geen tabel [[overeenkomst]]"),
        ("[[agreement]]", "[agreement]", "almere.toml: schrijf elke rij van agreement als"),
        ("[[agreement]]", "[[agreement]", "is dit geen leesbare TOML"),
        ("published_from =", "publised_from =", "geen enkele tabel heeft een veld 'publised_from'"),
    ],
)
def test_an_error_names_the_file_and_row_and_rolls_everything_back(edit_fixture, old, new, output):
    folder = edit_fixture("almere.toml", old, new)
    Goal.objects.all().delete()
    before = ContentVersion.current()

    with pytest.raises(DemoError) as error:
        load_demo(folder, LATER)

    assert output in str(error.value)
    assert Goal.objects.count() == 0
    assert ContentVersion.current() == before


# --- users ---


def test_the_demo_users_have_their_roles_and_no_email_address():
    users = User.objects.order_by("username")

    assert list(users.values_list("username", "is_superuser", "is_staff", "email")) == [
        ("landelijk", True, True, ""),
        ("projectleider-amstelland-almere", False, True, ""),
        ("projectleider-west-friesland", False, True, ""),
        ("redacteur-west-friesland", False, True, ""),
    ]
    assert set(Assignment.objects.values_list("user__username", "region__slug", "role")) == {
        ("projectleider-amstelland-almere", "techniekpact-amstelland", "leader"),
        ("projectleider-amstelland-almere", "sterk-techniekonderwijs-almere", "leader"),
        ("projectleider-west-friesland", "techniekpact-west-friesland", "leader"),
        ("redacteur-west-friesland", "techniekpact-west-friesland", "editor"),
    }


def test_with_other_users_no_demo_users_are_created():
    remove_all_users()
    User.objects.create_user("redacteur")
    Goal.objects.all().delete()

    output = run_load_demo()

    assert "Er zijn al andere gebruikers: er zijn geen demo-accounts gemaakt." in output
    assert "Toegevoegd: 12 doelen, " in output
    assert "Inloggen" not in output
    assert User.objects.get().username == "redacteur"


def test_a_public_site_gets_no_users_with_the_default_password(settings, monkeypatch):
    remove_all_users()
    settings.HTTPS = True

    output = run_load_demo()
    assert "Zonder DEMO_PASSWORD komen er met HTTPS=on geen demo-accounts." in output
    assert not User.objects.exists()

    monkeypatch.setenv("DEMO_PASSWORD", "een eigen wachtwoord")
    run_load_demo()
    assert User.objects.get(username="landelijk").check_password("een eigen wachtwoord")


def test_a_changed_password_is_kept_and_not_printed():
    leader = User.objects.get(username="projectleider-west-friesland")
    leader.set_password("iets van mijzelf")
    leader.save()

    output = run_load_demo()

    assert "Inloggen op /admin/: landelijk, wachtwoord techniek-demo\n" in output
    assert "projectleider-west-friesland, met een eigen wachtwoord\n" in output
    leader.refresh_from_db()
    assert leader.check_password("iets van mijzelf")


def test_a_removed_assignment_does_not_come_back():
    Assignment.objects.all().delete()

    load_demo(FIXTURES, DAY)

    assert not Assignment.objects.exists()


def test_the_password_comes_from_the_environment(monkeypatch):
    monkeypatch.setenv("DEMO_PASSWORD", "kort")
    remove_all_users()

    assert "Inloggen op /admin/: landelijk, wachtwoord kort\n" in run_load_demo()


def remove_all_users():
    # The last national editor cannot be deleted, so disable their login instead.
    where = " ON auth_user" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER pactdir_last_national{where}")
    with changing():  # confirmations are public data, and lose their user
        User.objects.update(is_superuser=False)
        User.objects.all().delete()


def run_load_demo():
    out = StringIO()
    call_command("load_demo", stdout=out)
    return out.getvalue()


def test_the_command_reports_what_it_added_and_then_that_nothing_changed():
    Goal.objects.filter(order=4).delete()

    assert "1 doel" in run_load_demo()
    assert "De demo stond er al: niets toegevoegd of bijgewerkt.\n" in run_load_demo()


def test_the_command_reports_errors_in_dutch(settings, edit_fixture):
    settings.BASE_DIR = edit_fixture("almere.toml", 'kind = "sto"', 'kind = "club"').parent

    with pytest.raises(CommandError, match=r"^Niets geladen\. almere\.toml, rij 1 van region"):
        call_command("load_demo")
