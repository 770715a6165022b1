"""Filters of the lists: in the URL, in Dutch, OR within a facet, AND between facets."""

from datetime import date, time
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from regions.clock import today
from regions.models import Region
from tests import make
from tests.pages.reading import main_of, names, text_of, words, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("every_facet")]

LISTS = ["/regios/", "/gemeenten/", "/scholen/", "/partners/", "/nieuws/", "/agenda/"]


def matches(client, address, **filters):
    return names(main_of(client.get(address, filters)), address)


def options(client, address, name):
    fields = main_of(client.get(address)).select(f"input[type=checkbox][name={name}]")
    return [field["value"] for field in fields]


def suggestions(page):
    return [link for link in main_of(page).select(".row a") if "Zonder" in link.text]


def make_place(name="Hoorn", **municipality):
    return make.a_place(name=name, municipality=make.a_municipality(**municipality))


# --- by name ---


@pytest.mark.parametrize(
    ("address", "make_row"),
    [
        ("/regios/", make.a_region),
        ("/gemeenten/", make.a_municipality),
        ("/scholen/", make.a_school),
        ("/partners/", make.a_partner),
        ("/nieuws/", make.an_article),
        ("/agenda/", make.an_event),
    ],
)
def test_names_match_regardless_of_accents_and_case(client, address, make_row):
    make_row(name="Súdwest-Fryslân")
    make_row(name="Noordoost")

    for query in ["súdwest", "SUDWEST", "Sudwest-F", "sudwest  f", " west f "]:
        assert matches(client, address, naam=query) == ["Súdwest-Fryslân"], query


def test_a_school_is_found_by_former_name_brand_and_place(client):
    vonk = make.a_school(name="Vonk", brand="Talentenhuis", place=make_place("Grootebroek"))
    make.a_former_name(school=vonk, name="Clusius Collège")
    make.a_school(name="Ahorn")

    for query in ["clusius college", "talentenhuis", "GROOTEBROEK", "vonk"]:
        assert matches(client, "/scholen/", naam=query) == ["Vonk"], query
    row = main_of(client.get("/scholen/?naam=clusius")).select_one(".row")
    assert "Vonk (was: Clusius Collège)" in " ".join(row.get_text(" ").split())


def test_a_municipality_is_found_by_old_name_and_by_place(client):
    new = make.a_municipality(name="Dijk en Waard")
    for name in ["Langedijk", "Heerhugowaard"]:
        old = make.a_municipality(name=name, valid_until="31-12-2021")
        make.a_succession(old=old, new=new)
    make.a_place(name="Broek op Langedijk", municipality=new)
    make.a_place(name="Zuid-Scharwoude", municipality=new)
    make.a_municipality(name="Hoorn")

    for query in ["heerhugowaard", "langedijk", "zuid scharwoude", "waard"]:
        assert matches(client, "/gemeenten/", naam=query) == ["Dijk en Waard"], query
    assert "(was: Heerhugowaard en Langedijk)" in text_of(client.get("/gemeenten/"))


def test_a_municipality_is_found_by_the_names_in_the_gazetteer(client):
    """Searches by alternative name, former municipality, village and other spelling."""
    make.a_municipality(name="'s-Hertogenbosch")
    make.a_municipality(name="Schagen")
    hardenberg = make.a_municipality(name="Hardenberg")
    lutten = make.a_place(name="Lutten", municipality=hardenberg)
    make.a_postcode_area(code="7776", place=lutten)
    meierijstad = make.a_municipality(name="Meierijstad")
    make.a_place(name="Sint-Oedenrode", municipality=meierijstad)

    for query, name in {
        "den bosch": "'s-Hertogenbosch",
        "'s-Hertogenbosch": "'s-Hertogenbosch",
        "den bos": "'s-Hertogenbosch",
        "Zijpe": "Schagen",
        "gemeente Schagen": "Schagen",
        "slagharen": "Hardenberg",
        "St. Oedenrode": "Meierijstad",
    }.items():
        assert matches(client, "/gemeenten/", naam=query) == [name], query
    assert matches(client, "/gemeenten/", naam="en") != []


def test_a_school_found_by_its_name_at_duo_says_so(client):
    place = make.a_place(name="Heiloo")
    for name in ("PCC", "Petrus Canisius"):
        make.a_school(name=name, official_name="Petrus Canisius College", place=place)

    found = main_of(client.get("/scholen/", {"naam": "canisius"}))

    assert [words(row) for row in found.select(".row > .row__meta")] == [
        "Heiloo · bij DUO: Petrus Canisius College · vmbo",
        "Heiloo · vmbo",
    ]
    assert "bij DUO" not in words(main_of(client.get("/scholen/", {"naam": "heiloo"})))


def test_a_municipality_says_why_it_matches_if_its_name_does_not_show_it(
    client, django_assert_max_num_queries
):
    for name, places in {
        "Bergen": ["Bergen"],
        "De Fryske Marren": ["Joure"],
        "Gemert": ["Bergenbeek", "Bergendal", "Bergenhof", "Bergenveld", "Handel"],
        "'s-Hertogenbosch": ["'s-Hertogenbosch"],
        "Schagen": ["Schagen"],
        "Ommen": ["Ommen"],
    }.items():
        row = make.a_municipality(name=name)
        for place in places:
            make.a_place(name=place, municipality=row)
    make.a_municipality(name="Den Haag", official_name="'s-Gravenhage")
    amsterdam = make.a_place(name="Amsterdam", municipality=make.a_municipality(name="Amsterdam"))
    make.a_postcode_area(code="1102", place=amsterdam)
    lutten = make.a_place(name="Lutten", municipality=make.a_municipality(name="Hardenberg"))
    make.a_postcode_area(code="7776", place=lutten)
    old = make.a_municipality(name="Bergeijk", valid_until="31-12-2021")
    make.a_succession(old=old, new=make.a_municipality(name="Valken"))

    client.get("/gemeenten/")  # the choices of the facets are cached

    def rows(text):
        with django_assert_max_num_queries(6):
            page = client.get("/gemeenten/", {"naam": text})
        spans = main_of(page).select(".row > :first-child")
        return sorted(" ".join(span.get_text(" ").split()) for span in spans)

    assert rows("bergen") == [
        "Bergen",
        "Gemert Bergenbeek, Bergendal, Bergenhof en nog 1: plaatsen in deze gemeente",
    ]
    assert rows("bergeijk") == ["Valken (was: Bergeijk)"]
    assert rows("jouwer") == ["De Fryske Marren Joure (ook De Jouwer): plaats in deze gemeente"]
    assert rows("den bosch") == ["'s-Hertogenbosch ook bekend als Den Bosch"]
    assert rows("gravenhage") == ["Den Haag ook bekend als 's-Gravenhage"]
    assert rows("zijpe") == ["Schagen met (een deel van) de oude gemeente Zijpe"]
    assert rows("slagharen") == ["Hardenberg Slagharen: plaats in deze gemeente"]
    assert rows("bijlmermeer") == [
        "Amsterdam Bijlmermeer (deel van Amsterdam): plaats in deze gemeente"
    ]
    assert rows("gemeente ommen") == ["Ommen"]


def test_a_school_is_found_by_an_alternative_name_of_its_place(client):
    make.a_school(name="Vonk", place=make_place("'s-Gravenhage"))
    make.a_school(name="Ahorn")

    assert matches(client, "/scholen/", naam="den haag") == ["Vonk"]


@pytest.mark.parametrize("address", LISTS)
def test_special_characters_are_no_wildcards_and_match_nothing(client, address):
    make.a_region(name="Regio")
    make.a_municipality(name="Gemeente")
    make.a_school(name="School")
    make.a_partner(name="Partner")
    make.an_article(name="Bericht")
    make.an_event(name="Activiteit")

    for query in ["%", "_", "\\", "'", "|", "%%%", "--", "*", "🙂", "Ж"]:
        page = client.get(address, {"naam": query})
        assert names(main_of(page), address) == [], query
        assert f"Zonder naam “{query}”" in text_of(page)


def test_a_percent_sign_within_a_name_is_no_wildcard(client):
    make.a_school(name="Honderd")
    make.a_school(name="100 procent")

    assert matches(client, "/scholen/", naam="h%d") == []
    assert matches(client, "/scholen/", naam="1_0") == []


# --- regions ---


def test_regions_are_filtered_by_kind(client):
    make.a_region(name="Pact")
    make.a_region(name="Sterk", kind="sto")

    assert matches(client, "/regios/", soort="sto") == ["Sterk"]
    assert matches(client, "/regios/", soort="techniekpact") == ["Pact"]


def test_regions_are_filtered_by_province_and_municipality_stated_or_derived(client):
    urk = make.a_municipality(slug="urk", province="PV24")
    edam = make.a_municipality(slug="edam")
    stated, derived = make.a_region(name="Opgegeven"), make.a_region(name="Afgeleid")
    make.a_municipality_participation(region=stated, municipality=urk)
    school = make.a_school(place=make.a_place(municipality=urk))
    make.a_school_participation(region=derived, school=school)
    elsewhere = make.a_municipality_participation(
        region=make.a_region(name="Elders"), municipality=edam
    )
    make.a_region(name="Zonder")

    assert matches(client, "/regios/", gemeente="urk") == ["Afgeleid", "Opgegeven"]
    assert matches(client, "/regios/", provincie="flevoland") == ["Afgeleid", "Opgegeven"]
    assert matches(client, "/regios/", provincie="noord-holland") == [elsewhere.region.name]
    assert matches(client, "/regios/", provincie="zeeland") == []
    assert sorted(options(client, "/regios/", "gemeente")) == ["edam", "urk"]


def test_past_and_future_participations_do_not_match_a_municipality_filter(client):
    urk = make.a_municipality(slug="urk", province="PV24")
    make.a_municipality_participation(municipality=urk, until="2021")
    make.a_municipality_participation(municipality=urk, since="2099")
    make.a_school_participation(
        school=make.a_school(place=make.a_place(municipality=urk), closed_on="2021")
    )
    make.a_school_participation(
        school=make.a_school(place=make.a_place(municipality=urk)), until="2021"
    )
    make.a_school_participation(
        school=make.a_school(place=make.a_place(municipality=urk), **make.drafts)
    )

    assert matches(client, "/regios/", provincie="flevoland") == []


def test_regions_are_filtered_by_funding_period(client):
    first = make.a_funding_period(first_year=2018, last_year=2019)
    second = make.a_funding_period(first_year=2024, last_year=2024)
    region = make.a_region(name="Ahorn")
    make.an_agreement(region=region, funding_period=first)
    make.an_agreement(region=region, funding_period=first)
    make.an_agreement(region=make.a_region(name="Beuk"), funding_period=second)

    assert options(client, "/regios/", "periode") == ["2024", "2018-2019"]
    assert matches(client, "/regios/", periode="2018-2019") == ["Ahorn"]
    assert matches(client, "/regios/", periode="2024") == ["Beuk"]


def test_filters_combine(client):
    period = make.a_funding_period(first_year=2020, last_year=2023)
    urk = make.a_municipality(slug="urk", province="PV24")
    for name, kind, in_urk, in_period in [
        ("Alles goed", "sto", True, True),
        ("Alles maar pact", "techniekpact", True, True),
        ("Alles maar elders", "sto", False, True),
        ("Alles maar toen", "sto", True, False),
        ("Heet anders", "sto", True, True),
    ]:
        region = make.a_region(name=name, kind=kind)
        if in_urk:
            make.a_municipality_participation(region=region, municipality=urk)
        if in_period:
            make.an_agreement(region=region, funding_period=period)
    filters = {
        "naam": "alles",
        "soort": "sto",
        "provincie": "flevoland",
        "gemeente": "urk",
        "periode": "2020-2023",
    }

    assert matches(client, "/regios/", **filters) == ["Alles goed"]
    without = {
        name: matches(client, "/regios/", **{key: filters[key] for key in filters if key != name})
        for name in filters
    }
    assert without == {
        "naam": ["Alles goed", "Heet anders"],
        "soort": ["Alles goed", "Alles maar pact"],
        "provincie": ["Alles goed"],
        "gemeente": ["Alles goed"],
        "periode": ["Alles goed", "Alles maar toen"],
    }


# --- municipalities ---


def test_municipalities_are_filtered_by_stated_or_derived_region_or_by_having_none(client):
    region = make.a_region(slug="regio")
    stated = make.a_municipality(name="Opgegeven")
    derived = make.a_municipality(name="Afgeleid")
    make.a_municipality_participation(region=region, municipality=stated)
    make.a_school_participation(
        region=region, school=make.a_school(place=make.a_place(municipality=derived))
    )
    make.a_municipality_participation(
        municipality=make.a_municipality(name="Vertrok"), until="2021"
    )
    draft = make.a_region(**make.drafts)
    make.a_municipality_participation(
        region=draft, municipality=make.a_municipality(name="In concept")
    )
    make.a_municipality(name="Zeeuws", province="PV29")

    assert matches(client, "/gemeenten/", regio="regio") == ["Afgeleid", "Opgegeven"]
    assert matches(client, "/gemeenten/", regio="geen") == ["In concept", "Vertrok", "Zeeuws"]
    assert matches(client, "/gemeenten/", regio="geen", provincie="zeeland") == ["Zeeuws"]
    assert matches(client, "/gemeenten/", provincie="noord-holland") == [
        "Afgeleid",
        "In concept",
        "Opgegeven",
        "Vertrok",
    ]
    text = text_of(client.get("/gemeenten/?regio=geen"))
    assert text.count("? Geen techniekregio bekend") == 3
    assert "neemt niet deel" not in text


def test_a_municipality_in_several_regions_shows_them_all(client):
    hoorn = make.a_municipality(name="Hoorn")
    make.a_municipality_participation(region=make.a_region(name="Opgegeven"), municipality=hoorn)
    make.a_school_participation(
        region=make.a_region(name="Afgeleid"),
        school=make.a_school(place=make.a_place(municipality=hoorn)),
    )
    (row,) = [
        row for row in main_of(client.get("/gemeenten/")).select(".row") if "Hoorn" in row.a.text
    ]

    assert " ".join(row.get_text(" ").split()) == (
        "Hoorn Afgeleid ? overeenkomst niet bekend Opgegeven ? overeenkomst niet bekend "
        "○ Afgeleid uit deelnemende scholen ◆ Opgegeven"
    )


# --- schools ---


def test_schools_are_filtered_by_region_province_and_municipality(client):
    region = make.a_region(slug="regio")
    urk = make_place(slug="urk", province="PV24")
    make.a_school_participation(region=region, school=make.a_school(name="Hier", place=urk))
    make.a_school_participation(
        region=region, school=make.a_school(name="Vertrokken", place=urk), until="2021"
    )
    make.a_school_participation(
        region=region, school=make.a_school(name="Straks", place=urk), since="2099"
    )
    make.a_school_participation(
        region=region, school=make.a_school(name="Elders", place=make_place(slug="edam"))
    )

    assert matches(client, "/scholen/", regio="regio") == ["Elders", "Hier"]
    assert matches(client, "/scholen/", gemeente="urk") == ["Hier", "Straks", "Vertrokken"]
    assert matches(client, "/scholen/", provincie="flevoland") == ["Hier", "Straks", "Vertrokken"]
    assert matches(client, "/scholen/", regio="regio", gemeente="urk") == ["Hier"]
    assert matches(client, "/scholen/", regio="regio", provincie="noord-holland") == ["Elders"]


def test_schools_are_filtered_by_level_and_a_level_includes_its_parts(client):
    for name, levels in [
        ("Breed", ["vmbo-kb", "havo"]),
        ("Los", ["vmbo"]),
        ("Praktijk", ["pro"]),
        ("Mbo", ["mbo"]),
    ]:
        make.a_school(name=name, levels=levels)

    assert matches(client, "/scholen/", niveau="vmbo") == ["Breed", "Los"]
    assert matches(client, "/scholen/", niveau="vmbo-kb") == ["Breed"]
    assert matches(client, "/scholen/", niveau="vmbo-tl") == []
    assert matches(client, "/scholen/", niveau="havo") == ["Breed"]
    assert matches(client, "/scholen/", niveau="mbo") == ["Mbo"]
    assert matches(client, "/scholen/", niveau="pro") == ["Praktijk"]


def test_only_municipalities_with_a_listed_school_are_options(client):
    make.a_school(place=make_place(slug="urk"))
    make.a_school(place=make_place(slug="dicht"), closed_on="2021")
    make.a_school(place=make_place(slug="concept"), **make.drafts)
    make.a_municipality(slug="leeg")

    assert options(client, "/scholen/", "gemeente") == ["urk"]


# --- partners, news, agenda ---


def test_partners_are_filtered_by_kind_sector_and_region(client):
    region = make.a_region(slug="regio")
    both = make.a_partner(name="Beide", kind="netwerk", sectors=["bouw", "ict"])
    make.a_partner_participation(region=region, partner=both)
    former = make.a_partner(name="Vertrok", sectors=["bouw"])
    make.a_partner_participation(region=region, partner=former, until="2021")
    make.a_partner(name="Los", kind="netwerk")

    assert matches(client, "/partners/", soort="netwerk") == ["Beide", "Los"]
    assert matches(client, "/partners/", sector="bouw") == ["Beide", "Vertrok"]
    assert matches(client, "/partners/", sector="ict") == ["Beide"]
    assert matches(client, "/partners/", sector="zorg") == []
    assert matches(client, "/partners/", regio="regio") == ["Beide"]
    assert matches(client, "/partners/", soort="netwerk", sector="bouw", regio="regio") == ["Beide"]


def test_news_is_filtered_by_kind_and_by_region_or_national(client):
    region = make.a_region(slug="regio")
    make.an_article(name="Verhaal", kind="verhaal", region=region)
    make.an_article(name="Bericht", region=region)
    make.an_article(name="Oproep", kind="oproep")
    make.an_article(name="Elders", region=make.a_region())

    assert matches(client, "/nieuws/", soort="verhaal") == ["Verhaal"]
    assert set(matches(client, "/nieuws/", regio="regio")) == {"Bericht", "Verhaal"}
    assert matches(client, "/nieuws/", regio="landelijk") == ["Oproep"]
    assert matches(client, "/nieuws/", regio="landelijk", soort="nieuws") == []


def test_the_agenda_is_filtered_by_region_audience_and_period(client):
    region = make.a_region(slug="regio")
    make.an_event(name="Komt", region=region, audience=["ouders", "docenten"])
    make.an_event(name="Was", region=region, starts_on=date(2021, 1, 1), audience=["ouders"])
    make.an_event(name="Landelijk", audience=["docenten"], starts_on=date(2099, 12, 1))

    assert matches(client, "/agenda/", regio="regio") == ["Komt", "Was"]
    assert matches(client, "/agenda/", regio="landelijk") == ["Landelijk"]
    assert matches(client, "/agenda/", voor="ouders") == ["Komt", "Was"]
    assert matches(client, "/agenda/", periode="komend") == ["Komt", "Landelijk"]
    assert matches(client, "/agenda/", periode="geweest") == ["Was"]
    assert matches(client, "/agenda/", voor="docenten", regio="regio", periode="komend") == ["Komt"]
    assert "Er staat nu niets gepland" not in text_of(client.get("/agenda/?periode=geweest"))


def test_the_agenda_is_filtered_by_status(client):
    make.an_event(name="Gaat door")
    make.an_event(name="Gaat niet door", status="geannuleerd")
    make.an_event(name="Verplaatst", status="verplaatst")

    assert matches(client, "/agenda/", staat="geannuleerd") == ["Gaat niet door"]
    assert set(matches(client, "/agenda/", staat=["gepland", "verplaatst"])) == {
        "Gaat door",
        "Verplaatst",
    }


def test_an_agenda_filtered_to_past_events_says_that_nothing_is_planned_with_this_filter(client):
    make.an_event(name="Komt", audience=["docenten"])
    make.an_event(name="Was", starts_on=date(2021, 1, 1), audience=["ouders"])

    text = text_of(client.get("/agenda/?voor=ouders"))
    assert "Er staat nu niets gepland met deze keuze." in text
    assert "Er staat nu niets gepland." not in text


def test_an_event_that_continues_today_is_upcoming(client, monkeypatch):
    monkeypatch.setattr("news.views.today", lambda: date(2030, 5, 2))
    make.an_event(
        name="Drie dagen",
        starts_on=date(2030, 5, 1),
        ends_on=date(2030, 5, 3),
        starts_at=time(9, 0),
    )

    assert matches(client, "/agenda/", periode="komend") == ["Drie dagen"]
    assert matches(client, "/agenda/", periode="geweest") == []


# --- unknown values ---


@pytest.mark.parametrize(
    ("address", "field", "label"),
    [
        ("/regios/", "soort", "Soort"),
        ("/regios/", "provincie", "Provincie"),
        ("/regios/", "gemeente", "Gemeente"),
        ("/regios/", "periode", "Subsidieperiode"),
        ("/gemeenten/", "provincie", "Provincie"),
        ("/gemeenten/", "regio", "Techniekregio"),
        ("/scholen/", "regio", "Techniekregio"),
        ("/scholen/", "provincie", "Provincie"),
        ("/scholen/", "gemeente", "Gemeente"),
        ("/scholen/", "niveau", "Niveau"),
        ("/partners/", "soort", "Soort"),
        ("/partners/", "sector", "Sector"),
        ("/partners/", "regio", "Techniekregio"),
        ("/nieuws/", "soort", "Soort"),
        ("/nieuws/", "regio", "Techniekregio"),
        ("/agenda/", "regio", "Techniekregio"),
        ("/agenda/", "voor", "Voor wie"),
        ("/agenda/", "staat", "Stand van zaken"),
        ("/agenda/", "periode", "Periode"),
    ],
)
def test_an_unknown_value_narrows_nothing_and_is_reported(client, address, field, label):
    make.a_region(name="Regio")
    make.a_municipality(name="Gemeente")
    make.a_school(name="School")
    make.a_partner(name="Partner")
    make.an_article(name="Bericht")
    make.an_event(name="Activiteit")
    all_names = matches(client, address)
    assert all_names

    for value in ["bestaat-niet", "null", "\x00", "x" * 10_000, "%", "1' OR '1'='1"]:
        page = client.get(address, {field: value})
        assert names(main_of(page), address) == all_names, value
        assert f"Deze keuze kennen wij niet: {label}. Die telt nu niet mee." in text_of(page), value


@pytest.mark.parametrize("address", LISTS)
def test_an_impossible_name_is_reported_and_gives_no_error(client, address):
    for name in ["a\x00b", "\x00", "a" * 10_000, "ﷺ" * 10_000]:
        page = client.get(address, {"naam": name})
        assert "Deze keuze kennen wij niet: Naam." in text_of(page), name[:5]


@pytest.mark.parametrize("address", LISTS)
def test_a_malformed_query_gives_no_error(client, address):
    broken = ["naam=%FF%FE", "naam=%ED%A0%80", "=", "&&&", "naam", "%00=%00", "regio[]=x", "regio="]
    for query in broken:
        assert client.get(f"{address}?{query}", follow=True).status_code == 200, query


@pytest.mark.parametrize("address", LISTS)
def test_a_value_that_no_database_can_store_gives_no_error(client, address):
    fields = {box["name"] for box in main_of(client.get(address)).select("fieldset input")}
    for value in ["\x00", "9" * 30, "a" * 100_000, "%ED%A0%80", "2021-", "-", "null", "²"]:
        query = "&".join(f"{name}={value}&{name}={value}" for name in fields)
        assert client.get(f"{address}?{query}").status_code == 200, value[:9]


def test_empty_parameters_are_removed_from_the_url(client):
    response = client.get("/scholen/?naam=&regio=&niveau=mbo&niveau=pro&page=")

    assert (response.status_code, response["Location"]) == (302, "/scholen/?niveau=mbo&niveau=pro")
    assert client.get("/scholen/?naam=")["Location"] == "/scholen/"
    assert client.get(f"/scholen/?naam={'a' * 3000}&regio=").status_code == 200


# --- several values ---


def test_values_of_one_facet_are_alternatives_and_facets_combine(client):
    urk, edam = make_place(slug="urk", province="PV24"), make_place(slug="edam")
    for name, place, levels in [
        ("Praktijk in Urk", urk, ["pro"]),
        ("Praktijk in Edam", edam, ["pro"]),
        ("Mbo in Urk", urk, ["mbo"]),
        ("Havo in Urk", urk, ["havo", "vwo"]),
    ]:
        make.a_school(name=name, place=place, levels=levels)

    assert matches(client, "/scholen/", niveau=["pro", "mbo"]) == [
        "Mbo in Urk",
        "Praktijk in Edam",
        "Praktijk in Urk",
    ]
    assert matches(client, "/scholen/", niveau=["pro", "mbo"], gemeente="urk") == [
        "Mbo in Urk",
        "Praktijk in Urk",
    ]
    assert matches(client, "/scholen/", niveau=["havo", "vwo"]) == ["Havo in Urk"]
    assert len(matches(client, "/scholen/", gemeente=["urk", "edam"])) == 4


def test_known_values_beside_an_unknown_one_still_count(client):
    make.a_school(name="Praktijk", levels=["pro"])
    make.a_school(name="Mbo", levels=["mbo"])
    page = client.get("/scholen/?niveau=toren&niveau=mbo&niveau=mbo")

    assert names(main_of(page), "/scholen/") == ["Mbo"]
    assert "Deze keuze kennen wij niet: Niveau. Die telt nu niet mee." in text_of(page)
    assert words_of(main_of(page).select(".chosen li")) == ["Haal weg: Niveau: mbo"]


def test_unknown_is_a_value_to_filter_by(client):
    make.a_school(name="Stil", levels=[])
    make.a_school(name="Geen profielen", profiles_known=True)
    make.a_school(name="Bouw", profiles=["bwi", "pie"], profiles_known=True)

    assert matches(client, "/scholen/", niveau="niet-bekend") == ["Stil"]
    assert matches(client, "/scholen/", profiel="niet-bekend") == ["Stil"]
    assert matches(client, "/scholen/", profiel=["bwi", "groen"]) == ["Bouw"]


def test_regions_and_schools_are_filtered_by_the_themes_of_regions(client):
    theme = make.a_theme(name="Techlab", slug="techlab")
    region = make.a_region(name="Met techlab")
    make.a_region_theme(region=region, theme=theme)
    make.a_school_participation(region=region, school=make.a_school(name="In het lab"))
    make.a_school_participation(school=make.a_school(name="Erbuiten"))
    draft = make.a_region(**make.drafts)
    make.a_region_theme(region=draft, theme=make.a_theme(slug="concept"))

    assert matches(client, "/regios/", thema="techlab") == ["Met techlab"]
    assert matches(client, "/scholen/", thema="techlab") == ["In het lab"]
    assert (
        options(client, "/regios/", "thema") == options(client, "/scholen/", "thema") == ["techlab"]
    )


def test_news_is_filtered_by_year_with_the_newest_year_first(client):
    for name, dated in [("Jaar", "2021"), ("Dag", "31-12-2021"), ("Maand", "januari 2022")]:
        make.an_article(name=name, dated=dated)
    make.an_article(name="Zonder", dated=None)

    assert options(client, "/nieuws/", "jaar") == ["2022", "2021", "zonder-datum"]
    assert set(matches(client, "/nieuws/", jaar="2021")) == {"Jaar", "Dag"}
    assert matches(client, "/nieuws/", jaar=["2022", "zonder-datum"]) == ["Maand", "Zonder"]


def test_the_agenda_is_filtered_by_place_or_else_by_the_place_of_the_school(client):
    urk = make_place(slug="urk", province="PV24")
    make.an_event(name="In Urk", place=urk)
    make.an_event(name="Open dag", school=make.a_school(place=urk))
    make.an_event(name="Ergens")

    assert matches(client, "/agenda/", gemeente="urk") == ["In Urk", "Open dag"]
    assert matches(client, "/agenda/", provincie=["flevoland", "drenthe"]) == ["In Urk", "Open dag"]


def test_municipalities_are_filtered_by_how_their_region_is_known(client):
    both = make.a_municipality(name="Beide")
    make.a_municipality_participation(municipality=both)
    for name, municipality in [("School", make.a_municipality(name="Afgeleid")), ("Ook", both)]:
        make.a_school_participation(
            school=make.a_school(name=name, place=make.a_place(municipality=municipality))
        )
    make.a_municipality(name="Niets")

    assert matches(client, "/gemeenten/", bekend="opgegeven")[0] == "Beide"
    assert "Beide" not in matches(client, "/gemeenten/", bekend="afgeleid")
    assert "Afgeleid" in matches(client, "/gemeenten/", bekend=["afgeleid", "niet-bekend"])
    assert matches(client, "/gemeenten/", bekend="niet-bekend", naam="niets") == ["Niets"]


# The agreement status in a region's row, with the filter value that finds it.
AGREEMENTS = {
    "◐ Tot en met 2021, vervolg niet bekend": ("voorbij", [{"ends": "2021"}]),
    "● Loopt tot en met 2099": ("loopt", [{"ends": "2021"}, {"starts": "2022", "ends": "2099"}]),
    "◌ Begint in 2098": ("begint-nog", [{"starts": "2098"}]),
    "◐ Tot en met 2021, vervolg begint in 2098": (
        "begint-nog",
        [{"ends": "2021"}, {"starts": "2098", "ends": "2099"}],
    ),
    "? Einddatum niet bekend": ("niet-bekend", [{"ends": None}, {"ends": "2021"}]),
    "? Overeenkomst niet bekend": ("niet-bekend", []),
}


def test_regions_are_filtered_by_the_agreement_status_in_their_row(client):
    for status, (_, agreements) in AGREEMENTS.items():
        region = make.a_region(name=status)
        for agreement in agreements:
            make.an_agreement(region=region, **agreement)
    for row in main_of(client.get("/regios/")).select(".row"):
        assert words(row.select_one(".row__state")) == words(row.select_one(".row__name"))

    for value in ["loopt", "begint-nog", "voorbij", "niet-bekend", "beeindigd"]:
        expected = {status for status, (key, _) in AGREEMENTS.items() if key == value}
        assert set(matches(client, "/regios/", staat=value)) == expected, value


@pytest.mark.parametrize("end_date", ["2021", "{0:%Y}", "{0:%Y-%m}", "{0:%Y-%m-%d}"])
def test_an_agreement_has_ended_as_soon_as_its_end_date_may_be_today(client, end_date):
    make.an_agreement(
        region=make.a_region(name="Voorbij"),
        starts="2018",
        ends="2099",
        terminated=end_date.format(today()),
        termination_source="bron",
    )
    state = main_of(client.get("/regios/")).select_one(".row__state")

    assert "Beëindigd" in state.text
    assert matches(client, "/regios/", staat="beeindigd") == ["Voorbij"]


# --- empty results ---


EMPTY_RESULTS = [
    ("/regios/", {"naam": "ahorn", "soort": "sto"}),
    ("/gemeenten/", {"naam": "urk", "provincie": "zeeland", "regio": "geen"}),
    ("/scholen/", {"naam": "ahorn", "niveau": "mbo", "provincie": "noord-holland"}),
    ("/partners/", {"naam": "ahorn", "soort": "netwerk", "sector": "ict"}),
    ("/nieuws/", {"naam": "ahorn", "soort": "verhaal"}),
    ("/agenda/", {"naam": "ahorn", "voor": "ouders"}),
]


@pytest.mark.parametrize(("address", "filters"), EMPTY_RESULTS)
def test_an_empty_result_links_to_lists_without_one_filter_that_have_results(
    client, address, filters
):
    make.a_region(name="Ahorn")
    make.a_municipality(name="Urk", province="PV24")
    make.a_school(name="Ahorn")
    make.a_partner(name="Ahorn", sectors=["ict"])
    make.an_article(name="Ahorn")
    make.an_event(name="Ahorn")
    page = client.get(f"{address}?{urlencode({**filters, 'page': 3})}")
    links = suggestions(page)

    assert names(main_of(page), address) == []
    assert links
    for link in links:
        assert names(main_of(client.get(link["href"])), address), link


def test_only_filters_worth_removing_are_suggested(client):
    make.a_partner(name="Ahorn", kind="bedrijf")
    page = client.get("/partners/?naam=ahorn&soort=netwerk&soort=anders&page=2")

    assert [(link.text, link["href"]) for link in suggestions(page)] == [
        ("Zonder soort “netwerk of anders”", "/partners/?naam=ahorn")
    ]


def test_when_removing_one_filter_is_not_enough_all_can_be_removed(client):
    make.a_partner(name="Ahorn", kind="bedrijf")
    page = client.get("/partners/?naam=niets&soort=netwerk")

    assert not suggestions(page)
    assert main_of(page).select_one('.chosen a[href="/partners/"]').text == "Haal alle filters weg"


@pytest.mark.parametrize(("address", "filters"), EMPTY_RESULTS)
def test_an_empty_result_takes_no_more_queries_than_a_list(client, address, filters):
    make.a_partner(name="Ahorn")
    with CaptureQueriesContext(connection) as captured:
        client.get(address, filters)

    assert len(captured) <= 6, [query["sql"] for query in captured]


def test_active_filters_are_removed_one_by_one(client):
    make.a_partner(name="Ahorn", kind="netwerk")
    page = client.get("/partners/?soort=bedrijf&naam=ahorn&soort=netwerk&page=1&utm=x", follow=True)
    links = {words(link): link["href"] for link in main_of(page).select(".chosen a")}

    assert links == {
        "Haal weg: Naam: ahorn": "/partners/?soort=bedrijf&soort=netwerk",
        "Haal weg: Soort: bedrijf": "/partners/?naam=ahorn&soort=netwerk",
        "Haal weg: Soort: netwerk": "/partners/?naam=ahorn&soort=bedrijf",
        "Haal alle filters weg": "/partners/",
    }
    single = main_of(client.get("/partners/?naam=ahorn")).select(".chosen a")
    assert [(words(link), link["href"]) for link in single] == [
        ("Haal weg: Naam: ahorn", "/partners/")
    ]


# --- examples ---


@pytest.fixture
def examples():
    region = make.a_region(name="Voorbeeldregio", slug="voorbeeldregio", is_example=True)
    place = make.a_place(
        municipality=make.a_municipality(name="Voorbeeldgemeente", is_example=True, province="")
    )
    make.a_municipality_participation(region=region, municipality=place.municipality)
    school = make.a_school(name="Voorbeeldschool", place=place, is_example=True)
    make.a_school_participation(region=region, school=school)
    partner = make.a_partner(name="Voorbeeldpartner", is_example=True)
    make.a_partner_participation(region=region, partner=partner)
    make.an_article(name="Voorbeeldbericht", region=region)
    make.an_event(name="Voorbeeldactiviteit", region=region)
    make.an_event(name="Voorbeeld van een open dag", school=school)
    make.a_school(name="Echt", place=None)
    for make_row in [make.a_municipality, make.a_partner, make.an_article, make.an_event]:
        make_row(name="Echt")


EXAMPLE_ROWS = {
    "/gemeenten/": ["Voorbeeldgemeente"],
    "/scholen/": ["Voorbeeldschool"],
    "/partners/": ["Voorbeeldpartner"],
    "/nieuws/": ["Voorbeeldbericht"],
    "/agenda/": ["Voorbeeldactiviteit"],
}


@pytest.mark.usefixtures("examples")
@pytest.mark.parametrize("address", EXAMPLE_ROWS)
def test_examples_are_listed_only_with_their_region_selected_and_are_labelled(client, address):
    page = client.get(address, {"regio": "voorbeeldregio"})

    assert matches(client, address) == ["Echt"]
    assert matches(client, address, naam="voorbeeld") == []
    assert names(main_of(page), address) == EXAMPLE_ROWS[address]
    assert "Dit is een verzonnen voorbeeld." in text_of(page)
    assert all(heading.text.strip() for heading in main_of(page).select("h1, h2, h3"))
    assert "voorbeeldregio" not in options(client, address, "regio")
    box = main_of(page).select_one("input[value=voorbeeldregio]")
    assert words(box.parent) == "Voorbeeldregio (verzonnen) (1)"


@pytest.mark.usefixtures("examples")
@pytest.mark.parametrize("address", EXAMPLE_ROWS)
def test_a_real_region_selected_beside_the_example_region_adds_only_its_own_rows(client, address):
    region = make.a_region(slug="echt")
    example_region = Region.objects.get(slug="voorbeeldregio")
    make.a_municipality_participation(region=region, municipality=make.a_municipality(name="Hier"))
    make.a_school_participation(region=region, school=make.a_school(name="Hier", place=None))
    make.a_partner_participation(region=region, partner=make.a_partner(name="Hier"))
    make.an_article(name="Hier", region=region)
    make.an_event(name="Hier", region=region)
    make.an_event(name="Verzonnen hier", region=region, school=example_school(example_region))
    page = client.get(address, {"regio": ["echt", "voorbeeldregio"]})

    assert set(names(main_of(page), address)) == {"Hier", *EXAMPLE_ROWS[address]}
    assert matches(client, address, regio="echt") == ["Hier"]
    assert "Dit is een verzonnen voorbeeld." in text_of(page)
    assert b'name="robots" content="noindex"' in page.content


def example_school(region):
    return region.school_participations.get().school


@pytest.mark.usefixtures("examples")
def test_an_example_municipality_is_not_an_option(client):
    assert options(client, "/regios/", "gemeente") == []
    assert "voorbeeldgemeente" not in str(options(client, "/scholen/", "gemeente"))
    assert matches(client, "/regios/", naam="voorbeeld") == []
