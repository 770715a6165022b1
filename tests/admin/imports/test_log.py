"""The import log: a list, a page per import, and one line on the index page."""

from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pactdir.models import Import
from regions.models import Municipality
from tests import make
from tests.admin.filling import address
from tests.pactdir.importing.files import COUNTRY, MUNICIPALITIES

FIRST_SCREEN = reverse("admin:index")


def get_page(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "lxml").select_one("#content")


def words(node):
    return " ".join(node.text.split())


def lines(node):
    return [words(line) for line in node.select("li")]


def recent_changes(client):
    section = get_page(client, FIRST_SCREEN).select_one("[aria-labelledby=imports]")
    return [words(link) for link in section.select("a")] if section else []


def test_the_page_of_an_import_shows_its_file_date_user_and_result(admin, load):
    load(COUNTRY)
    row = Import.objects.get(kind="gemeenten")

    page = get_page(admin, address(Import, "change", row.pk))

    definitions = dict(
        zip(map(words, page.select("dt")), map(words, page.select("dd")), strict=True)
    )
    assert definitions["Door"] == "Landelijk"
    assert definitions["Soort bestand"] == "Gemeenten"
    assert definitions["Aantallen"] == "2 nieuw"
    assert definitions["SHA-256 van het bestand"] == row.digest
    assert definitions["Stand"] == "Geladen"
    assert "gemeenten.csv (gemeenten): dit bestand" in lines(page)
    assert "2 postcodegebieden toegevoegd" in lines(page)
    assert "1 grens toegevoegd" in lines(page)


def test_says_that_an_import_wrote_nothing(admin, load):
    load({"gemeenten.csv": MUNICIPALITIES})
    load({"gemeenten.csv": MUNICIPALITIES})

    page = get_page(admin, address(Import, "change", Import.objects.first().pk))

    assert "Niets: alles stond er al zo." in lines(page)


def test_the_index_shows_an_import_as_one_line_without_its_rows(admin, load):
    load(COUNTRY)
    load({"gemeenten.csv": MUNICIPALITIES})

    assert recent_changes(admin) == [
        "Import van gemeenten.csv en 3 andere bestanden: 7 rijen",
    ]
    assert "Er is nog niets gewijzigd" in words(get_page(admin, FIRST_SCREEN))


def test_a_leader_cannot_see_imports(client, load):
    load(COUNTRY)
    client.force_login(make.an_assignment(region=make.a_region()).user)

    assert recent_changes(client) == []
    row = Import.objects.first()
    assert client.get(address(Import, "changelist")).status_code == 403
    answer = client.get(address(Import, "change", row.pk), follow=True)
    assert row.digest not in answer.content.decode()


def test_the_history_of_a_row_names_the_imported_file(admin, load):
    load(COUNTRY)
    municipality = Municipality.objects.get(code="GM0361")

    page = get_page(admin, address(Municipality, "history", municipality.pk))

    assert [words(reason) for reason in page.select(".past__reason")] == [
        "Import van gemeenten.csv",
        "Zo staat het er nu.",
    ]


def municipalities_csv(number):
    head = MUNICIPALITIES.splitlines()[0]
    rows = [
        f"GM{code:04},{code:04},Gemeente {code},,PV27,Noord-Holland,1000,52.6,4.8"
        for code in range(5000, 5000 + number)
    ]
    return "\n".join([head, *rows]) + "\n"


def count_queries(client, path):
    client.get(path)  # fills the caches of this process
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_takes_the_same_queries_after_a_large_import(admin, load):
    load({"gemeenten.csv": municipalities_csv(1)})
    municipality = Municipality.objects.get(code="GM5000")
    places = [
        FIRST_SCREEN,
        address(Import, "changelist"),
        address(Import, "change", Import.objects.get().pk),
        address(Municipality, "history", municipality.pk),
    ]
    few = [count_queries(admin, path) for path in places]

    load({"gemeenten.csv": municipalities_csv(300)})

    assert [count_queries(admin, path) for path in places] == few
