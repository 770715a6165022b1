"""A draft is nowhere public, nor is what hangs on it, nor what a person keeps to themselves.

Every text of every hidden row holds a mark of its own ("zq7schoolsummary"). What is searched for
is "wilg", which is in those texts too, so that no page holds a mark because it was asked for.
"""

from datetime import date, timedelta

import pytest
from django.db import models

from news.models import Article, Event
from partners.models import Partner
from regions.clock import today
from regions.models import Region
from regions.writing.changing import changing
from schools.models import School
from tests import make
from tests.pages.reading import main_of
from tests.pages.walking import every_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("every_facet")]

MARK = "zq7"
LISTS = ["/regios/", "/gemeenten/", "/scholen/", "/partners/", "/nieuws/", "/agenda/"]
NO_FREE_TEXT = {"slug", "brin", "location_code", "postcode", "kvk_number"}
# What a page does not show of a row that is published.
NEVER_SHOWN = {
    *("contactpublicationground", "schoolbrand", "voorgangerbrand"),
    *("bestuurwebsite", "regioeditornote", "washowtojoin", "lijnsource", "lijnsourceurl"),
    # Where sources are listed together they are named, not linked.
    *("regiosourceurl", "doelsourceurl", "contactsourceurl", "vroegersourceurl"),
    *("schooldeelnamesourceurl", "conceptschoolsourceurl", "partnerdeelnamesourceurl"),
    *("conceptpartnersourceurl", "gemeentedeelnamesourceurl"),
}


def secret(a_row, case, **fields):
    """A row with a mark in every text it has, also in its address."""
    model = next(model for model, maker in make.MAKERS.items() if maker is a_row)
    marked = {
        field.name: _marked(field, f"{MARK}{case}{field.name.replace('_', '')}")
        for field in model._meta.get_fields()
        if isinstance(field, models.CharField | models.TextField)
        and field.editable
        and not field.choices
        and field.name not in NO_FREE_TEXT
    }
    if hasattr(model, "slug"):
        marked["slug"] = f"{MARK}-{case}"
    return a_row(**{**marked, **fields})


def _marked(field, mark):
    if isinstance(field, models.EmailField):
        return f"{mark}@wilg.example"
    if isinstance(field, models.URLField):
        return f"https://{mark}.example/"
    return f"{mark} wilg"[: field.max_length]


def hidden_rows(published_from):
    """What is not published yet, tied in every way there is to what is; the rows with a page."""
    hidden = {"published_from": published_from}
    place = make.a_place()
    open_region = make.a_region(slug="open")
    open_school, open_partner = make.a_school(place=place), make.a_partner(place=place)
    make.a_school_participation(region=open_region, school=open_school)
    make.a_partner_participation(region=open_region, partner=open_partner)
    make.a_municipality_participation(region=open_region, municipality=place.municipality)

    region = secret(make.a_region, "regio", **hidden)
    secret(
        make.an_agreement,
        "overeenkomst",
        region=region,
        lead_organisation=secret(make.an_organisation, "kop"),
        is_signed=True,
        budget=1,
        terminated="2021",
    )
    line = secret(make.a_programme_line, "lijn")
    secret(make.a_goal, "doel", region=region, programme_line=line)
    make.a_region_theme(region=region, theme=secret(make.a_theme, "thema"))
    make.a_confirmation(region=region)
    public = {f"{part}_is_public": True for part in ("name", "email", "phone")}
    secret(make.a_contact, "contact", region=region, **public)
    secret(make.a_school_participation, "schooldeelname", region=region, school=open_school)
    secret(make.a_partner_participation, "partnerdeelname", region=region, partner=open_partner)
    secret(
        make.a_municipality_participation,
        "gemeentedeelname",
        region=region,
        municipality=place.municipality,
    )

    board = secret(make.an_organisation, "bestuur")
    school = secret(make.a_school, "school", place=place, board=board, **hidden)
    secret(make.a_former_name, "vroeger", school=school)
    secret(make.a_school_participation, "conceptschool", region=open_region, school=school)
    make.a_school(slug="dicht", closed_on="2021", successor=school, place=place)
    make.a_school(slug="gaat-verder", successor=school, place=place)
    before = secret(make.a_school, "voorganger", place=place, successor=open_school, **hidden)
    partner = secret(make.a_partner, "partner", place=place, **hidden)
    secret(make.a_partner_participation, "conceptpartner", region=open_region, partner=partner)

    return [
        region,
        school,
        before,
        partner,
        secret(make.an_article, "bericht", region=open_region, **hidden),
        secret(make.an_article, "verhaal", region=open_region, kind="verhaal", **hidden),
        secret(make.an_article, "landelijk", **hidden),
        secret(make.an_article, "berichtvanconcept", region=region),
        secret(make.an_event, "dag", region=open_region, **hidden),
        secret(make.an_event, "was", region=open_region, starts_on=date(2021, 1, 1), **hidden),
        secret(make.an_event, "opendag", school=open_school, **hidden),
        secret(make.an_event, "dagvanconcept", region=region),
        secret(make.an_event, "opendagvanconcept", school=school),
        secret(make.an_event, "beide", region=open_region, school=school),
    ]


def everything(client):
    """Every page by its links, every choice of every list, what is searched and compared."""
    walked = every_page(client)
    asked = ["/zoeken/?q=wilg", f"/zoeken/?q={MARK[:2]}", "/vergelijken/"]
    for address in LISTS:
        asked.append(f"{address}?naam=wilg")
        options = main_of(walked[address]).select(".filters input[type=checkbox]")
        asked += [f"{address}?{option['name']}={option['value']}" for option in options]
    slugs = [option.split("=")[1] for option in asked if option.startswith("/scholen/?regio=")]
    asked.append("/vergelijken/?" + "&".join(f"regio={slug}" for slug in slugs if slug))
    # Those that are published: what is asked for by name is said on the page.
    schools = list(School.objects.published(today()).values_list("slug", flat=True))
    for four in (schools[at : at + 4] for at in range(0, len(schools), 4)):
        asked.append(f"/vergelijken/?school={'&school='.join(four)}")
        asked.append(f"/scholen/?vergelijk={'&vergelijk='.join(four)}")
    answers = {address: client.get(address) for address in asked}
    assert {answer.status_code for answer in answers.values()} == {200}
    return walked | answers


def marks_on(page):
    """The marks on a page; the lower case is for what is capitalised on its way out."""
    text = page.content.decode().lower()
    return {part for part in _words(text) if part.startswith(MARK)}


def _words(text):
    return "".join(char if char.isalnum() else " " for char in text).split()


@pytest.fixture(params=[None, timedelta(days=1)], ids=["a draft", "from tomorrow"])
def hidden(request):
    return hidden_rows(request.param and today() + request.param)


def test_no_page_holds_a_byte_of_what_is_hidden(client, hidden):
    pages = everything(client)

    assert len(pages) > 60
    assert {address: marks_on(page) for address, page in pages.items() if marks_on(page)} == {}


def test_what_is_hidden_has_no_page(client, hidden):
    for row in hidden:
        page = client.get(row.get_absolute_url())
        assert page.status_code == 404, row.get_absolute_url()
        # A page says its own address at the foot; that is what was typed.
        assert MARK not in page.content.decode().lower().replace(row.get_absolute_url(), "")


@pytest.mark.parametrize("below", ["agenda/", "nieuws/", "beeld.png"])
def test_nor_has_a_hidden_region_a_page_below_its_own(client, hidden, below):
    assert client.get(f"{hidden[0].get_absolute_url()}{below}").status_code == 404
    assert client.get(f"/regios/open/{below}").status_code == 200


def test_what_is_hidden_cannot_be_chosen(client, hidden):
    for address in LISTS:
        for row in hidden:
            page = client.get(address, {"regio": row.slug, "gemeente": row.slug}, follow=True)
            main = str(main_of(page)).lower()
            assert MARK not in main, f"{address} {row.slug}"


def test_the_old_address_of_what_is_hidden_leads_nowhere(client, hidden):
    for row in hidden:
        old = row.get_absolute_url()
        row.slug = f"{row.slug}-nieuw"
        row.save()
        assert client.get(old).status_code == 404, old


def test_all_of_it_shows_once_it_is_published(client):
    """Else the tests above would pass for what no page ever shows."""
    rows = hidden_rows(None)
    with changing():
        for model in [Region, School, Partner, Article, Event]:
            model.objects.update(published_from=make.PUBLISHED)
    pages = every_page(client)
    shown = set().union(*(marks_on(page) for page in pages.values()))

    assert {row.get_absolute_url() for row in rows} <= set(pages)
    assert {mark.removeprefix(MARK) for mark in all_marks() - shown} == NEVER_SHOWN


def all_marks():
    """The marks that stand in the database, in any text of any row."""
    texts = []
    for model in make.MAKERS:
        fields = [
            field.name
            for field in model._meta.get_fields()
            if isinstance(field, models.CharField | models.TextField) and field.editable
        ]
        texts += [value for row in model.objects.values_list(*fields) for value in row if value]
    words = _words(" ".join(map(str, texts)).lower())
    return {word for word in words if word.startswith(MARK) and word != MARK}


def test_what_a_contact_keeps_private_is_on_no_page_and_shows_field_by_field(client):
    region = make.a_region()
    make.a_municipality_participation(region=region)
    contact = make.a_contact(
        region=region,
        role="Projectleider",
        person_name="zq7naam wilg",
        email="zq7mail@wilg.example",
        phone="zq7telefoon",
        publication_ground="zq7grond",
    )
    fields = {"name": "zq7naam", "email": "zq7mail", "phone": "zq7telefoon"}

    def shown():
        return set().union(*(marks_on(page) for page in every_page(client).values()))

    assert shown() == set()
    for part, mark in fields.items():
        for other in fields:
            setattr(contact, f"{other}_is_public", other == part)
        contact.publication_agreed_on = make.PUBLISHED
        contact.save()
        assert shown() == {mark}
