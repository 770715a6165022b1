"""Files uploaded in the admin: a preview of the changes, then imported or discarded."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from news.models import Event
from pactdir.importing import Busy
from pactdir.importing.desk import uploads
from pactdir.importing.reading.files import MAX_BYTES
from pactdir.models import Import, Upload
from regions.models import Municipality, Neighbour
from tests import make
from tests.admin.filling import address
from tests.pactdir.importing import boundary_generator as country
from tests.pactdir.importing.files import COUNTRY, MUNICIPALITIES, NEIGHBOURS, database_hash
from tests.pactdir.importing.test_agenda_files import calendar, event
from tests.pactdir.importing.test_shifted_names import NAMES, SHIFTED, table

LOAD = reverse("admin:pactdir_upload_load")
NOTHING_BUT = ("pactdir.Upload", "pactdir.AccountSession", "auth.User")


def uploaded_file(name, content):
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def send(client, files):
    uploaded = [uploaded_file(name, content) for name, content in files.items()]
    return client.post(LOAD, {"chosen": uploaded})


def get_page(client, path):
    response = client.get(path, follow=True)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "lxml").select_one("#container")


def words(node):
    return " ".join(node.text.split())


def preview(client, files):
    response = send(client, files)
    assert response.status_code == 302, words(
        BeautifulSoup(response.content, "lxml").select_one("#content")
    )
    return get_page(client, response.url)


def groups(page):
    return [words(summary) for summary in page.select("summary")]


def lines(page):
    return [words(item) for item in page.select("#content-main li")]


def decide(client, page, button):
    form = page.select_one("#content-main form")
    fields = {field["name"]: field.get("value", "") for field in form.select("input")}
    assert form.select_one(f"button[name={button}]"), button
    answer = client.post(form["action"], {**fields, button: "1"}, follow=True)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "lxml").select_one("#container")


def test_the_preview_of_an_upload_groups_changes_and_writes_nothing(admin, load):
    load({"gemeenten.csv": MUNICIPALITIES})
    renamed = Municipality.objects.get(code="GM0373")
    renamed.latitude = 52.7
    renamed.save()
    before = database_hash(*NOTHING_BUT)
    newer = MUNICIPALITIES.replace("Alkmaar", "Groot Alkmaar").replace("52.66537", "52.66")
    newer += "GM0399,0399,Heiloo,,PV27,Noord-Holland,24000,52.6,4.7\n"

    page = preview(admin, {"nieuw.csv": newer})

    assert groups(page) == [
        "Nieuw: 1",
        "Gewijzigd: 1",
        "Door een redacteur anders ingevuld: dat blijft: 1",
    ]
    assert lines(page) == [
        "Heiloo",
        "Alkmaar: naam van Alkmaar naar Groot Alkmaar",
        "Bergen (NH): breedtegraad is hier “52.7”; het bestand zegt “52.66”",
    ]
    assert database_hash(*NOTHING_BUT) == before


def test_the_preview_of_boundaries_counts_areas_and_shows_no_coordinates(admin, load):
    squares = country.of_cbs([(0, 0), (1, 0)])
    load({"x.geojson": squares, "provincies.geojson": country.provinces_of_cbs()})
    # The first square now starts east of its former centre.
    newer = squares.replace("[4.0, ", "[4.06, ")

    page = preview(admin, {"nieuw.geojson": newer})

    assert [words(paragraph) for paragraph in page.select("section p")][-2:] == [
        "2 gemeenten, 1 grens anders.",
        "1 staan er al net zo.",
    ]
    assert lines(page) == [
        "Rij 0 vak 0: punt van zoals dat was naar anders",
        "grens van Rij 0 vak 0: vorm van zoals die was naar anders",
    ]


def test_loading_writes_what_the_preview_showed_and_records_the_editor(admin, editor):
    page = preview(admin, COUNTRY)

    after = decide(admin, page, "load")

    assert "Geladen." in words(after.select_one(".messagelist"))
    assert Municipality.objects.count() == 2
    assert {row.user for row in Import.objects.all()} == {editor}
    assert len({row.change_id for row in Import.objects.all()}) == 1
    assert Municipality.history.first().history_user == editor
    assert not Upload.objects.exists()


def test_discarding_an_upload_loads_nothing(admin):
    page = preview(admin, COUNTRY)

    after = decide(admin, page, "discard")

    assert "Er is niets geladen" in words(after.select_one(".messagelist"))
    assert not Upload.objects.exists()
    assert not Municipality.objects.exists()


def test_a_second_import_of_an_upload_does_nothing(admin):
    page = preview(admin, COUNTRY)
    decide(admin, page, "load")

    again = decide(admin, page, "load")

    assert "al geladen of weggegooid" in words(again.select_one(".messagelist"))
    assert Import.objects.count() == 4


def test_an_outdated_preview_is_shown_again_before_loading(admin):
    page = preview(admin, {"gemeenten.csv": MUNICIPALITIES})
    make.a_municipality(code="GM0361", name="Alkmaar", latitude=52.5, longitude=4.8)

    again = decide(admin, page, "load")

    assert "Intussen is er iets veranderd" in words(again.select_one(".messagelist"))
    assert Import.objects.count() == 0
    assert "Nieuw: 1" in groups(again)
    decide(admin, again, "load")
    assert Municipality.objects.filter(code="GM0373").exists()


def test_a_calendar_is_previewed_and_keeps_what_an_editor_changed(admin):
    page = preview(admin, {"agenda.ics": calendar(event())})
    assert "Nieuw: 1" in groups(page)
    assert "Wat een redacteur anders invulde, blijft." in words(page)
    assert not Event.objects.exists()
    decide(admin, page, "load")
    row = Event.objects.get()
    row.venue = "Gymzaal"
    row.save()

    again = preview(admin, {"agenda.ics": calendar(event("LOCATION:Aula"))})
    assert "Door een redacteur anders ingevuld: dat blijft: 1" in groups(again)

    refused = preview(admin, {"agenda.ics": calendar(event("RRULE:FREQ=SECONDLY"))})
    assert lines(refused) == [
        "agenda.ics: Activiteit 1 (Techniekdag): een herhaling is alleen per dag, week, maand of "
        "jaar."
    ]
    assert not refused.select("button[name=load]")


def test_refused_files_name_line_and_column_and_cannot_be_loaded(admin):
    bad = NEIGHBOURS + "GM0361,GM9999\n"

    page = preview(admin, {"gemeenten.csv": MUNICIPALITIES, "buren.csv": bad})

    assert lines(page) == [
        "buren.csv, regel 4, kolom buur_statcode: Deze gemeente kennen we niet. Er staat: “GM9999”."
    ]
    assert not page.select("button[name=load]")
    form = page.select_one("#content-main form")
    admin.post(form["action"], {"load": "1", "shown": ""})
    assert not Municipality.objects.exists()


def test_a_problem_fixed_elsewhere_is_gone_when_the_preview_is_reloaded(admin, load):
    page = preview(admin, {"buren.csv": NEIGHBOURS})
    assert not page.select("button[name=load]")
    load({"gemeenten.csv": MUNICIPALITIES})

    page = decide(admin, page, "look")
    decide(admin, page, "load")

    assert Neighbour.objects.count() == 2


ANY_CONTENT = {
    "nothing": b"",
    "not text": bytes(range(256)) * 40,
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(500),
    "UTF-16": "statcode,naam\n".encode("utf-16"),
    "unclosed quote": MUNICIPALITIES.encode() + b'GM1,1,"x',
    "no rows": MUNICIPALITIES.splitlines()[0].encode(),
    "JSON of another kind": b'{"a": 1}',
    "half a JSON": b'{"type": "FeatureCollection", "features": [',
    "a NUL in JSON": b'{"type": "FeatureCollection", "features": [{"properties": '
    b'{"statcode": "GM\\u0000"}, "geometry": {"type": "Polygon", "coordinates": '
    b"[[[4.7, 52.6], [4.8, 52.6], [4.8, 52.7], [4.7, 52.6]]]}}]}",
    "half a character in JSON": b'{"type": "FeatureCollection", "features": [{"properties": '
    b'{"statcode": "GM\\ud800"}, "geometry": {"type": "Polygon", "coordinates": '
    b"[[[4.7, 52.6], [4.8, 52.6], [4.8, 52.7], [4.7, 52.6]]]}}]}",
    "deep JSON": b'{"FeatureCollection":' + b"[" * 100_000,
    "a web page": b"<!doctype html><title>Niet gevonden</title>",
    "a long header": b",".join(b"kolom%d" % n for n in range(1000)),
}


@pytest.mark.parametrize("content", ANY_CONTENT.values(), ids=ANY_CONTENT)
def test_any_malformed_file_gets_a_dutch_message_and_loads_nothing(admin, content):
    before = database_hash(*NOTHING_BUT)

    page = preview(admin, {"bestand.csv": content})

    text = words(page.select_one("#content-main"))
    assert "bestand.csv" in text or "0 rijen" in text
    assert database_hash(*NOTHING_BUT) == before
    if page.select("button[name=load]"):
        decide(admin, page, "load")
    assert not Municipality.objects.exists()


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "..",
        ".",
        "a" * 250 + ".csv",
        "ünï – “ö”.csv",
        "<script>alert(1)</script>.csv",
        'a"b.csv',
        "c:\\map\\x.csv",
        "\N{ARABIC LETTER ALEF}" * 120,
        "\N{RIGHT-TO-LEFT OVERRIDE}vsc.csv",
        "nul\0byte.csv",
    ],
)
def test_any_file_name_is_escaped(admin, name):
    file = uploaded_file("x.csv", MUNICIPALITIES)
    file._name = name  # Django would clean a name given above
    response = admin.post(LOAD, {"chosen": [file]})

    assert response.status_code in (200, 302)
    if response.status_code == 302:
        page = get_page(admin, response.url)
        assert not page.select("#content-main script")
        assert "Nieuw: 2" in groups(page)
        decide(admin, page, "load")
        assert Municipality.objects.count() == 2


def test_requires_a_file(admin):
    response = admin.post(LOAD, {})

    assert response.status_code == 200
    assert "Kies een of meer bestanden." in response.content.decode()


def test_a_file_that_is_too_large_is_named_and_not_stored(admin):
    response = send(admin, {"groot.csv": b"x" * (MAX_BYTES + 1), "klein.csv": MUNICIPALITIES})

    assert response.status_code == 200
    assert "groot.csv is te groot" in response.content.decode()
    assert not Upload.objects.exists()


def test_refuses_too_many_files(admin):
    response = send(admin, {f"{n}.csv": MUNICIPALITIES for n in range(uploads.MAX_FILES + 1)})

    assert "hoogstens 20 bestanden" in response.content.decode()


def test_an_upload_expires_after_a_day(admin):
    response = send(admin, {"gemeenten.csv": MUNICIPALITIES})
    Upload.objects.update(made_at=timezone.now() - timedelta(days=1, minutes=1))

    answer = admin.get(response.url)

    assert answer.status_code == 302
    send(admin, {"buren.csv": NEIGHBOURS})
    assert Upload.objects.count() == 1


def test_an_editor_keeps_a_few_uploads_and_the_oldest_is_deleted(admin):
    for _ in range(uploads.MAX_UPLOADS_PER_USER + 2):
        send(admin, {"gemeenten.csv": MUNICIPALITIES})

    assert Upload.objects.count() == uploads.MAX_UPLOADS_PER_USER


@pytest.mark.parametrize(
    ("error", "message"), [(Busy(), "loopt al"), (IntegrityError(), "niet kennen")]
)
def test_errors_are_spelled_out(admin, monkeypatch, error, message):
    def fail(*args, **kwargs):
        raise error

    monkeypatch.setattr(uploads, "import_files", fail)

    page = preview(admin, {"gemeenten.csv": MUNICIPALITIES})

    assert message in words(page.select_one("#content-main"))
    assert not page.select("button[name=load]")


def test_a_leader_cannot_upload_or_see_previews(client, editor):
    client.force_login(editor)
    path = send(client, {"gemeenten.csv": MUNICIPALITIES}).url
    upload = Upload.objects.get()
    client.force_login(make.an_assignment(region=make.a_region()).user)

    assert client.get(LOAD).status_code == 403
    assert send(client, {"gemeenten.csv": MUNICIPALITIES}).status_code == 403
    assert "Alkmaar" not in client.get(path, follow=True).content.decode()
    decision = reverse("admin:pactdir_upload_decide", args=[upload.pk])
    assert client.post(decision, {"load": "1", "shown": upload.fingerprint}).status_code == 403
    assert Upload.objects.get() == upload
    assert not Import.objects.exists()


def test_a_cross_site_post_changes_nothing(editor):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)

    assert send(client, {"gemeenten.csv": MUNICIPALITIES}).status_code == 403
    assert not Upload.objects.exists()


@pytest.mark.parametrize("key", ["0", "abc", "9" * 40, "1/2"])
def test_the_url_of_a_missing_row_redirects(admin, key):
    assert admin.get(address(Upload, "change", key)).status_code == 302
    decision = reverse("admin:pactdir_upload_decide", args=[key])
    assert admin.post(decision, {"load": "1"}).status_code == 302
    assert admin.get(decision).status_code == 405


def test_errors_while_loading_are_spelled_out(admin, monkeypatch):
    page = preview(admin, {"gemeenten.csv": MUNICIPALITIES})

    def fail(*args, **kwargs):
        raise IntegrityError

    monkeypatch.setattr(uploads, "import_files", fail)
    after = decide(admin, page, "load")

    assert "niet kennen" in words(after.select_one(".messagelist"))
    assert Upload.objects.count() == 1


RENAMED = MUNICIPALITIES.replace("Alkmaar", "Alkmaar-Stad")


def test_the_preview_warns_first_that_a_file_is_older(admin, load):
    load({"gemeenten-2026.csv": MUNICIPALITIES})
    response = admin.post(
        LOAD, {"chosen": [uploaded_file("gemeenten.csv", RENAMED)], "as_of": "1-1-2024"}
    )

    page = get_page(admin, response.url)

    section = page.select_one("#content-main section")
    assert words(section).startswith(
        "gemeenten.csv (gemeenten) Dit bestand (1 januari 2024) is bij 1 gegeven ouder dan wat er "
        "staat."
    )
    assert "Peildatum: 1 januari 2024" in words(section)
    assert groups(page) == ["Een nieuwer bestand zei iets anders: dat blijft: 1"]
    decide(admin, page, "load")
    assert Municipality.objects.get(code="GM0361").name == "Alkmaar"
    assert str(Import.objects.first().as_of) == "1 januari 2024"


def test_asks_for_the_date_of_a_file_that_does_not_state_one(admin, load):
    load({"gemeenten-2026.csv": MUNICIPALITIES})

    page = preview(admin, {"gemeenten.csv": RENAMED})

    assert "Geef de peildatum op" in words(page)


def test_an_invalid_date_is_shown_again_with_a_message(admin):
    response = admin.post(
        LOAD, {"chosen": [uploaded_file("gemeenten.csv", RENAMED)], "as_of": "gisteren"}
    )

    page = BeautifulSoup(response.content, "lxml")
    assert words(page.select_one("#as_of-error")).startswith("Dit is geen datum.")
    assert page.select_one("#id_as_of")["value"] == "gisteren"
    assert not Upload.objects.exists()


def test_changed_names_for_known_codes_are_imported_only_after_confirmation(admin, load):
    load({"gemeenten.csv": table(NAMES)})
    page = preview(admin, {"gemeenten.csv": table(SHIFTED)})
    assert "11 namen anders bij dezelfde codes, van 11" in words(page)
    assert not page.select("button[name=load]")

    page = decide(admin, page, "names")
    assert groups(page) == ["Gewijzigd: 11"]
    decide(admin, page, "load")

    assert Municipality.objects.get(code="GM0300").name == "Barneveld"


def test_changed_names_cannot_be_confirmed_while_other_problems_remain(admin, load):
    load({"gemeenten.csv": table(NAMES)})

    page = preview(admin, {"gemeenten.csv": table(SHIFTED), "buren.csv": NEIGHBOURS})

    assert "Los eerst de rest op" in words(page)
    assert "bevestig dat dan" not in words(page)
    assert not page.select("button[name=names]")


def test_asks_for_pupil_files_of_which_no_learning_paths_are_stored(admin):
    pupils = make.an_indicator(slug="leerlingen-per-vmbo-profiel")
    by_level = make.an_indicator(slug="leerlingen-per-technisch-profiel-en-leerweg")
    national = {"indicator": by_level, "area_code": "NL", "profile": "pie", "level": "vmbo-kb"}
    for period in ("2018", "2019"):
        make.a_figure(indicator=pupils, area_code="NL", period=period, profile="pie")
    make.a_figure(**national, period="2018")
    make.a_figure(indicator=pupils, area_code="00XX", period="2025", profile="pie")  # an example
    asked = "Van 2019 kennen wij leerlingen per profiel, maar niet per leerweg."

    assert asked in words(get_page(admin, LOAD))
    make.a_figure(**national, period="2019")
    assert "per leerweg" not in words(get_page(admin, LOAD))
