"""The log of imports: a line for each file, a page for each, and one line on the first screen."""

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


def page(client, where):
    response = client.get(where)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").select_one("#content")


def words(node):
    return " ".join(node.text.split())


def lines(node):
    return [words(line) for line in node.select("li")]


def last_imports(client):
    section = page(client, FIRST_SCREEN).select_one("[aria-labelledby=imports]")
    return [words(link) for link in section.select("a")] if section else []


def test_a_page_of_an_import_shows_its_file_date_user_and_result(admin, load):
    load(COUNTRY)
    row = Import.objects.get(kind="gemeenten")

    shown = page(admin, address(Import, "change", row.pk))

    said = dict(zip(map(words, shown.select("dt")), map(words, shown.select("dd")), strict=True))
    assert said["Door"] == "Landelijk"
    assert said["Soort bestand"] == "Gemeenten"
    assert said["Aantallen"] == "2 nieuw"
    assert said["SHA-256 van het bestand"] == row.digest
    assert said["Stand"] == "Geladen"
    assert "gemeenten.csv (gemeenten): dit bestand" in lines(shown)
    assert "2 postcodegebieden toegevoegd" in lines(shown)
    assert "1 grens toegevoegd" in lines(shown)


def test_an_import_that_wrote_nothing_says_so(admin, load):
    load({"gemeenten.csv": MUNICIPALITIES})
    load({"gemeenten.csv": MUNICIPALITIES})

    shown = page(admin, address(Import, "change", Import.objects.first().pk))

    assert "Niets: alles stond er al zo." in lines(shown)


def test_the_index_shows_an_import_as_one_line_without_its_rows(admin, load):
    load(COUNTRY)
    load({"gemeenten.csv": MUNICIPALITIES})

    assert last_imports(admin) == [
        "Import van gemeenten.csv en 3 andere bestanden: 7 rijen",
    ]
    assert "Er is nog niets gewijzigd" in words(page(admin, FIRST_SCREEN))


def test_a_leader_sees_no_imports(client, load):
    load(COUNTRY)
    client.force_login(make.an_assignment(region=make.a_region()).user)

    assert last_imports(client) == []
    row = Import.objects.first()
    assert client.get(address(Import, "changelist")).status_code == 403
    answer = client.get(address(Import, "change", row.pk), follow=True)
    assert row.digest not in answer.content.decode()


def test_the_history_of_a_row_names_the_imported_file(admin, load):
    load(COUNTRY)
    municipality = Municipality.objects.get(code="GM0361")

    shown = page(admin, address(Municipality, "history", municipality.pk))

    assert [words(one) for one in shown.select(".past__reason")] == [
        "Import van gemeenten.csv",
        "Zo staat het er nu.",
    ]


def many(number):
    head = MUNICIPALITIES.splitlines()[0]
    rows = [
        f"GM{code:04},{code:04},Gemeente {code},,PV27,Noord-Holland,1000,52.6,4.8"
        for code in range(5000, 5000 + number)
    ]
    return "\n".join([head, *rows]) + "\n"


def queries_of(client, where):
    client.get(where)  # what is remembered by the process is remembered now
    with CaptureQueriesContext(connection) as queries:
        assert client.get(where).status_code == 200
    return len(queries)


def test_the_first_screen_the_log_and_a_history_cost_the_same_after_an_import_of_many(admin, load):
    load({"gemeenten.csv": many(1)})
    one = Municipality.objects.get(code="GM5000")
    places = [
        FIRST_SCREEN,
        address(Import, "changelist"),
        address(Import, "change", Import.objects.get().pk),
        address(Municipality, "history", one.pk),
    ]
    few = [queries_of(admin, where) for where in places]

    load({"gemeenten.csv": many(300)})

    assert [queries_of(admin, where) for where in places] == few
