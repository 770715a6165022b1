"""No public page shows a draft, a child of a draft, or a private field of a contact.

Every text of every hidden row contains a mark (`hidden_rows.py`) and the word "wilg". The tests
search the pages for that word, so that no page echoes a mark from its query.
"""

from datetime import timedelta
from io import StringIO
from itertools import product
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.db import models
from django.urls import URLResolver, get_resolver, resolve

from news.models import Article, Event
from pactdir.following.streams import STREAMS
from pactdir.pages.sitemaps import SECTIONS
from partners.models import Offer, Partner
from regions.clock import today
from regions.lists.query_names import names_read_by
from regions.models import Municipality, Region
from regions.sheets.xlsx_file import ABOUT, TABLE
from regions.writing.changing import changing
from schools.models import Indicator, School
from tests import make
from tests.pactdir.paper.reading import text_of_pdf
from tests.pages.hidden_rows import MARK, PublicRows, hidden_rows, signatures
from tests.pages.reading import main_of
from tests.pages.test_malformed import all_routes
from tests.pages.test_sheets_hide import every_sheet
from tests.pages.walking import every_page
from tests.regions.sheets.reading import xlsx_rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("every_facet")]

LISTS = [
    *("/regios/", "/gemeenten/", "/scholen/"),
    *("/partners/", "/aanbod/", "/nieuws/", "/agenda/"),
]
# Fields that no page shows, even for a published row.
NEVER_SHOWN = {
    *("contactpublicationground", "schoolbrand", "voorgangerbrand"),
    *(
        "bestuurwebsite",
        "regioeditornote",
        "washowtojoin",
        "pashowtojoin",
        "lijnsource",
        "lijnsourceurl",
    ),
    # Of a region that has ended.
    "regioasks",
    # Named but not linked in a list of sources.
    *("regiosourceurl", "contactsourceurl", "indicatorsource", "indicatorsourceurl"),
}
BELOW_A_REGION = [
    *("agenda/", "nieuws/", "beeld.png", "tijdlijn/", "veranderd/", "veranderd.atom"),
    *("jaar/", "jaar/2021/", "jaar/2021.pdf"),
]
# Pages without links to them, or with links that the walk does not follow.
OF_OPEN = [
    *("/regios/open.pdf", "/regios/open/jaar/2021.pdf", "/gemeenten/open.pdf"),
    "/regios/open/veranderd/?sinds=2000-01-01",
    "/gemeenten/open/veranderd/?sinds=2000-01-01",
    *("/regios/open/jaar/2021/", "/voor-gemeenten/?gemeente=open", "/dichtbij/1703/?afstand=20"),
    "/vergelijken/open-dagen.ics?school=open",
]
# Belongs to a single public event, and to no school.
WITHOUT_MARKS = {"/agenda/open.ics", "/aanbod/open.ics", "/vergelijken/open-dagen.ics"}
MORE = [
    *("/agenda/maand/2021-01/", "/kaart/nederland.svg"),
    *("/zoeken/suggesties/?q=wilg", f"/zoeken/suggesties/?q={MARK[:2]}"),
    *("/sitemap.xml", *(f"/sitemap-{name}.xml" for name in SECTIONS)),
]
# Sheets are tested in test_sheets_hide.py, previews in test_preview_page.py, pages behind a secret
# link in tests/pactdir/submissions and tests/pactdir/digest.
SECRET = (
    "/mail/<",
    "/mail/verstuurd/",
    "/klopt-niet/verstuurd/",
    "/doe-mee/link/",
    "/doe-mee/plaatsen/kijk",
)
NO_TEXT_OF_ROWS = (
    *SECRET,
    *(
        "/beeld/",
        "/document/",
        "<sheet:",
        "/voorbeeld/",
        "beeld.png",
        "favicon",
        "robots",
        "/.well-known/",
    ),
)


def files_to_follow():
    """Every calendar and feed of the rows whose slug is "open", with its stream."""
    files = [route for route in all_routes() if route.endswith((".ics", ".atom"))]
    files = [route.replace("<slug:slug>", "open").replace("<str:pc4>", "1703") for route in files]
    return {file.replace("<stream:stream>", stream) for file in files for stream in STREAMS}


def pages_of(client):
    linked = every_page(client)
    addresses = ["/zoeken/?q=wilg", f"/zoeken/?q={MARK[:2]}", "/vergelijken/"]
    for address in LISTS:
        addresses.append(f"{address}?naam=wilg")
        options = main_of(linked[address]).select(".filters input[type=checkbox]")
        addresses += [f"{address}?{option['name']}={option['value']}" for option in options]
    regions = [text.split("=")[1] for text in addresses if text.startswith("/scholen/?regio=")]
    addresses.append("/vergelijken/?" + "&".join(f"regio={slug}" for slug in regions if slug))
    towns = list(Municipality.objects.current(today()).values_list("slug", flat=True))
    for start in range(0, len(towns), 4):
        addresses.append(f"/vergelijken/?gemeente={'&gemeente='.join(towns[start : start + 4])}")
    # Only published schools, because the page echoes the slugs in its query.
    schools = list(School.objects.published(today()).values_list("slug", flat=True))
    for start in range(0, len(schools), 4):
        slugs = schools[start : start + 4]
        addresses.append(f"/vergelijken/?school={'&school='.join(slugs)}")
        addresses.append(f"/scholen/?vergelijk={'&vergelijk='.join(slugs)}")
    addresses += [*OF_OPEN, *MORE, *files_to_follow()]
    responses = {address: client.get(address, follow=True) for address in addresses}
    assert {response.status_code for response in responses.values()} == {200}
    return linked | responses


def marks_on(page):
    return {word for word in _words(text_of(page)) if word.startswith(MARK)}


def _words(text):
    return "".join(char if char.isalnum() else " " for char in text).split()


@pytest.fixture(params=[None, timedelta(days=1)], ids=["a draft", "from tomorrow"])
def hidden(request, fixed_today):
    return hidden_rows(request.param and fixed_today + request.param)


def test_no_page_shows_a_mark_of_a_hidden_row(client, hidden):
    pages = pages_of(client)

    assert {f"/{resolve(urlsplit(address).path).route}" for address in pages} == {
        route for route in all_routes() if not any(part in route for part in NO_TEXT_OF_ROWS)
    }
    assert {address: marks_on(page) for address, page in pages.items() if marks_on(page)} == {}
    texts = [text_of(page) for page in pages.values()]
    assert [word for word in signatures() if any(word in text for text in texts)] == []


def test_a_hidden_row_has_no_page(client, hidden):
    for row in hidden:
        page = client.get(row.get_absolute_url())
        assert page.status_code == 404, row.get_absolute_url()
        # The footer echoes the requested URL.
        assert MARK not in page.content.decode().lower().replace(row.get_absolute_url(), "")


def test_a_hidden_region_has_no_pages_of_its_own(client, hidden):
    def statuses(region):
        return {below: client.get(f"{region}{below}").status_code for below in BELOW_A_REGION}

    assert statuses(hidden[0].get_absolute_url()) == dict.fromkeys(BELOW_A_REGION, 404)
    assert statuses("/regios/open/") == dict.fromkeys(BELOW_A_REGION, 200)


def test_a_hidden_row_cannot_be_chosen_in_a_filter(client, hidden):
    for address in LISTS:
        for row in hidden:
            page = client.get(address, {"regio": row.slug, "gemeente": row.slug}, follow=True)
            main = str(main_of(page)).lower()
            assert MARK not in main, f"{address} {row.slug}"


def test_the_old_slug_of_a_hidden_row_gives_a_404(client, hidden):
    for row in hidden:
        old = row.get_absolute_url()
        row.slug = f"{row.slug}-nieuw"
        row.save()
        assert client.get(old).status_code == 404, old


def test_every_mark_shows_once_the_rows_are_published(client):
    """Otherwise the tests above would also pass for marks that no page ever shows."""
    rows = hidden_rows(None)
    with changing():
        for model in [Region, School, Partner, Offer, Article, Event, Indicator]:
            model.objects.update(published_from=make.PUBLISHED)
    pages = every_page(client)
    visible = set().union(*(marks_on(page) for page in pages.values()))

    assert {row.get_absolute_url() for row in rows} <= set(pages)
    assert {mark.removeprefix(MARK) for mark in all_marks() - visible} == NEVER_SHOWN
    linked = {*OF_OPEN, *files_to_follow()} - WITHOUT_MARKS
    assert [address for address in linked if not marks_on(client.get(address))] == []


def all_marks():
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


def test_each_field_of_a_contact_shows_only_if_it_is_public(client):
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

    def visible_marks():
        return set().union(*(marks_on(page) for page in every_page(client).values()))

    assert visible_marks() == set()
    for public_field, mark in fields.items():
        for field in fields:
            setattr(contact, f"{field}_is_public", field == public_field)
        contact.publication_agreed_on = make.PUBLISHED
        contact.save()
        assert visible_marks() == {mark}


FORMS = [
    *("/", "/?peildatum=2025-06-01", ".pdf", ".csv", ".xlsx"),
    *("/tijdlijn/", "/veranderd/", "/veranderd/?sinds=2000-01-01", "/veranderd.atom"),
]
FORMS_OF_REGIONS = ["/jaar/2025/", "/jaar/2025.pdf"]


def test_no_format_of_a_page_shows_a_hidden_or_erased_person(client):
    region = make.a_region(slug="open")
    make.an_event(region=region, starts_on="2025-05-20")  # for the 2025 report
    make.a_municipality_participation(region=region, municipality=make.a_municipality(slug="hoorn"))
    public = {"name_is_public": True, "email_is_public": True, "phone_is_public": True}
    agreed = {"publication_ground": "zelf gevraagd", "publication_agreed_on": make.PUBLISHED}
    people = [
        make.a_contact(
            region=region,
            role="Projectleider",
            person_name=f"{MARK}{case} wilg",
            email=f"{MARK}{case}@wilg.example",
            phone=f"{MARK}{case}",
            **public,
            **agreed,
        )
        for case in ("hidden", "emptied", "deleted")
    ]

    def forms_with_a_person():
        addresses = [
            *product(("/regios/open", "/gemeenten/hoorn"), FORMS),
            *product(("/regios/open",), FORMS_OF_REGIONS),
            ("/voor-gemeenten/", "?gemeente=hoorn"),
        ]
        texts = {(start, form): text_of(client.get(start + form)) for start, form in addresses}
        return {address for address, text in texts.items() if MARK in text}

    with_a_person = {"/", ".pdf", ".csv", ".xlsx", "?gemeente=hoorn", *FORMS_OF_REGIONS}
    assert {form for _, form in forms_with_a_person()} == with_a_person

    hidden, emptied, deleted = people
    for name in public:
        setattr(hidden, name, False)
        setattr(emptied, name, False)
    emptied.person_name = emptied.email = emptied.phone = ""
    hidden.save()
    emptied.save()
    deleted.delete()
    assert forms_with_a_person() == set()


def test_no_address_shows_a_hidden_or_erased_person(client):
    region = PublicRows().region
    public = {"name_is_public": True, "email_is_public": True, "phone_is_public": True}
    agreed = {"publication_ground": "zelf gevraagd", "publication_agreed_on": make.PUBLISHED}
    hidden, erased = (
        make.a_contact(
            region=region,
            role="Projectleider",
            person_name=f"{MARK}{case} wilg",
            email=f"{MARK}{case}@wilg.example",
            phone=f"{MARK}{case}",
            **public,
            **agreed,
        )
        for case in ("hidden", "erased")
    )
    assert marks_on(client.get("/regios/open.pdf")) == {f"{MARK}hidden", f"{MARK}erased"}
    for name in public:
        setattr(hidden, name, False)
    hidden.save()
    call_command("vergeet", erased.person_name, "--yes", stdout=StringIO())

    pages = pages_of(client)
    assert {f"/{resolve(urlsplit(address).path).route}" for address in pages} == {
        route for route in all_routes() if not any(part in route for part in NO_TEXT_OF_ROWS)
    }
    as_of = {path: client.get(path, {"peildatum": "2025-06-01"}) for path in as_of_paths(pages)}
    found = [path for path, page in [*pages.items(), *as_of.items()] if marks_on(page)]
    assert found == []
    sheets = every_sheet(client)
    assert {f"/{resolve(urlsplit(address).path).route}" for address in sheets} == {
        route for route in all_routes() if "<sheet:" in route
    }
    assert [address for address, text in sheets.items() if MARK in text] == []


def text_of(response):
    """The text in lower case, because a page may capitalise it."""
    assert response.status_code == 200, response
    match response["Content-Type"].partition(";")[0]:
        case "application/pdf":
            return text_of_pdf(response.content).lower()
        case kind if "spreadsheet" in kind:
            sheets = (xlsx_rows(response.content, name) for name in (TABLE, ABOUT))
            return str(list(sheets)).lower()
        case _:
            return response.content.decode().lower()


def test_no_page_as_of_a_past_date_shows_a_mark(client, hidden):
    as_of = {
        (path, day): client.get(path, {"peildatum": day}, follow=True)
        for path in as_of_paths(every_page(client))
        for day in ("2020-06-01", "2021-06-01", "2025-06-01")
    }

    assert {page.status_code for page in as_of.values()} == {200}
    assert {address: marks_on(page) for address, page in as_of.items() if marks_on(page)} == {}


def as_of_paths(addresses):
    """Those that take a past date; fails if a view that does has none."""
    pages = {path: resolve(path.partition("?")[0]) for path in addresses}
    know_days = {
        path: match for path, match in pages.items() if "peildatum" in names_read_by(match.func)
    }
    assert {match.func for match in know_days.values()} >= views_that_read("peildatum")
    return list(know_days)


def views_that_read(name, resolver=None):
    views = set()
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            views |= views_that_read(name, pattern)
        elif name in names_read_by(pattern.callback):
            views.add(pattern.callback)
    return views
