"""Next year's municipalities with a table of successions: changes take effect on the date, not
before.
"""

from datetime import date

import pytest
from django.core.management import call_command

from pactdir.importing import import_files
from regions.fields.partial_date import PartialDate
from regions.models import (
    Municipality,
    MunicipalityParticipation,
    MunicipalitySuccession,
    Neighbour,
    Place,
    PostcodeArea,
)
from tests import make
from tests.pactdir.importing.files import (
    OFFICIAL_FILES,
    database_hash,
    needs_official_files,
    problems_of,
    write_files,
)

pytestmark = pytest.mark.django_db

DAY, EVE = date(2022, 1, 1), date(2021, 12, 31)
LIST = "statcode,naam,provinciecode,inwoners,lat,lon\n"
AREAS = "pc4,plaats,statcode,lat,lon\n"
TABLE = "oud,nieuw,per,bron\n"
OLDS = {"GM0398": "Heerhugowaard", "GM0416": "Langedijk"}
ALKMAAR = {"GM0361": "Alkmaar"}
NEW = {"GM1980": "Dijk en Waard"}
MERGER = "GM0398,GM1980,2022-01-01,CBS\nGM0416,GM1980,2022-01-01,CBS\n"


def municipalities_csv(*years):
    names = {code: name for year in years for code, name in year.items()}
    rows = [f"{code},{name},PV27,1000,52.6,4.8" for code, name in names.items()]
    return LIST + "\n".join(rows) + "\n"


def postcodes_csv(**places):
    """Maps "p" and a postcode to its place and municipality, as keyword arguments."""
    rows = [
        f"{key[1:]},{place},{municipality_of_postcode},52.6,4.8"
        for key, (place, municipality_of_postcode) in places.items()
    ]
    return AREAS + "\n".join(rows) + "\n"


BEFORE = {
    "gemeenten.csv": municipalities_csv(OLDS, ALKMAAR),
    "buren.csv": "statcode,buur_statcode\nGM0398,GM0361\nGM0361,GM0398\n",
    "pc4.csv": postcodes_csv(p1703=("Heerhugowaard", "GM0398"), p1721=("Broek", "GM0416")),
}
AFTER = {
    "gemeenten.csv": municipalities_csv(ALKMAAR, NEW),
    "buren.csv": "statcode,buur_statcode\nGM1980,GM0361\nGM0361,GM1980\n",
    "pc4.csv": postcodes_csv(p1703=("Heerhugowaard", "GM1980"), p1721=("Broek", "GM1980")),
    "herindelingen.csv": TABLE + MERGER,
}


@pytest.fixture
def load(tmp_path):
    def load(files, day=DAY, **options):
        for path in tmp_path.iterdir():
            path.unlink()
        return import_files(write_files(tmp_path, files), day=day, **options)

    return load


@pytest.fixture
def before(load):
    load(BEFORE, EVE)
    school = make.a_school(name="Focus", place=Place.objects.get(name="Heerhugowaard"))
    region = make.a_region(name="Pact Noord", slug="pact-noord")
    old = municipality("Heerhugowaard")
    make.a_municipality_participation(municipality=old, region=region, source="pact, 2020")
    return school


def municipality(name):
    return Municipality.objects.get(name=name)


def current(on):
    return sorted(Municipality.objects.current(on).values_list("name", flat=True))


def municipality_of_postcode(code):
    return PostcodeArea.objects.get(code=code).place.municipality.name


def warnings_of(run, kind):
    return [text for outcome in run.outcomes if outcome.kind == kind for text in outcome.warnings]


def succession_outcome(run):
    return next(outcome for outcome in run.outcomes if outcome.kind == "herindelingen")


# Mergers


def test_a_new_municipality_starts_the_day_after_the_old_ones_end(before, load):
    run = load(AFTER)

    assert municipality("Dijk en Waard").valid_from == PartialDate(2022, 1, 1)
    for name in OLDS.values():
        assert municipality(name).valid_until == PartialDate(2021, 12, 31)
    rows = MunicipalitySuccession.objects.values_list("old__name", "new__name", "source")
    assert sorted(rows) == [(name, "Dijk en Waard", "CBS") for name in sorted(OLDS.values())]
    assert current(EVE) == ["Alkmaar", "Heerhugowaard", "Langedijk"]
    assert current(DAY) == ["Alkmaar", "Dijk en Waard"]
    assert warnings_of(run, "gemeenten") == []


def test_moves_places_postcodes_and_schools(before, load):
    place = before.place

    load(AFTER)

    before.refresh_from_db()
    assert (before.place, before.municipality.name) == (place, "Dijk en Waard")
    assert (municipality_of_postcode("1703"), municipality_of_postcode("1721")) == (
        "Dijk en Waard",
        "Dijk en Waard",
    )
    assert Place.objects.count() == 2
    before.save()  # place and municipality agree


def test_moves_a_school_without_a_place(before, load):
    school = make.a_school(municipality=municipality("Langedijk"))

    load(AFTER)

    school.refresh_from_db()
    assert school.municipality.name == "Dijk en Waard"


def test_a_second_import_changes_nothing(before, load):
    load(AFTER)
    rows = database_hash("pactdir.Import")

    run = load(AFTER)

    assert database_hash("pactdir.Import") == rows
    words = {word for outcome in run.outcomes for word, number in outcome.counts.items() if number}
    assert words == {"gelijk"}


def test_list_and_table_may_be_imported_separately(before, load):
    first = load({"gemeenten.csv": AFTER["gemeenten.csv"]}, EVE)
    assert len(warnings_of(first, "gemeenten")) == 2

    load({"herindelingen.csv": TABLE + MERGER}, EVE)

    assert municipality("Dijk en Waard").valid_from == PartialDate(2022, 1, 1)
    assert current(EVE) == ["Alkmaar", "Heerhugowaard", "Langedijk"]
    assert warnings_of(load({"gemeenten.csv": AFTER["gemeenten.csv"]}, EVE), "gemeenten") == []


def test_neighbours_become_those_of_the_new_municipality(before, load):
    load(AFTER)

    pairs = Neighbour.objects.values_list("municipality__name", "neighbour__name")
    assert sorted(pairs) == [("Alkmaar", "Dijk en Waard"), ("Dijk en Waard", "Alkmaar")]


# Participations


def test_a_participation_ends_and_is_not_copied_to_the_new_municipality(before, load):
    run = load(AFTER)

    row = MunicipalityParticipation.objects.get()
    assert (row.municipality.name, row.source) == ("Heerhugowaard", "pact, 2020")
    assert row.until == PartialDate(2021, 12, 31)
    assert succession_outcome(run).warnings == [
        "Heerhugowaard in Pact Noord eindigt 31 december 2021: of Dijk en Waard daar meedoet, zegt "
        "de tabel niet"
    ]


def test_the_new_page_mentions_participations_of_the_old_one(before, load, client):
    load(AFTER)

    page = " ".join(client.get("/gemeenten/dijk-en-waard/").content.decode().split())
    assert "Heerhugowaard deed mee tot en met" in page
    assert "Of Dijk en Waard zelf deelnemer is, is niet opgegeven." in page

    make.a_municipality_participation(
        municipality=municipality("Dijk en Waard"), region=participating_region()
    )
    assert "deed mee tot en met" not in client.get("/gemeenten/dijk-en-waard/").content.decode()


def participating_region():
    return MunicipalityParticipation.objects.get().region


def test_a_participation_that_ended_earlier_keeps_its_end(before, load):
    row = MunicipalityParticipation.objects.get()
    row.until = "2020"
    row.save()

    load(AFTER)

    row.refresh_from_db()
    assert row.until == PartialDate(2020)


def test_warns_about_a_participation_that_starts_later(before, load):
    row = MunicipalityParticipation.objects.get()
    row.since = "2023"
    row.save()

    run = load(AFTER)

    row.refresh_from_db()
    assert row.until is None
    assert succession_outcome(run).warnings == [
        "Heerhugowaard in Pact Noord begint na 31 december 2021: klopt dat?"
    ]


def test_an_old_municipality_redirects_to_the_new_one(before, load, client):
    load(AFTER)

    page = client.get("/gemeenten/heerhugowaard/")
    assert (page.status_code, page["Location"]) == (301, "/gemeenten/dijk-en-waard/")
    assert client.get("/zoeken/?q=langedijk").content.decode().count("Dijk en Waard") > 0


# Before the date


def test_an_import_before_the_date_leaves_current_data_unchanged(before, load):
    run = load(AFTER, EVE)

    before.refresh_from_db()
    assert current(EVE) == ["Alkmaar", "Heerhugowaard", "Langedijk"]
    assert before.municipality.name == "Heerhugowaard"
    assert (municipality_of_postcode("1703"), municipality_of_postcode("1721")) == (
        "Heerhugowaard",
        "Langedijk",
    )
    assert MunicipalityParticipation.objects.open(EVE).count() == 1
    assert Neighbour.objects.filter(municipality__name="Heerhugowaard").exists()
    assert warnings_of(run, "gemeenten") == []


def test_a_second_import_before_the_date_changes_nothing(before, load):
    load(AFTER, EVE)
    rows = database_hash("pactdir.Import")

    load(AFTER, EVE)

    assert database_hash("pactdir.Import") == rows


@pytest.mark.parametrize("files", [AFTER, BEFORE], ids=["newer files", "files of before"])
def test_the_first_import_on_the_date_moves_everything(before, load, files):
    load(AFTER, EVE)

    load(files)

    before.refresh_from_db()
    assert before.municipality.name == before.place.municipality.name == "Dijk en Waard"
    assert (municipality_of_postcode("1703"), municipality_of_postcode("1721")) == (
        "Dijk en Waard",
        "Dijk en Waard",
    )
    assert Place.objects.count() == 2


def test_old_files_before_the_date_give_no_warnings(before, load):
    load(AFTER, EVE)

    assert warnings_of(load(BEFORE, EVE), "gemeenten") == []


def test_the_command_moves_places(before, load, capsys):
    load(AFTER, EVE)

    call_command("follow_successions")

    before.refresh_from_db()
    assert before.municipality.name == "Dijk en Waard"
    assert "Heerhugowaard: van Heerhugowaard naar Dijk en Waard." in capsys.readouterr().out
    call_command("follow_successions")
    assert "Niets te verplaatsen." in capsys.readouterr().out


# Absorption by an existing municipality


def test_an_absorbing_municipality_gets_no_start_date(before, load):
    files = {
        "gemeenten.csv": municipalities_csv(ALKMAAR, {"GM0416": "Langedijk"}),
        "herindelingen.csv": TABLE + "GM0398,GM0361,2022-01-01,\n",
    }

    load(files)

    assert municipality("Alkmaar").valid_from is None
    before.refresh_from_db()
    assert before.municipality.name == "Alkmaar"
    assert current(DAY) == ["Alkmaar", "Langedijk"]


def test_merges_places_of_the_same_name(before, load):
    target = make.a_place(name="Heerhugowaard", municipality=municipality("Alkmaar"))
    event = make.an_event(place=before.place)
    partner = make.a_partner(place=before.place)

    load({"herindelingen.csv": TABLE + "GM0398,GM0361,2022-01-01,\n"})

    for row in (before, event, partner):
        row.refresh_from_db()
        assert row.place == target
    assert PostcodeArea.objects.get(code="1703").place == target
    assert Place.objects.filter(name="Heerhugowaard").count() == 1


def test_a_row_from_a_municipality_to_itself_says_that_it_continues(load):
    load({"gemeenten.csv": municipalities_csv(OLDS)}, EVE)

    load(
        {
            "gemeenten.csv": municipalities_csv(ALKMAAR, {"GM0416": "Langedijk"}),
            "herindelingen.csv": TABLE + "GM0398,GM0361,2022-01-01,\nGM0361,GM0361,2022-01-01,\n",
        }
    )

    assert municipality("Alkmaar").valid_from is None
    assert MunicipalitySuccession.objects.count() == 1


def test_a_municipality_with_a_lower_code_than_the_old_one_is_not_new(load):
    """CBS codes ascend: it existed before, even if this is the first list that has it."""
    load({"gemeenten.csv": municipalities_csv(OLDS)}, EVE)

    run = load(
        {
            "gemeenten.csv": municipalities_csv(ALKMAAR, {"GM0416": "Langedijk"}),
            "herindelingen.csv": TABLE + "GM0398,GM0361,2022-01-01,\n",
        }
    )

    assert municipality("Alkmaar").valid_from is None
    assert municipality("Heerhugowaard").valid_until == PartialDate(2021, 12, 31)
    assert succession_outcome(run).warnings == []


def test_warns_instead_of_calling_a_municipality_in_the_first_list_new(load):
    """A site that already has a few municipalities imports its first list together with a table."""
    old = make.a_municipality(code="GM0361", name="Alkmaar")

    run = load(
        {
            "gemeenten.csv": municipalities_csv({"GM0398": "Heerhugowaard"}),
            "herindelingen.csv": TABLE + "GM0361,GM0398,2022-01-01,\n",
        }
    )

    old.refresh_from_db()
    assert old.valid_until == PartialDate(2021, 12, 31)
    assert municipality("Heerhugowaard").valid_from is None
    assert succession_outcome(run).warnings == [
        "Of Heerhugowaard nieuw is of al bestond, blijkt niet: er was nog geen eerdere lijst van "
        "gemeenten. Is de gemeente nieuw, vul dan zelf in sinds wanneer zij bestaat"
    ]


def test_asks_for_the_older_list_first(load, tmp_path, client):
    """Once that is imported, the old ones are former municipalities, which redirect."""
    load({"gemeenten.csv": municipalities_csv(ALKMAAR, NEW)})
    table = {"herindelingen.csv": TABLE + MERGER}

    assert problems_of(write_files(tmp_path, table))[0] == (
        "herindelingen.csv, regel 2, kolom oud: Deze gemeente kennen we niet. Laad eerst een lijst "
        "van gemeenten van voor de herindeling, waar zij nog in staat. Er staat: “GM0398”."
    )

    load({"gemeenten.csv": municipalities_csv(OLDS, ALKMAAR)})
    load(table)
    assert current(DAY) == ["Alkmaar", "Dijk en Waard"]
    assert client.get("/gemeenten/langedijk/")["Location"] == "/gemeenten/dijk-en-waard/"


def test_warns_about_a_new_municipality_that_has_places(before, load):
    load({"gemeenten.csv": AFTER["gemeenten.csv"]}, EVE)
    make.a_place(municipality=municipality("Dijk en Waard"))

    run = load({"herindelingen.csv": TABLE + MERGER.splitlines()[0] + "\n"}, EVE)

    assert municipality("Dijk en Waard").valid_from is None
    assert "Dijk en Waard stond er al voor deze tabel." in succession_outcome(run).warnings[0]


# Splits


SPLIT = {
    "gemeenten.csv": municipalities_csv(
        ALKMAAR, {"GM0416": "Langedijk", "GM1980": "Dijk en Waard"}
    ),
    "pc4.csv": postcodes_csv(
        p1703=("Heerhugowaard", "GM1980"),
        p1704=("De Noord", "GM0361"),
        p1721=("Broek", "GM0416"),
    ),
    "herindelingen.csv": TABLE + "GM0398,GM1980,2022-01-01,\nGM0398,GM0361,2022-01-01,\n",
}


def test_places_in_a_split_municipality_follow_their_postcodes(before, load):
    load(
        {
            "pc4.csv": postcodes_csv(
                p1703=("Heerhugowaard", "GM0398"),
                p1704=("De Noord", "GM0398"),
                p1721=("Broek", "GM0416"),
            )
        },
        EVE,
    )
    north = make.a_school(name="Noord", place=Place.objects.get(name="De Noord"))

    run = load(SPLIT)

    for school, name in ((before, "Dijk en Waard"), (north, "Alkmaar")):
        school.refresh_from_db()
        assert school.municipality.name == school.place.municipality.name == name
    assert not Place.objects.filter(municipality__name="Heerhugowaard").exists()
    assert "of Dijk en Waard of Alkmaar daar meedoet" in succession_outcome(run).warnings[0]


def test_the_page_of_a_split_municipality_links_to_its_successors(before, load, client):
    load(SPLIT)

    page = client.get("/gemeenten/heerhugowaard/")
    assert page.status_code == 200
    assert "/gemeenten/alkmaar/" in page.content.decode()
    assert "/gemeenten/dijk-en-waard/" in page.content.decode()


def test_a_split_before_its_date_leaves_current_data_unchanged(before, load):
    load(SPLIT, EVE)

    before.refresh_from_db()
    assert before.municipality.name == municipality_of_postcode("1703") == "Heerhugowaard"
    assert "Dijk en Waard" not in current(EVE)


def test_schools_in_a_split_place_follow_their_own_postcode(before, load):
    before.postcode = "1704 AB"
    before.save()
    unknown = make.a_school(name="Zonder postcode", place=before.place)
    files = SPLIT | {
        "pc4.csv": postcodes_csv(
            p1703=("Heerhugowaard", "GM1980"),
            p1704=("Heerhugowaard", "GM0361"),
            p1721=("Broek", "GM0416"),
        )
    }

    run = load(files)

    before.refresh_from_db()
    unknown.refresh_from_db()
    assert before.municipality.name == before.place.municipality.name == "Alkmaar"
    assert unknown.municipality.name == "Heerhugowaard"
    assert warnings_of(run, "herindelingen")[-2:] == [
        "Zonder postcode, in Heerhugowaard: in welke gemeente ligt de school nu?",
        "Heerhugowaard, dat in Heerhugowaard lag: in welke gemeente ligt het nu?",
    ]


# Lists of former municipalities

FORMER = {"vroeger.csv": municipalities_csv(OLDS), "herindelingen.csv": TABLE + MERGER}
NOW = {"gemeenten.csv": municipalities_csv(ALKMAAR, NEW)}


def test_a_list_of_former_municipalities_gives_no_warnings(load, client):
    load(NOW)

    run = load(FORMER)

    assert [outcome.warnings for outcome in run.outcomes] == [[], []]
    assert current(DAY) == ["Alkmaar", "Dijk en Waard"]
    assert client.get("/gemeenten/langedijk/")["Location"] == "/gemeenten/dijk-en-waard/"
    rows = database_hash("pactdir.Import")
    assert [outcome.warnings for outcome in load(FORMER).outcomes] == [[], []]
    assert warnings_of(load(NOW), "gemeenten") == []
    assert database_hash("pactdir.Import") == rows


def test_warns_once_about_former_municipalities_without_a_table(load):
    load(NOW)

    run = load({"vroeger.csv": municipalities_csv(OLDS)})

    assert warnings_of(run, "gemeenten") == [
        "Geen van de 2 gemeenten die er al stonden, staat in dit bestand. Zijn het vroegere "
        "gemeenten? Laad er dan de tabel van herindelingen bij. Tot zolang staan deze 2 bij de "
        "gemeenten van nu."
    ]
    load({"herindelingen.csv": TABLE + MERGER})
    assert current(DAY) == ["Alkmaar", "Dijk en Waard"]


def test_asks_for_the_current_list_first(load, tmp_path):
    assert problems_of(write_files(tmp_path, FORMER))[0] == (
        "herindelingen.csv, regel 2, kolom nieuw: Deze gemeente kennen we niet. Laad eerst de "
        "lijst van gemeenten van nu, en daarna dit bestand nog eens. Er staat: “GM1980”."
    )


def test_a_list_of_former_municipalities_does_not_make_current_ones_new(load):
    """Haarlemmermeer absorbed Haarlemmerliede and has a higher code, but existed before."""
    load({"vroeger.csv": municipalities_csv({"GM0393": "Haarlemmerliede"})})

    load(
        {
            "gemeenten.csv": municipalities_csv({"GM0394": "Haarlemmermeer"}),
            "h.csv": TABLE + "GM0393,GM0394,2019-01-01,\n",
        }
    )

    assert municipality("Haarlemmermeer").valid_from is None
    assert municipality("Haarlemmerliede").valid_until == PartialDate(2018, 12, 31)


SUCCESSION_FILES = OFFICIAL_FILES / "herindelingen"


@needs_official_files
@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("order", ["country first", "country last"])
def test_the_52_former_municipalities_redirect_in_either_order(load, order, client):
    today = date(2026, 11, 25)
    names = ["gemeenten.csv", "gemeenten_buren.csv", "pc4.csv"]
    country = {name: (OFFICIAL_FILES / name).read_bytes() for name in names}
    former = {path.name: path.read_bytes() for path in SUCCESSION_FILES.glob("*.csv")}
    if order == "country last":
        lists = {name: text for name, text in former.items() if name.startswith("gemeenten")}
        load(lists, today)
    load(country, today)
    run = load(former, today)
    rows = database_hash("pactdir.Import")

    if order == "country first":
        warnings = [outcome.warnings for outcome in run.outcomes if outcome.file in former]
        assert warnings == [[], []]
    assert MunicipalitySuccession.objects.count() == 56
    assert Municipality.objects.current(today).exclude_examples().count() == 342
    assert Municipality.objects.exclude_examples().count() == 342 + 52
    load(former, today)
    load(country, today)
    assert database_hash("pactdir.Import") == rows
    without_redirect = []
    for old in Municipality.objects.exclude(valid_until=None):
        page = client.get(f"/gemeenten/{old.slug}/", follow=True)
        assert page.status_code == 200
        if not page.redirect_chain:
            without_redirect.append(old.name)
            assert f"De gemeente {old.name} bestond tot en met" in page.content.decode()
        else:
            assert old.name in page.content.decode()
    assert sorted(without_redirect) == ["Haaren", "Haren", "Vianen", "Winsum"]


# Editors, corrections, refusals


def test_keeps_an_end_date_set_by_an_editor(before, load):
    old = municipality("Heerhugowaard")
    old.valid_until = "2021"
    old.save()

    run = load(AFTER)

    old.refresh_from_db()
    assert old.valid_until == PartialDate(2021)
    assert [str(conflict) for conflict in succession_outcome(run).conflicts] == [
        "Heerhugowaard: bestond tot en met “2021” → “31 december 2021”"
    ]


def test_moves_nothing_from_a_municipality_that_continues(before, load):
    """It transferred only a part, or an editor set a later end date."""
    run = load(
        {
            "h.csv": TABLE + "GM0398,GM0398,2022-01-01,\nGM0398,GM0361,2022-01-01,\n",
        }
    )
    old = municipality("Heerhugowaard")
    assert (old.valid_until, succession_outcome(run).changed) == (None, [])
    old.valid_until = "2030"
    old.save()

    load({"h.csv": TABLE + "GM0398,GM0361,2022-01-01,\n"})

    before.refresh_from_db()
    assert before.municipality == before.place.municipality == old
    assert municipality_of_postcode("1703") == "Heerhugowaard"


def test_a_corrected_date_corrects_the_dates_derived_from_it(before, load):
    load(AFTER, EVE)

    load({"herindelingen.csv": TABLE + MERGER.replace("2022-01-01", "2022-02-01")}, EVE)

    assert municipality("Heerhugowaard").valid_until == PartialDate(2022, 1, 31)
    assert municipality("Dijk en Waard").valid_from == PartialDate(2022, 2, 1)
    assert MunicipalityParticipation.objects.get().until == PartialDate(2022, 1, 31)


def test_an_empty_source_does_not_clear_an_existing_one(before, load):
    load(AFTER)

    run = load({"h.csv": "oud,nieuw,per\nGM0398,GM1980,1-1-2022\n"})

    assert MunicipalitySuccession.objects.filter(source="CBS").count() == 2
    assert succession_outcome(run).counts["gelijk"] == 1


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("GM9999,GM0361,2022-01-01,", "kolom oud: Deze gemeente kennen we niet."),
        ("GM0398,GM9999,2022-01-01,", "kolom nieuw: Deze gemeente kennen we niet."),
        ("GM0398,GM0361,2022,", "kolom per: Een herindeling gaat in op een dag"),
        ("GM0398,GM0361,ooit,", "kolom per: Dit is geen datum."),
        ("GM0398,GM0361,,", "kolom per: Dit veld is verplicht."),
        ("GM0361,GM0416,2022-01-01,", "kolom nieuw: Zo volgt een gemeente zichzelf op."),
        ("GM0416,GM0398,2023-01-01,", "kolom per: Deze oude gemeente staat er ook met een andere"),
        ("GM0416,GM0361,2022-01-01,", "kolom oud: Dit staat ook al op regel 2."),
    ],
)
def test_refuses_an_invalid_row(before, tmp_path, row, message):
    rows = database_hash()
    content = TABLE + f"GM0416,GM0361,2022-01-01,\n{row}\n"

    warnings_of = problems_of(write_files(tmp_path, {"h.csv": content}))

    assert warnings_of[0].startswith(f"h.csv, regel 3, {message}"), warnings_of
    assert database_hash() == rows


def test_successions_can_be_chained(before, load):
    load(AFTER)

    load({"herindelingen.csv": TABLE + "GM1980,GM0361,2023-01-01,\n"}, date(2023, 1, 1))

    before.refresh_from_db()
    assert before.municipality.name == "Alkmaar"


@needs_official_files
@pytest.mark.usefixtures("demo")
def test_a_table_that_matches_the_demo_changes_nothing(load):
    names = ["gemeenten.csv", "gemeenten_buren.csv", "pc4.csv"]
    files = {name: (OFFICIAL_FILES / name).read_bytes() for name in names}
    today = date(2026, 11, 25)
    load(files, today)
    rows = database_hash("pactdir.Import", "pactdir.ImportedRow")

    run = load(files | {"h.csv": TABLE + MERGER}, today)

    assert database_hash("pactdir.Import", "pactdir.ImportedRow") == rows
    assert succession_outcome(run).counts["gelijk"] == 2
    assert Municipality.objects.current(today).exclude_examples().count() == 342
