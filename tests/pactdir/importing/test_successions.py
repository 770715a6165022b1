"""Next year's list with a table of successions: all of it changes on the day, and not before."""

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
    REAL,
    all_rows,
    if_real_files_are_here,
    problems_of,
    written,
)

pytestmark = pytest.mark.django_db

DAY, EVE = date(2022, 1, 1), date(2021, 12, 31)
LIST = "statcode,naam,provinciecode,inwoners,lat,lon\n"
AREAS = "pc4,plaats,statcode,lat,lon\n"
TABLE = "oud,nieuw,per,bron\n"
OLDS = {"GM0398": "Heerhugowaard", "GM0416": "Langedijk"}
BESIDE = {"GM0361": "Alkmaar"}
NEW = {"GM1980": "Dijk en Waard"}
MERGER = "GM0398,GM1980,2022-01-01,CBS\nGM0416,GM1980,2022-01-01,CBS\n"


def a_list(*years):
    known = {code: name for year in years for code, name in year.items()}
    rows = [f"{code},{name},PV27,1000,52.6,4.8" for code, name in known.items()]
    return LIST + "\n".join(rows) + "\n"


def areas(**places):
    """By postcode: place and municipality."""
    rows = [f"{code[1:]},{place},{where},52.6,4.8" for code, (place, where) in places.items()]
    return AREAS + "\n".join(rows) + "\n"


BEFORE = {
    "gemeenten.csv": a_list(OLDS, BESIDE),
    "buren.csv": "statcode,buur_statcode\nGM0398,GM0361\nGM0361,GM0398\n",
    "pc4.csv": areas(p1703=("Heerhugowaard", "GM0398"), p1721=("Broek", "GM0416")),
}
AFTER = {
    "gemeenten.csv": a_list(BESIDE, NEW),
    "buren.csv": "statcode,buur_statcode\nGM1980,GM0361\nGM0361,GM1980\n",
    "pc4.csv": areas(p1703=("Heerhugowaard", "GM1980"), p1721=("Broek", "GM1980")),
    "herindelingen.csv": TABLE + MERGER,
}


@pytest.fixture
def load(tmp_path):
    def load(files, on=DAY, **options):
        for path in tmp_path.iterdir():
            path.unlink()
        return import_files(written(tmp_path, files), on=on, **options)

    return load


@pytest.fixture
def before(load):
    """The country as it was, with a school and a stated participation in Heerhugowaard."""
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


def where(code):
    return PostcodeArea.objects.get(code=code).place.municipality.name


def said(run, kind):
    return [text for one in run.outcomes if one.kind == kind for text in one.doubtful]


def of_the_table(run):
    return next(one for one in run.outcomes if one.kind == "herindelingen")


# Several into one


def test_a_new_municipality_begins_on_the_day_and_the_old_ones_end_the_day_before(before, load):
    run = load(AFTER)

    assert municipality("Dijk en Waard").valid_from == PartialDate(2022, 1, 1)
    for name in OLDS.values():
        assert municipality(name).valid_until == PartialDate(2021, 12, 31)
    rows = MunicipalitySuccession.objects.values_list("old__name", "new__name", "source")
    assert sorted(rows) == [(name, "Dijk en Waard", "CBS") for name in sorted(OLDS.values())]
    assert current(EVE) == ["Alkmaar", "Heerhugowaard", "Langedijk"]
    assert current(DAY) == ["Alkmaar", "Dijk en Waard"]
    assert said(run, "gemeenten") == []


def test_places_postcodes_and_schools_follow(before, load):
    place = before.place

    load(AFTER)

    before.refresh_from_db()
    assert (before.place, before.municipality.name) == (place, "Dijk en Waard")
    assert (where("1703"), where("1721")) == ("Dijk en Waard", "Dijk en Waard")
    assert Place.objects.count() == 2
    before.save()  # place and municipality agree


def test_a_school_of_which_only_the_municipality_is_known_follows_too(before, load):
    school = make.a_school(municipality=municipality("Langedijk"))

    load(AFTER)

    school.refresh_from_db()
    assert school.municipality.name == "Dijk en Waard"


def test_a_second_time_changes_nothing(before, load):
    load(AFTER)
    rows = all_rows("pactdir.Import")

    run = load(AFTER)

    assert all_rows("pactdir.Import") == rows
    words = {word for one in run.outcomes for word, number in one.counts.items() if number}
    assert words == {"gelijk"}


def test_the_list_and_the_table_may_come_one_after_the_other(before, load):
    first = load({"gemeenten.csv": AFTER["gemeenten.csv"]}, EVE)
    assert len(said(first, "gemeenten")) == 2

    load({"herindelingen.csv": TABLE + MERGER}, EVE)

    assert municipality("Dijk en Waard").valid_from == PartialDate(2022, 1, 1)
    assert current(EVE) == ["Alkmaar", "Heerhugowaard", "Langedijk"]
    assert said(load({"gemeenten.csv": AFTER["gemeenten.csv"]}, EVE), "gemeenten") == []


def test_neighbours_are_those_of_the_new_municipality(before, load):
    load(AFTER)

    pairs = Neighbour.objects.values_list("municipality__name", "neighbour__name")
    assert sorted(pairs) == [("Alkmaar", "Dijk en Waard"), ("Dijk en Waard", "Alkmaar")]


# What is stated of the old one is not said of the new one


def test_what_the_old_one_took_part_in_ends_with_it_and_is_not_claimed_for_the_new_one(
    before, load
):
    run = load(AFTER)

    row = MunicipalityParticipation.objects.get()
    assert (row.municipality.name, row.source) == ("Heerhugowaard", "pact, 2020")
    assert row.until == PartialDate(2021, 12, 31)
    assert of_the_table(run).doubtful == [
        "Heerhugowaard in Pact Noord eindigt 31 december 2021: of Dijk en Waard daar meedoet, zegt "
        "de tabel niet"
    ]


def test_the_new_ones_page_tells_what_the_old_one_took_part_in(before, load, client):
    load(AFTER)

    page = " ".join(client.get("/gemeenten/dijk-en-waard/").content.decode().split())
    assert "Heerhugowaard deed mee tot en met" in page
    assert "Of Dijk en Waard zelf deelnemer is, is niet opgegeven." in page

    make.a_municipality_participation(
        municipality=municipality("Dijk en Waard"), region=row_region()
    )
    assert "deed mee tot en met" not in client.get("/gemeenten/dijk-en-waard/").content.decode()


def row_region():
    return MunicipalityParticipation.objects.get().region


def test_a_participation_that_ended_before_keeps_its_end(before, load):
    row = MunicipalityParticipation.objects.get()
    row.until = "2020"
    row.save()

    load(AFTER)

    row.refresh_from_db()
    assert row.until == PartialDate(2020)


def test_a_participation_that_begins_later_is_asked_about(before, load):
    row = MunicipalityParticipation.objects.get()
    row.since = "2023"
    row.save()

    run = load(AFTER)

    row.refresh_from_db()
    assert row.until is None
    assert of_the_table(run).doubtful == [
        "Heerhugowaard in Pact Noord begint na 31 december 2021: klopt dat?"
    ]


def test_an_old_name_leads_on(before, load, client):
    load(AFTER)

    page = client.get("/gemeenten/heerhugowaard/")
    assert (page.status_code, page["Location"]) == (301, "/gemeenten/dijk-en-waard/")
    assert client.get("/zoeken/?q=langedijk").content.decode().count("Dijk en Waard") > 0


# Before its day


def test_loaded_ahead_it_changes_nothing_that_stands(before, load):
    run = load(AFTER, EVE)

    before.refresh_from_db()
    assert current(EVE) == ["Alkmaar", "Heerhugowaard", "Langedijk"]
    assert before.municipality.name == "Heerhugowaard"
    assert (where("1703"), where("1721")) == ("Heerhugowaard", "Langedijk")
    assert MunicipalityParticipation.objects.open(EVE).count() == 1
    assert Neighbour.objects.filter(municipality__name="Heerhugowaard").exists()
    assert said(run, "gemeenten") == []


def test_loaded_ahead_once_more_nothing_changes(before, load):
    load(AFTER, EVE)
    rows = all_rows("pactdir.Import")

    load(AFTER, EVE)

    assert all_rows("pactdir.Import") == rows


@pytest.mark.parametrize("files", [AFTER, BEFORE], ids=["newer files", "files of before"])
def test_loaded_ahead_all_follows_with_the_first_import_of_the_day(before, load, files):
    load(AFTER, EVE)

    load(files)

    before.refresh_from_db()
    assert before.municipality.name == before.place.municipality.name == "Dijk en Waard"
    assert (where("1703"), where("1721")) == ("Dijk en Waard", "Dijk en Waard")
    assert Place.objects.count() == 2


def test_files_of_before_ahead_of_the_day_ask_nothing(before, load):
    load(AFTER, EVE)

    assert said(load(BEFORE, EVE), "gemeenten") == []


def test_the_command_lets_places_follow(before, load, capsys):
    load(AFTER, EVE)

    call_command("follow_successions")

    before.refresh_from_db()
    assert before.municipality.name == "Dijk en Waard"
    assert "Heerhugowaard: van Heerhugowaard naar Dijk en Waard." in capsys.readouterr().out
    call_command("follow_successions")
    assert "Niets te verplaatsen." in capsys.readouterr().out


# One into another that stood already


def test_a_municipality_that_takes_another_in_does_not_begin(before, load):
    files = {
        "gemeenten.csv": a_list(BESIDE, {"GM0416": "Langedijk"}),
        "herindelingen.csv": TABLE + "GM0398,GM0361,2022-01-01,\n",
    }

    load(files)

    assert municipality("Alkmaar").valid_from is None
    before.refresh_from_db()
    assert before.municipality.name == "Alkmaar"
    assert current(DAY) == ["Alkmaar", "Langedijk"]


def test_a_place_of_a_name_that_is_there_already_becomes_one_with_it(before, load):
    there = make.a_place(name="Heerhugowaard", municipality=municipality("Alkmaar"))
    event = make.an_event(place=before.place)
    partner = make.a_partner(place=before.place)

    load({"herindelingen.csv": TABLE + "GM0398,GM0361,2022-01-01,\n"})

    for row in (before, event, partner):
        row.refresh_from_db()
        assert row.place == there
    assert PostcodeArea.objects.get(code="1703").place == there
    assert Place.objects.filter(name="Heerhugowaard").count() == 1


def test_a_municipality_we_knew_only_later_says_itself_that_it_goes_on(load):
    load({"gemeenten.csv": a_list(OLDS)}, EVE)

    load(
        {
            "gemeenten.csv": a_list(BESIDE, {"GM0416": "Langedijk"}),
            "herindelingen.csv": TABLE + "GM0398,GM0361,2022-01-01,\nGM0361,GM0361,2022-01-01,\n",
        }
    )

    assert municipality("Alkmaar").valid_from is None
    assert MunicipalitySuccession.objects.count() == 1


def test_one_that_takes_in_another_with_a_higher_code_did_not_begin_with_that(load):
    """Codes rise: it stood already, also where this list is the first that we get it from."""
    load({"gemeenten.csv": a_list(OLDS)}, EVE)

    run = load(
        {
            "gemeenten.csv": a_list(BESIDE, {"GM0416": "Langedijk"}),
            "herindelingen.csv": TABLE + "GM0398,GM0361,2022-01-01,\n",
        }
    )

    assert municipality("Alkmaar").valid_from is None
    assert municipality("Heerhugowaard").valid_until == PartialDate(2021, 12, 31)
    assert of_the_table(run).doubtful == []


def test_one_that_is_in_the_first_list_we_have_is_not_said_to_be_new(load):
    """A site with a few municipalities of its own gets its first list and a table in one go."""
    old = make.a_municipality(code="GM0361", name="Alkmaar")

    run = load(
        {
            "gemeenten.csv": a_list({"GM0398": "Heerhugowaard"}),
            "herindelingen.csv": TABLE + "GM0361,GM0398,2022-01-01,\n",
        }
    )

    old.refresh_from_db()
    assert old.valid_until == PartialDate(2021, 12, 31)
    assert municipality("Heerhugowaard").valid_from is None
    assert of_the_table(run).doubtful == [
        "Of Heerhugowaard nieuw is of al bestond, blijkt niet: er was nog geen eerdere lijst van "
        "gemeenten. Is de gemeente nieuw, vul dan zelf in sinds wanneer zij bestaat"
    ]


def test_a_site_that_began_with_the_newer_list_is_told_to_load_the_older_one(
    load, tmp_path, client
):
    """After that the old ones are former municipalities, and lead on from their names."""
    load({"gemeenten.csv": a_list(BESIDE, NEW)})
    table = {"herindelingen.csv": TABLE + MERGER}

    assert problems_of(written(tmp_path, table))[0] == (
        "herindelingen.csv, regel 2, kolom oud: Deze gemeente kennen we niet. Laad eerst een lijst "
        "van gemeenten van voor de herindeling, waar zij nog in staat. Er staat: “GM0398”."
    )

    load({"gemeenten.csv": a_list(OLDS, BESIDE)})
    load(table)
    assert current(DAY) == ["Alkmaar", "Dijk en Waard"]
    assert client.get("/gemeenten/langedijk/")["Location"] == "/gemeenten/dijk-en-waard/"


def test_one_that_something_lies_in_already_is_asked_about(before, load):
    load({"gemeenten.csv": AFTER["gemeenten.csv"]}, EVE)
    make.a_place(municipality=municipality("Dijk en Waard"))

    run = load({"herindelingen.csv": TABLE + MERGER.splitlines()[0] + "\n"}, EVE)

    assert municipality("Dijk en Waard").valid_from is None
    assert "Dijk en Waard stond er al voor deze tabel." in of_the_table(run).doubtful[0]


# One into several


SPLIT = {
    "gemeenten.csv": a_list(BESIDE, {"GM0416": "Langedijk", "GM1980": "Dijk en Waard"}),
    "pc4.csv": areas(
        p1703=("Heerhugowaard", "GM1980"),
        p1704=("De Noord", "GM0361"),
        p1721=("Broek", "GM0416"),
    ),
    "herindelingen.csv": TABLE + "GM0398,GM1980,2022-01-01,\nGM0398,GM0361,2022-01-01,\n",
}


def test_of_a_municipality_that_is_split_each_place_goes_where_its_postcode_does(before, load):
    load(
        {
            "pc4.csv": areas(
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
    assert "of Dijk en Waard of Alkmaar daar meedoet" in of_the_table(run).doubtful[0]


def test_a_split_asks_which_one_is_meant_by_the_old_name(before, load, client):
    load(SPLIT)

    page = client.get("/gemeenten/heerhugowaard/")
    assert page.status_code == 200
    assert "/gemeenten/alkmaar/" in page.content.decode()
    assert "/gemeenten/dijk-en-waard/" in page.content.decode()


def test_a_split_ahead_of_its_day_changes_nothing_that_stands(before, load):
    load(SPLIT, EVE)

    before.refresh_from_db()
    assert before.municipality.name == where("1703") == "Heerhugowaard"
    assert "Dijk en Waard" not in current(EVE)


def test_a_place_that_is_split_itself_leaves_schools_to_their_own_postcode(before, load):
    before.postcode = "1704 AB"
    before.save()
    unknown = make.a_school(name="Zonder postcode", place=before.place)
    files = SPLIT | {
        "pc4.csv": areas(
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
    assert said(run, "herindelingen")[-2:] == [
        "Zonder postcode, in Heerhugowaard: in welke gemeente ligt de school nu?",
        "Heerhugowaard, dat in Heerhugowaard lag: in welke gemeente ligt het nu?",
    ]


# Former municipalities in a list of their own

FORMER = {"vroeger.csv": a_list(OLDS), "herindelingen.csv": TABLE + MERGER}
NOW = {"gemeenten.csv": a_list(BESIDE, NEW)}


def test_a_list_of_former_municipalities_makes_no_others_doubtful(load, client):
    load(NOW)

    run = load(FORMER)

    assert [one.doubtful for one in run.outcomes] == [[], []]
    assert current(DAY) == ["Alkmaar", "Dijk en Waard"]
    assert client.get("/gemeenten/langedijk/")["Location"] == "/gemeenten/dijk-en-waard/"
    rows = all_rows("pactdir.Import")
    assert [one.doubtful for one in load(FORMER).outcomes] == [[], []]
    assert said(load(NOW), "gemeenten") == []
    assert all_rows("pactdir.Import") == rows


def test_such_a_list_without_its_table_is_asked_about_in_one_sentence(load):
    load(NOW)

    run = load({"vroeger.csv": a_list(OLDS)})

    assert said(run, "gemeenten") == [
        "Geen van de 2 gemeenten die er al stonden, staat in dit bestand. Zijn het vroegere "
        "gemeenten? Laad er dan de tabel van herindelingen bij. Tot zolang staan deze 2 bij de "
        "gemeenten van nu."
    ]
    load({"herindelingen.csv": TABLE + MERGER})
    assert current(DAY) == ["Alkmaar", "Dijk en Waard"]


def test_such_a_list_before_the_one_of_today_is_refused_with_what_to_do(load, tmp_path):
    assert problems_of(written(tmp_path, FORMER))[0] == (
        "herindelingen.csv, regel 2, kolom nieuw: Deze gemeente kennen we niet. Laad eerst de "
        "lijst van gemeenten van nu, en daarna dit bestand nog eens. Er staat: “GM1980”."
    )


def test_such_a_list_says_of_none_of_today_that_it_was_missing_and_so_is_new(load):
    """Haarlemmermeer took in Haarlemmerliede, has a higher code, and stood already."""
    load({"vroeger.csv": a_list({"GM0393": "Haarlemmerliede"})})

    load(
        {
            "gemeenten.csv": a_list({"GM0394": "Haarlemmermeer"}),
            "h.csv": TABLE + "GM0393,GM0394,2019-01-01,\n",
        }
    )

    assert municipality("Haarlemmermeer").valid_from is None
    assert municipality("Haarlemmerliede").valid_until == PartialDate(2018, 12, 31)


REORGANISED = REAL / "herindelingen"


@if_real_files_are_here
@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("order", ["country first", "country last"])
def test_the_52_former_municipalities_lead_on_over_the_demo_in_either_order(load, order, client):
    today = date(2026, 11, 25)
    names = ["gemeenten.csv", "gemeenten_buren.csv", "pc4.csv"]
    country = {name: (REAL / name).read_bytes() for name in names}
    former = {one.name: one.read_bytes() for one in REORGANISED.glob("*.csv")}
    if order == "country last":
        lists = {name: text for name, text in former.items() if name.startswith("gemeenten")}
        load(lists, today)
    load(country, today)
    run = load(former, today)
    rows = all_rows("pactdir.Import")

    if order == "country first":
        doubtful = [one.doubtful for one in run.outcomes if one.file in former]
        assert doubtful == [[], []]
    assert MunicipalitySuccession.objects.count() == 56
    assert Municipality.objects.current(today).real().count() == 342
    assert Municipality.objects.real().count() == 342 + 52
    load(former, today)
    load(country, today)
    assert all_rows("pactdir.Import") == rows
    asked = []
    for old in Municipality.objects.exclude(valid_until=None):
        page = client.get(f"/gemeenten/{old.slug}/", follow=True)
        assert page.status_code == 200
        if not page.redirect_chain:
            asked.append(old.name)
            assert f"De gemeente {old.name} bestond tot en met" in page.content.decode()
        else:
            assert old.name in page.content.decode()
    assert sorted(asked) == ["Haaren", "Haren", "Vianen", "Winsum"]


# Editors, corrections, refusals


def test_an_end_that_an_editor_gave_stands(before, load):
    old = municipality("Heerhugowaard")
    old.valid_until = "2021"
    old.save()

    run = load(AFTER)

    old.refresh_from_db()
    assert old.valid_until == PartialDate(2021)
    assert [str(one) for one in of_the_table(run).kept] == [
        "Heerhugowaard: bestond tot en met “2021” → “31 december 2021”"
    ]


def test_of_a_municipality_that_stands_nothing_moves(before, load):
    """It gave a part away and goes on, or an editor says that it ends later."""
    gave = load(
        {
            "h.csv": TABLE + "GM0398,GM0398,2022-01-01,\nGM0398,GM0361,2022-01-01,\n",
        }
    )
    old = municipality("Heerhugowaard")
    assert (old.valid_until, of_the_table(gave).changed) == (None, [])
    old.valid_until = "2030"
    old.save()

    load({"h.csv": TABLE + "GM0398,GM0361,2022-01-01,\n"})

    before.refresh_from_db()
    assert before.municipality == before.place.municipality == old
    assert where("1703") == "Heerhugowaard"


def test_a_table_that_corrects_the_day_corrects_what_followed_from_it(before, load):
    load(AFTER, EVE)

    load({"herindelingen.csv": TABLE + MERGER.replace("2022-01-01", "2022-02-01")}, EVE)

    assert municipality("Heerhugowaard").valid_until == PartialDate(2022, 1, 31)
    assert municipality("Dijk en Waard").valid_from == PartialDate(2022, 2, 1)
    assert MunicipalityParticipation.objects.get().until == PartialDate(2022, 1, 31)


def test_a_table_without_sources_takes_none_away(before, load):
    load(AFTER)

    run = load({"h.csv": "oud,nieuw,per\nGM0398,GM1980,1-1-2022\n"})

    assert MunicipalitySuccession.objects.filter(source="CBS").count() == 2
    assert of_the_table(run).counts["gelijk"] == 1


@pytest.mark.parametrize(
    ("row", "told"),
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
def test_a_row_that_cannot_be_is_refused_with_its_line(before, tmp_path, row, told):
    rows = all_rows()
    content = TABLE + f"GM0416,GM0361,2022-01-01,\n{row}\n"

    said = problems_of(written(tmp_path, {"h.csv": content}))

    assert said[0].startswith(f"h.csv, regel 3, {told}"), said
    assert all_rows() == rows


def test_successions_may_follow_each_other(before, load):
    load(AFTER)

    load({"herindelingen.csv": TABLE + "GM1980,GM0361,2023-01-01,\n"}, date(2023, 1, 1))

    before.refresh_from_db()
    assert before.municipality.name == "Alkmaar"


@if_real_files_are_here
@pytest.mark.usefixtures("demo")
def test_the_successions_of_the_demo_stand_and_a_table_with_them_changes_nothing(load):
    names = ["gemeenten.csv", "gemeenten_buren.csv", "pc4.csv"]
    files = {name: (REAL / name).read_bytes() for name in names}
    today = date(2026, 11, 25)
    load(files, today)
    rows = all_rows("pactdir.Import", "pactdir.ImportedRow")

    run = load(files | {"h.csv": TABLE + MERGER}, today)

    assert all_rows("pactdir.Import", "pactdir.ImportedRow") == rows
    assert of_the_table(run).counts["gelijk"] == 2
    assert Municipality.objects.current(today).real().count() == 342
