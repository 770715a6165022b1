"""Structured data (JSON-LD) of a page: what the page says, and nothing more."""

import json
from datetime import date, time

import pytest

from regions.structured_data import script
from tests import make
from tests.pages.reading import data_of, main_of, read, running_scripts, words

pytestmark = pytest.mark.django_db

HERE = "http://testserver"


def organisation(row):
    url = f"{HERE}{row.get_absolute_url()}"
    return {"@type": "Organization", "name": row.name, "url": url}


def test_home_has_a_search_action(client):
    assert data_of(client.get("/")) == [
        {
            "@context": "https://schema.org",
            "@type": "WebSite",
            "name": "Techniek in de regio",
            "url": f"{HERE}/",
            "inLanguage": "nl",
            "potentialAction": {
                "@type": "SearchAction",
                "target": {
                    "@type": "EntryPoint",
                    "urlTemplate": f"{HERE}/zoeken/?q={{search_term_string}}",
                },
                "query-input": "required name=search_term_string",
            },
        }
    ]


def test_the_breadcrumbs_are_those_on_the_page(client):
    school = make.a_school(name="Tabor", slug="tabor")
    (crumbs,) = [
        data
        for data in data_of(client.get(school.get_absolute_url()))
        if data["@type"] == "BreadcrumbList"
    ]

    assert crumbs["itemListElement"] == [
        {"@type": "ListItem", "position": 1, "name": "Begin", "item": f"{HERE}/"},
        {"@type": "ListItem", "position": 2, "name": "Scholen", "item": f"{HERE}/scholen/"},
        {"@type": "ListItem", "position": 3, "name": "Tabor"},
    ]


def test_a_region_is_an_organisation(subject_data):
    region = make.a_region(summary="Scholen werken samen.", website="https://regio.example/")

    assert subject_data(region) == {
        **organisation(region),
        "sameAs": "https://regio.example/",
        "description": "Scholen werken samen.",
    }


def test_a_school_with_all_facts(subject_data):
    school = make.a_school(
        place=make.a_place(name="Hoorn"),
        board=make.an_organisation(name="Stichting Tabor"),
        brin="00WD",
        location_code="02",
        address="Dampten 5",
        postcode="1624 NR",
        website="https://school.example/",
        summary="Vmbo met een techlab.",
    )
    region = make.an_agreement(ends="2099").region
    make.a_school_participation(school=school, region=region)
    make.a_school_participation(school=school, until="2021")

    assert subject_data(school) == {
        **organisation(school),
        "@type": "School",
        "sameAs": "https://school.example/",
        "description": "Vmbo met een techlab.",
        "address": {
            "@type": "PostalAddress",
            "streetAddress": "Dampten 5",
            "postalCode": "1624 NR",
            "addressLocality": "Hoorn",
        },
        "identifier": {"@type": "PropertyValue", "propertyID": "DUO-code", "value": "00WD02"},
        "parentOrganization": {"@type": "Organization", "name": "Stichting Tabor"},
        "memberOf": [organisation(region)],
    }


def test_unknown_facts_of_a_school_are_left_out(subject_data):
    school = make.a_school(levels=[], place=None)

    assert subject_data(school) == {**organisation(school), "@type": "EducationalOrganization"}


@pytest.mark.parametrize(
    ("levels", "kind"),
    [
        (["vmbo"], "School"),
        (["mbo", "vmbo"], "School"),
        (["mbo"], "EducationalOrganization"),
        ([], "EducationalOrganization"),
    ],
)
def test_an_mbo_school_is_an_educational_organization(subject_data, levels, kind):
    assert subject_data(make.a_school(levels=levels))["@type"] == kind


def test_a_closed_school_has_a_dissolution_date_and_no_membership(subject_data):
    school = make.a_school(place=None, closed_on="juli 2022")
    make.a_school_participation(school=school)

    assert subject_data(school) == {
        **organisation(school),
        "@type": "School",
        "dissolutionDate": "2022-07",
    }


def test_a_postcode_without_a_street_is_left_out(subject_data):
    school = make.a_school(place=None, postcode="1624 NR")

    assert "address" not in subject_data(school)


def test_a_partner_is_an_organisation(subject_data):
    partner = make.a_partner(kvk_number="12345678", place=make.a_place(name="Hoorn"))
    region = make.an_agreement(ends="2099").region
    make.a_partner_participation(partner=partner, region=region)
    make.a_partner_participation(partner=partner, until="2021")

    assert subject_data(partner) == {
        **organisation(partner),
        "address": {"@type": "PostalAddress", "addressLocality": "Hoorn"},
        "identifier": {"@type": "PropertyValue", "propertyID": "KVK-nummer", "value": "12345678"},
        "memberOf": [organisation(region)],
    }


def test_the_date_of_an_article_is_exactly_as_precise_as_known(subject_data):
    def dated(day):
        return subject_data(make.an_article(dated=day)).get("datePublished")

    assert [dated(day) for day in ["15-2-2021", "februari 2021", "2021", None]] == [
        "2021-02-15",
        "2021-02",
        "2021",
        None,
    ]


def test_an_article_is_a_news_article(subject_data):
    article = make.an_article(name="Labs", kind="verhaal", intro="Labs komen.")

    assert subject_data(article) == {
        "@type": "NewsArticle",
        "headline": "Labs",
        "url": f"{HERE}{article.get_absolute_url()}",
        "articleSection": "verhaal",
        "description": "Labs komen.",
        "inLanguage": "nl",
    }


# --- events ---


@pytest.mark.parametrize(
    ("when", "start", "end"),
    [
        ({}, "2099-01-20", "2099-01-20"),
        ({"ends_on": date(2099, 1, 21)}, "2099-01-20", "2099-01-21"),
        ({"starts_at": time(19)}, "2099-01-20T19:00:00+01:00", None),
        (
            {"starts_at": time(9), "ends_at": time(15, 30)},
            "2099-01-20T09:00:00+01:00",
            "2099-01-20T15:30:00+01:00",
        ),
        (
            {"starts_at": time(9), "ends_on": date(2099, 1, 21)},
            "2099-01-20T09:00:00+01:00",
            "2099-01-21",
        ),
        (
            {"starts_at": time(20), "ends_at": time(0, 30)},
            "2099-01-20T20:00:00+01:00",
            "2099-01-21T00:30:00+01:00",
        ),
        (
            {"starts_at": time(20), "ends_at": time(0)},
            "2099-01-20T20:00:00+01:00",
            "2099-01-21T00:00:00+01:00",
        ),
        (
            {"starts_at": time(10), "ends_at": time(10)},
            "2099-01-20T10:00:00+01:00",
            "2099-01-20T10:00:00+01:00",
        ),
    ],
)
def test_an_event_has_its_days_and_known_times(subject_data, when, start, end):
    data = subject_data(make.an_event(starts_on=date(2099, 1, 20), **when))

    assert (data["startDate"], data.get("endDate")) == (start, end)


@pytest.mark.parametrize(
    ("day", "offset"),
    [
        (date(2026, 3, 28), "+01:00"),  # the day before summer time starts, and that day
        (date(2026, 3, 29), "+02:00"),
        (date(2026, 10, 24), "+02:00"),  # the day before it ends, and that day
        (date(2026, 10, 25), "+01:00"),
    ],
)
def test_a_time_has_the_offset_of_amsterdam_on_that_day(subject_data, day, offset):
    data = subject_data(make.an_event(starts_on=day, starts_at=time(10), ends_at=time(12)))

    assert (data["startDate"], data["endDate"]) == (
        f"{day}T10:00:00{offset}",
        f"{day}T12:00:00{offset}",
    )


MOVED = {"moved_from_start": date(2099, 4, 1), "moved_from_end": date(2099, 4, 2)}


@pytest.mark.parametrize(
    ("fields", "status", "previous"),
    [
        ({"status": "gepland"}, "EventScheduled", None),
        ({"status": "verplaatst", **MOVED}, "EventRescheduled", "2099-04-01"),
        ({"status": "geannuleerd"}, "EventCancelled", None),
        ({"status": "geannuleerd", **MOVED}, "EventCancelled", None),
    ],
)
def test_an_event_has_its_status_and_its_previous_start(subject_data, fields, status, previous):
    data = subject_data(make.an_event(**fields))

    assert data["eventStatus"] == f"https://schema.org/{status}"
    assert data.get("previousStartDate") == previous


def test_an_event_has_its_known_location(subject_data):
    hoorn = {"@type": "PostalAddress", "addressLocality": "Hoorn"}
    place = make.a_place(name="Hoorn")

    def where(**fields):
        return subject_data(make.an_event(**fields)).get("location")

    assert where() is None
    assert where(place=place) == {"@type": "Place", "name": "Hoorn", "address": hoorn}
    assert where(venue="Zaal Zes") == {"@type": "Place", "name": "Zaal Zes"}
    assert where(venue="Zaal Zes", place=place) == {
        "@type": "Place",
        "name": "Zaal Zes",
        "address": hoorn,
    }


def test_an_event_with_all_facts(subject_data):
    event = make.an_event(
        name="PET",
        audience=["basisschool", "ouders"],
        summary="Kom kijken.",
        website="https://pet.example/",
    )

    assert subject_data(event) == {
        "@type": "Event",
        "name": "PET",
        "url": f"{HERE}{event.get_absolute_url()}",
        "sameAs": "https://pet.example/",
        "description": "Kom kijken.",
        "startDate": "2099-05-20",
        "endDate": "2099-05-20",
        "eventStatus": "https://schema.org/EventScheduled",
        "audience": {"@type": "Audience", "audienceType": "basisschool, ouders"},
    }


# --- left out ---


def test_contacts_are_on_the_page_but_not_in_its_data(client):
    region = make.a_region()
    make.a_contact(
        region=region,
        role="zq7rol",
        person_name="zq7naam",
        email="zq7@wilg.example",
        phone="zq7",
        name_is_public=True,
        email_is_public=True,
    )
    response = client.get(region.get_absolute_url())

    assert "zq7naam" in words(main_of(response))
    assert "zq7" not in json.dumps(data_of(response))


def test_a_membership_of_a_draft_region_is_left_out(subject_data):
    draft = make.a_region(**make.drafts)
    school, partner = make.a_school(), make.a_partner()
    make.a_school_participation(region=draft, school=school)
    make.a_partner_participation(region=draft, partner=partner)

    assert "memberOf" not in subject_data(school)
    assert "memberOf" not in subject_data(partner)


def test_only_indexed_pages_have_data_and_all_of_them_have_breadcrumbs(demo_pages):
    all_types = set()
    for address, page in demo_pages.items():
        data = data_of(page)
        types = {block["@type"] for block in data}
        is_indexed = b'content="noindex"' not in page.content
        assert is_indexed or data == [], address
        assert running_scripts(page) == [], address
        assert "oorbeeld" not in json.dumps(data), address
        if is_indexed and main_of(page).select_one(".crumbs"):
            assert "BreadcrumbList" in types, address
        all_types |= types
    assert all_types == {
        *("WebSite", "BreadcrumbList", "Organization", "School", "EducationalOrganization"),
        *("Event", "NewsArticle"),
    }


SCHEMA_PROPERTIES = {
    *("@context", "@type", "url", "item", "eventStatus", "inLanguage", "propertyID"),
}
DATE_PROPERTIES = {
    *("datePublished", "startDate", "endDate", "previousStartDate", "dissolutionDate"),
}


def test_every_text_in_the_data_is_on_the_page(demo_pages):
    for address, page in demo_pages.items():
        soup = read(page)
        dates = {time["datetime"] for time in soup.find_all("time")}
        links = {link["href"] for link in soup.find_all("a")}
        page_text = words(soup.main)
        for data in data_of(page):
            if data["@type"] == "WebSite":
                continue
            for name, text in texts(data):
                if name in DATE_PROPERTIES:
                    assert text[:10] in dates, f"{address}: {name} {text}"
                elif name == "sameAs":
                    assert text in links, f"{address}: {text}"
                elif name not in SCHEMA_PROPERTIES:
                    assert " ".join(text.split()) in page_text, f"{address}: {name} {text}"


def texts(data):
    """Every text in nested data, with the name of its property."""
    for name, value in data.items():
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict):
                yield from texts(item)
            elif isinstance(item, str):
                yield name, item


# --- escaping ---

HOSTILE = [
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "--></script><img src=x onerror=alert(1)>",
    "]]></SCRIPT ><b>",
    "a\u2028b\u2029c",
    '"}</script>',
    "\\u003C/script\\u003E &lt;/script&gt;",
    "'\"`${alert(1)}{{ 7|add:7 }}{% now %}",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_closes_the_script_element_or_is_changed_in_it(text):
    block = script({"name": text})
    content = block.removeprefix('<script type="application/ld+json">').removesuffix("</script>")

    assert json.loads(content)["name"] == text
    assert not set("<>&\u2028\u2029") & set(content)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_name_is_escaped_on_every_kind_of_page(client, text):
    place = make.a_place(name=text)
    region = make.a_region(name=text, summary=text)
    school = make.a_school(
        name=text,
        summary=text,
        place=place,
        address=text,
        board=make.an_organisation(name=text),
    )
    partner = make.a_partner(name=text, summary=text, place=place)
    make.a_school_participation(region=region, school=school)
    make.a_partner_participation(region=region, partner=partner)
    article = make.an_article(name=text, intro=text, region=region)
    event = make.an_event(name=text, summary=text, venue=text, place=place, region=region)
    municipality = make.a_municipality(name=text)

    for row in [region, school, partner, article, event, municipality]:
        page = client.get(row.get_absolute_url())
        data = data_of(page)
        assert running_scripts(page) == [], row
        assert read(page).find_all(["b", "img"]) == []
        names = {block.get("name", block.get("headline", text)).strip() for block in data}
        assert names == {text}, row
        assert data[-1]["itemListElement"][-1]["name"] == text, row
