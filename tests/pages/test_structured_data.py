"""Structured data (JSON-LD) of a page: only what the page shows."""

import json

import pytest

from tests import make
from tests.pages.reading import data_of, main_of, words

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


def test_a_complete_school_has_all_its_facts(subject_data):
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


def test_unknown_facts_of_a_school_are_omitted(subject_data):
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


def test_a_postcode_without_a_street_is_omitted(subject_data):
    school = make.a_school(place=None, postcode="1624 NR")

    assert "address" not in subject_data(school)


def test_a_partner_is_an_organisation(subject_data):
    # Even a public KVK number is omitted.
    partner = make.a_partner(
        kvk_number="12345678",
        kvk_is_public=True,
        contact_email="geheim@zaag.example",
        contact_phone="0229 000000",
        phone_is_public=True,
        place=make.a_place(name="Hoorn"),
    )
    region = make.an_agreement(ends="2099").region
    make.a_partner_participation(partner=partner, region=region)
    make.a_partner_participation(partner=partner, until="2021")

    assert subject_data(partner) == {
        **organisation(partner),
        "address": {"@type": "PostalAddress", "addressLocality": "Hoorn"},
        "telephone": "0229 000000",
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


# --- omitted ---


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


def test_a_membership_of_a_draft_region_is_omitted(subject_data):
    draft = make.a_region(**make.drafts)
    school, partner = make.a_school(), make.a_partner()
    make.a_school_participation(region=draft, school=school)
    make.a_partner_participation(region=draft, partner=partner)

    assert "memberOf" not in subject_data(school)
    assert "memberOf" not in subject_data(partner)
