"""Pages as of a past date: `?peildatum=2021-09-01`."""

import re
from datetime import date

import pytest
from django.core.cache import caches

from pactdir.page_store.backends import NARROWED, PAGES
from regions import clock
from regions.wording.dutch import day_in_words
from tests import make
from tests.pages.reading import own_addresses, read, text_of, words
from tests.regions.sheets.reading import sheet_of

AMSTELLAND = "/regios/techniekpact-amstelland/"
KENNEMERLAND = "/regios/techniekpact-noord-kennemerland/"
WEST_FRIESLAND = "/regios/techniekpact-west-friesland/"
ALMERE = "/regios/sterk-techniekonderwijs-almere/"
HEERHUGOWAARD, LANGEDIJK = "/gemeenten/heerhugowaard/", "/gemeenten/langedijk/"
DIJK_EN_WAARD = "/gemeenten/dijk-en-waard/"
VONK, LANGEDIJKER = "/scholen/vonk-hoorn/", "/scholen/csg-jan-arentsz-langedijk/"
HUYGENS = "/scholen/huygens-college-heerhugowaard/"
METAAL = "/partners/voorbeeldbedrijf-metaal/"
EXAMS = "/cijfers/examenkandidaten-techniek-in-het-vmbo/"
EXAMPLE = "/regios/voorbeeldregio/"

# Page, date, expected text, absent text.
TABLE = [
    (KENNEMERLAND, "2021-09-01", "Loopt tot en met 2023", "vervolg niet bekend"),
    (KENNEMERLAND, "2021-09-01", "Heerhugowaard Noord-Holland ○ Afgeleid", "Dijk en Waard Noord"),
    (
        KENNEMERLAND,
        "2021-12-31",
        "Dijk en Waard. Die stond toen in Heerhugowaard of",
        "Nog niemand",
    ),
    (KENNEMERLAND, "2022-01-01", "Dijk en Waard Noord-Holland ○ Afgeleid", "Heerhugowaard Noord"),
    (KENNEMERLAND, "2021-09-01", "Vermeld, vanaf wanneer niet bekend.", ", sinds"),
    (KENNEMERLAND, "2019-12-31", "Begint in 2020", "Huygens College"),
    (KENNEMERLAND, "2019-12-31", "niet bekend: penvoerder, doelen, scholen", "verdubbelt"),
    (KENNEMERLAND, "2024-01-01", "Tot en met 2023, vervolg niet bekend", "Loopt"),
    (WEST_FRIESLAND, "2021-09-01", "Tot 2023, vanaf wanneer niet bekend", "Loopt"),
    (WEST_FRIESLAND, "2022-07-31", "Clusius College (nu: Vonk)", "(was: Clusius"),
    (WEST_FRIESLAND, "2022-07-31", "Hoorn Clusius College (nu: Vonk)", "d'Ampte, Hoorn Clusius"),
    (WEST_FRIESLAND, "2022-08-01", "Vonk (was: Clusius College)", "(nu: Vonk)"),
    (WEST_FRIESLAND, "2021-11-19", "18 en 19 november 2021 PET", "Geweest"),
    (WEST_FRIESLAND, "2021-11-20", "Geweest (1)", "Er staat nu niets"),
    (WEST_FRIESLAND, "2020-10-01", "niet bekend: partners, geld en agenda", "PET W"),
    (WEST_FRIESLAND, "2021-02-04", "Korte animaties", "Campagne"),
    (WEST_FRIESLAND, "2020-01-07", "Scholen", "Techlab geopend"),
    (WEST_FRIESLAND, "2021-09-01", "staan hier niet", "Projectleider"),
    (AMSTELLAND, "2021-07-31", "Wellant College (nu: Yuverta mbo)", "(was:"),
    (AMSTELLAND, "2021-08-01", "Yuverta mbo (was: Wellant College)", "(nu:"),
    (AMSTELLAND, "2021-09-01", "5 gemeenten", "Loopt"),
    (AMSTELLAND, "2021-09-01", "of dat toen al zo was (bij Panta Rhei", "penvoerder Panta Rhei"),
    (
        "/gemeenten/uithoorn/",
        "2021-09-01",
        "Panta Rhei in Amstelveen; of dat toen al zo was, is",
        "Ja, datum",
    ),
    (AMSTELLAND, "2024-07-01", "In elk geval tot juni 2024, vervolg niet bekend", "vanaf wanneer,"),
    (AMSTELLAND, "2019-09-30", "Overeenkomst", "22.912"),
    (AMSTELLAND, "2019-10-01", "Overeenkomst", "2020-2021"),
    (ALMERE, "2021-09-01", "Tot en met 2029, vanaf wanneer niet bekend", "Loopt"),
    (EXAMPLE, "2021-06-01", "Loopt tot en met 2023", "Beëindigd"),
    (EXAMPLE, "2023-06-01", "1 school", "Deden eerder mee"),
    (HEERHUGOWAARD, "2021-09-01", "bestond tot en met 31 december 2021", "Dijk en Waard"),
    (HEERHUGOWAARD, "2021-09-01", "5 schoollocaties bekend", "Laatst bevestigd"),
    (HEERHUGOWAARD, "2021-09-01", "Stond deze school toen in Heerhugowaard?", "Contact Nog"),
    (HEERHUGOWAARD, "2019-12-31", "Van die dag is geen techniekregio bekend", "Hoe nu verder"),
    (
        HEERHUGOWAARD,
        "2021-09-01",
        "bekend 1 schoollocatie misschien, apart genoemd",
        "die meedoet",
    ),
    (HEERHUGOWAARD, "2021-09-01", "Kennemerland , vanaf wanneer niet bekend:", "Misschien"),
    (LANGEDIJK, "2021-12-31", "CSG Jan Arentsz Langedijk", "Huygens College"),
    (LANGEDIJK, "2021-09-01", "Misschien TechniekPact Noord-Kennemerland", "regio bekend voor"),
    (LANGEDIJK, "2021-09-01", "Van geen school weten wij zeker dat zij toen", "geen scholen"),
    (LANGEDIJK, "2019-12-31", "geen techniekregio bekend", "Misschien"),
    (DIJK_EN_WAARD, "2021-09-01", "bestond op 1 september 2021 nog niet", "Huygens College"),
    (
        DIJK_EN_WAARD,
        "2021-12-31",
        "hoorde toen bij: Heerhugowaard",
        "Deze gemeente is samengevoegd",
    ),
    (DIJK_EN_WAARD, "2022-01-01", "samengevoegd per 1 januari 2022 uit", "bestond op"),
    (
        HEERHUGOWAARD,
        "2021-09-01",
        "Cijfers over Heerhugowaard als geheel kennen wij niet.",
        "zijn nog",
    ),
    ("/scholen/vonk-vmbo-heerhugowaard/", "2021-01-01", "Vermeld als deelnemer van", "Doet mee"),
    ("/cijfers/", "2000-01-01", "24 scholen vermeld als deelnemer", "Wie meedoet"),
    ("/gemeenten/uithoorn/", "2021-09-01", "Als deelnemer vermeld, vanaf wanneer niet", "Loopt"),
    ("/gemeenten/hoorn/", "2022-07-31", "Clusius College (nu: Vonk)", "(was:"),
    ("/gemeenten/alkmaar/", "2019-09-30", "Cijfers over Alkmaar zijn nog niet bekend", "2019-2020"),
    (VONK, "2022-07-31", "Clusius College, Hoorn Hoorn", "was:"),
    (VONK, "2022-07-31", "nu: Vonk", "Vroegere naam"),
    ("/scholen/clusius-college/", "2022-07-31", "Clusius College (nu: Vonk)", "(was:"),
    (VONK, "2022-08-01", "was: Clusius College", "nu: Vonk"),
    (VONK, "2021-09-01", "vermeld, vanaf wanneer niet bekend", "sinds"),
    (VONK, "2019-09-30", "Profielen Niet bekend", "242"),
    (LANGEDIJKER, "2021-12-31", "welke het toen was, is niet bekend", "Dijk en Waard"),
    (LANGEDIJKER, "2022-01-01", "Gemeente Dijk en Waard", "welke het toen was"),
    (LANGEDIJKER, "2019-12-31", "van die dag geen techniekregio bekend", "Kennemerland:"),
    ("/partners/tetrix/", "2021-09-01", "vermeld, vanaf wanneer niet bekend", "Loopt"),
    (METAAL, "2020-12-31", "van die dag geen techniekregio bekend", "sinds"),
    (METAAL, "2021-01-01", "sinds 2021", "Deed eerder mee"),
    ("/scholen/voorbeeldcollege-praktijk/", "2021-06-01", "Vermeld als deelnemer", "Doet mee"),
    (METAAL, "2026-01-01", "Deed eerder mee", "sinds 2021"),
    ("/cijfers/", "2019-12-31", "3 techniekregio's", "10.772"),
    ("/cijfers/", "2019-09-30", "kennen wij geen cijfers van heel Nederland", "22.912"),
    ("/cijfers/", "2021-07-31", "Examenkandidaten techniek in het vmbo 2020-2021", "2021-2022"),
    (EXAMS, "2020-07-30", "uiterlijk 30 juli 2020 kennen wij hiervan niet", "2019-2020"),
    (EXAMS, "2021-07-31", "2020-2021", "2021-2022"),
    (f"{EXAMS}NL/", "2022-12-31", "2021-2022", "2022-2023"),
    (f"{EXAMS}NL/", "2022-12-31", "NL/?peildatum=2022-12-31", "NL/ "),
    (f"{EXAMS}NL/", "2019-10-01", "uiterlijk 1 oktober 2019 kennen wij hiervan niet", "2019-2020"),
    (EXAMPLE, "2024-02-01", "STO-project beëindigd: 2023", "Voorbeeldnieuws"),
    (EXAMPLE, "2021-06-01", "niet bekend: geld, agenda", "1 miljoen"),
    ("/gemeenten/voorbeeldgemeente/", "2021-06-01", "voor de regio Niet bekend", "1 miljoen"),
    ("/gemeenten/alkmaar/", "2021-09-01", "bekend: STO-project loopt tot en met", "vervolg"),
    ("/gemeenten/alkmaar/", "2021-09-01", "● STO-project loopt tot en met 2023.", "vervolg"),
    ("/gemeenten/uithoorn/", "2022-12-31", "2021-2022", "2022-2023"),
    (HUYGENS, "2021-09-01", "Kennemerland : STO-project loopt tot en met 2023", "vervolg"),
    (METAAL, "2021-06-01", "loopt tot en met 2023", "beëindigd"),
]


@pytest.fixture(scope="module")
def _fetched():
    return {}


@pytest.fixture
def as_of(demo, client, _fetched):
    """Return the text of a demo page, fetched once for all tests in this file."""
    if not _fetched:
        for address, day, *_ in TABLE:
            _fetched[address, day] = client.get(f"{address}?peildatum={day}")
    return lambda address, day: _fetched[address, day]


@pytest.mark.parametrize(("address", "day", "said", "unsaid"), TABLE)
def test_shows_the_facts_of_that_date(as_of, address, day, said, unsaid):
    text = text_of(as_of(address, day))

    assert said in text
    assert unsaid not in text


def test_no_page_as_of_a_date_depends_on_today(demo, client, monkeypatch):
    # Seen twenty years later, the facts of 2021 are the same.
    addresses = [f"{address}?peildatum={day}" for address, day, *_ in TABLE]

    def texts():
        read_on = f"geraadpleegd op {day_in_words(clock.today())}."
        return {address: text_of(client.get(address)).replace(read_on, "") for address in addresses}

    seen = texts()

    monkeypatch.setattr(clock.timezone, "localdate", lambda: date(2046, 12, 1))

    assert texts() == seen


def test_states_the_date_prominently_and_links_back_to_today(demo, client):
    response = client.get(f"{AMSTELLAND}?peildatum=2021-09-01")
    page = read(response)
    notice = page.select_one(".notice--as-of")

    assert words(notice).startswith("Stand op 1 september 2021. Hier staat wat toen gold")
    assert notice.a["href"] == AMSTELLAND
    assert words(page.title).startswith(
        "Techniekpact Amstelland, techniekregio, stand op 1 september 2021 |"
    )
    assert page.find("meta", {"name": "robots"})["content"] == "noindex, nofollow"
    assert page.find("link", rel="canonical")["href"].endswith(AMSTELLAND)
    shared = {row["property"]: row["content"] for row in page.select('meta[property^="og:"]')}
    assert shared["og:title"].endswith(", stand op 1 september 2021")
    assert shared["og:url"].endswith(f"{AMSTELLAND}?peildatum=2021-09-01")
    assert not page.find("script", type="application/ld+json")


def test_links_keep_the_date_if_the_target_supports_it(demo, client):
    addresses = own_addresses(client.get(f"{KENNEMERLAND}?peildatum=1-9-2021"))

    assert KENNEMERLAND in addresses  # the link back to today
    assert f"{KENNEMERLAND}?peildatum=2021-09-01" not in addresses
    assert f"{HEERHUGOWAARD}?peildatum=2021-09-01" in addresses
    assert HEERHUGOWAARD not in addresses
    assert "/gemeenten/" in addresses  # lists always show today


@pytest.mark.parametrize(
    ("address", "day", "redirects_to"),
    [
        (HEERHUGOWAARD, "2022-01-01", DIJK_EN_WAARD),
        ("/gemeenten/zuid-scharwoude/", "2021-09-01", DIJK_EN_WAARD),
    ],
)
def test_a_redirect_from_an_old_slug_keeps_the_date(demo, client, address, day, redirects_to):
    response = client.get(f"{address}?peildatum={day}")

    assert (response.status_code, response["Location"]) == (301, f"{redirects_to}?peildatum={day}")


def test_the_disambiguation_page_of_a_former_school_name_keeps_the_date(demo, client):
    response = client.get("/scholen/clusius-college/?peildatum=2021-01-01")

    assert "Stand op 1 januari 2021." in text_of(response)
    assert "Clusius College (nu: Vonk)" in text_of(response)
    assert f"{VONK}?peildatum=2021-01-01" in own_addresses(response)


def test_the_school_shown_instead_of_a_draft_keeps_the_date(db, client):
    match = make.a_school_match(location=make.a_school(slug="concept", published_from=None))

    response = client.get("/scholen/concept/?peildatum=2021-01-01")

    assert response["Location"] == f"{match.school.get_absolute_url()}?peildatum=2021-01-01"


def test_only_places_of_its_name_are_certain_in_a_split_municipality(db, client):
    old = make.a_municipality(slug="oud", name="Oud", valid_until="2020-12-31")
    new = [make.a_municipality(slug=f"nieuw-{part}", valid_from="2021-01-01") for part in "ab"]
    other = make.a_municipality(slug="ander")
    for successor in (*new, other):
        make.a_succession(old=old, new=successor, on="2021-01-01")
    names = {"Elst": new[0], "Dorp": other, "Oud": other}
    for name, municipality in names.items():
        place = make.a_place(name=name, municipality=municipality)
        make.a_school(name=f"School {name}", place=place)

    text = text_of(client.get("/gemeenten/oud/?peildatum=2020-06-01"))

    sure, maybe = text.split("Stond deze school toen in Oud?")
    assert [f"School {name}" in sure for name in names] == [True, False, True]
    assert "School Dorp" in maybe


@pytest.mark.parametrize(
    ("code", "merged", "is_unsure"),
    [("GM1982", 2, True), ("GM1982", 1, False), ("GM0014", 2, False)],
)
def test_says_if_a_municipality_may_have_been_formed_by_a_later_merger(
    db, client, code, merged, is_unsure
):
    make.a_municipality(name="Montferland", code="GM1990")  # older, as far as we know
    new = make.a_municipality(name="Land van Cuijk", slug="land-van-cuijk", code=code)
    for name, old in [("Grave", "GM0786"), ("Boxmeer", "GM0756")][:merged]:
        old = make.a_municipality(name=name, code=old, valid_until="2021-12-31")
        make.a_succession(old=old, new=new, on="2022-01-01")

    then, now = (
        text_of(client.get(f"/gemeenten/land-van-cuijk/{query}"))
        for query in ("?peildatum=2020-06-01", "")
    )

    sentence = (
        "Of de gemeente Land van Cuijk toen al bestond, weten wij niet. "
        "Later gingen erin op: Boxmeer en Grave."
    )
    assert (sentence in then) == is_unsure
    assert "toen al bestond" not in now


def test_a_municipality_formed_by_a_merger_did_not_exist_before(db, client):
    younger = make.a_municipality(name="Voorne aan Zee", code="GM1992", valid_from="2023-01-01")
    new = make.a_municipality(name="Land van Cuijk", slug="land-van-cuijk", code="GM1982")
    for name, code in [("Grave", "GM0786"), ("Boxmeer", "GM0756")]:
        old = make.a_municipality(name=name, code=code, valid_until="2021-12-31")
        make.a_succession(old=old, new=new, on="2022-01-01", source="Lijst van 2022")

    address = "/gemeenten/land-van-cuijk/"
    then = read(client.get(f"{address}?peildatum=1-9-2021"))
    assert "Zij bestaat sinds 1 januari 2022: dat leiden wij af uit de herindeling" in words(then)
    assert [words(link) for link in then.select(".row__name")] == ["Boxmeer", "Grave"]
    now = text_of(client.get(address))
    assert "Dat zij sinds die dag bestaat, leiden wij af uit deze herindeling." in now
    sheet = client.get("/gemeenten/land-van-cuijk.csv").content.decode()
    assert "2022-01-01;;;;;;afgeleid;afgeleid uit de herindeling;Lijst van 2022" in sheet
    listed = sheet_of(client, "/gemeenten/")
    known = ("bestaat sinds", "bestaat sinds: hoe bekend")
    assert {row["gemeente"]: tuple(row[head] for head in known) for row in listed} == {
        "Land van Cuijk": ("2022-01-01", "afgeleid uit de herindeling"),
        "Voorne aan Zee": ("2023-01-01", "opgegeven"),
    }

    younger.valid_from = "2021-01-01"
    younger.save()
    assert "leiden wij af" not in text_of(client.get(address))


@pytest.mark.parametrize("typed", ["2021-09-01", "1-9-2021", "1 sep 2021", "2021-09", "sept 2021"])
def test_parses_a_date_as_people_write_it(db, client, typed):
    make.a_region(slug="open")

    notice = read(client.get("/regios/open/", {"peildatum": typed})).select_one(".notice--as-of")

    assert "Stand op 1 september 2021" in words(notice)
    assert ("eerste dag" in words(notice)) == (typed in ("2021-09", "sept 2021"))


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("gisteren", "“gisteren” kunnen wij niet lezen als datum."),
        ("31-2-2021", "De dag “31-2-2021” bestaat niet."),
        ("1 september", "“1 september” kunnen wij niet lezen als datum."),
        ("\0<b>" + "9" * 80, "kunnen wij niet lezen als datum."),
        ("31-12-1999", "Verder terug dan 1 januari 2000 gaan wij niet."),
        ("1-1-2199", "1 januari 2199 moet nog komen."),
    ],
)
def test_says_why_it_shows_today_instead(db, client, typed, problem):
    region = make.a_region(slug="open")
    make.a_contact(region=region, role="Projectleider")

    response = client.get("/regios/open/", {"peildatum": typed})

    assert f"{problem} Dit is de pagina van vandaag." in text_of(response)
    assert "Projectleider" in text_of(response)
    assert "Stand op" not in text_of(response)


def test_todays_date_gives_the_ordinary_page(db, client):
    make.a_region(slug="open")

    response = client.get("/regios/open/", {"peildatum": clock.today().isoformat()})

    assert not read(response).select_one(".notice")


def test_pages_for_past_dates_are_not_cached(db, client):
    make.a_region(slug="open")
    response = client.get("/regios/open/?peildatum=2021-09-01")

    again = client.get(
        "/regios/open/?peildatum=2021-09-01", headers={"If-None-Match": response["ETag"]}
    )

    assert again.status_code == 304
    assert [len(caches[kind]._cache) for kind in (PAGES, NARROWED)] == [0, 0]


def test_whether_a_row_is_published_depends_on_today(db, client):
    region = make.a_region(slug="open", published_from=date(2026, 1, 1))
    draft = make.a_school(name="Concept", published_from=None)
    for school in (make.a_school(name="Zonnebloem", published_from=date(2026, 1, 1)), draft):
        make.a_school_participation(region=region, school=school, since="2019")

    text = text_of(client.get("/regios/open/?peildatum=2021-09-01"))

    assert "Zonnebloem" in text
    assert "Concept" not in text


@pytest.mark.parametrize("is_told", [False, True])
def test_a_successor_counts_beside_its_predecessor_only_if_a_source_says_so(db, client, is_told):
    region, municipality = make.a_region(slug="pact"), make.a_municipality(slug="hoorn")
    indicator = make.an_indicator(slug="leerlingen-per-vmbo-profiel", unit="leerlingen")
    new = make.a_school(name="Vonk", municipality=municipality)
    old = make.a_school(
        name="Clusius", municipality=municipality, closed_on="2022-08-01", successor=new
    )
    for school in (old, new):
        since = "2019" if school == old or is_told else None
        make.a_school_participation(region=region, school=school, since=since)
    make.a_figure(
        indicator=indicator, area_code="NL", period="2020", as_of="1 oktober 2020", profile="pie"
    )

    def counted(day):
        pages = ("/regios/pact/", "/gemeenten/hoorn/", "/cijfers/")
        texts = [text_of(client.get(f"{page}?peildatum={day}")) for page in pages]
        return [re.search(r"([0-9]+) (?:school|scholen)", text)[1] for text in texts]

    assert counted("2021-09-01") == (["2"] * 3 if is_told else ["1"] * 3)
    assert counted("2022-09-01") == ["1"] * 3


@pytest.mark.django_db
def test_a_region_with_derived_municipalities_does_not_say_that_none_are_known(client):
    region = make.a_region(slug="noord")
    school = make.a_school(municipality=make.a_municipality(name="Hoorn"))
    make.a_school_participation(region=region, school=school, since="2020")

    page = text_of(client.get("/regios/noord/?peildatum=2021-09-01"))
    assert "Hoorn" in page
    absent = page.split("Van die dag niet bekend:")[1].split(".")[0]
    assert "penvoerder" in absent
    assert "gemeenten" not in absent
