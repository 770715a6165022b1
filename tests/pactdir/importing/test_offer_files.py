"""Lists of offers: what becomes a draft, what is followed, kept and refused."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pactdir.importing import import_files
from pactdir.importing.desk import undo
from pactdir.importing.desk.log import run_of
from pactdir.importing.kinds.offers import Offers
from pactdir.importing.kinds.reported import key_of
from pactdir.models import Import, ImportedRow
from partners.models import Offer, OfferRegion, OfferTheme
from regions.fields.partial_date import PartialDate
from regions.rights import Rights
from tests import make
from tests.pactdir.importing.files import database_hash, problems_of, write_files

pytestmark = pytest.mark.django_db

REQUIRED = {
    "titel": "Robots bouwen",
    "soort": "techlab",
    "regio": "Regio A",
    "van": "Berk",
    "bron": "site van Berk",
}


def csv_of(*rows):
    headings = dict.fromkeys(heading for row in rows for heading in row)
    lines = [
        ";".join(headings),
        *(";".join(row.get(name, "") for name in headings) for row in rows),
    ]
    return "\n".join(lines) + "\n"


def a_row(**cells):
    return REQUIRED | {name.replace("_", " "): text for name, text in cells.items()}


@pytest.fixture(autouse=True)
def region():
    return make.a_region(name="Regio A", slug="regio-a")


@pytest.fixture(autouse=True)
def school(region):
    return make.a_school(name="Berk", slug="berk")


@pytest.fixture
def load(tmp_path):
    def load(*rows, file="aanbod.csv"):
        (outcome,) = import_files(write_files(tmp_path, {file: csv_of(*rows)})).outcomes
        return outcome

    return load


@pytest.fixture
def refused(tmp_path):
    return lambda *rows: problems_of(write_files(tmp_path, {"aanbod.csv": csv_of(*rows)}))


@pytest.fixture
def editions(region, school):
    return [
        make.an_offer(name="Robots bouwen", region=region, school=school, starts=starts, ends=None)
        for starts in ("2090-05-01", "2091-05-01")
    ]


FULL = {
    "voor wie": "klas 1 en 2|ouders",
    "thema's": "Robots",
    "begint": "2030-03-01",
    "tot en met": "juni 2030",
    "dagen": "woensdagmiddag",
    "op afspraak": "ja",
    "waar": "Praktijklokaal",
    "plaats": "Hoorn",
    "kosten": "kost geld",
    "hoeveel": "5 euro",
    "aantal plaatsen": "12",
    "meedoen": "Vraag het je mentor",
    "link om mee te doen": "https://berk.example/robots",
    "e-mailadres om mee te doen": "techlab@berk.example",
    "telefoon om mee te doen": "+31 229 000000",
    "aanmelden tot en met": "2030-02-01",
    "in het kort": "Je bouwt een robot.",
    "adres van de bron": "https://berk.example/",
    "datum van de bron": "november 2026",
}


def test_a_row_becomes_a_draft_once(load, region, school):
    theme, place, other = make.a_theme(name="Robots"), make.a_place(name="Hoorn"), make.a_region()
    row = REQUIRED | FULL | {"regio": f"Regio A|{other.slug}"}
    assert load(row).created == ["Robots bouwen"]

    offer = Offer.objects.get()
    assert (
        offer.region,
        offer.school,
        offer.partner,
        offer.is_of_region,
        offer.published_from,
    ) == (
        region,
        school,
        None,
        False,
        None,
    )
    assert (offer.slug, offer.kind, offer.audience, offer.cost, offer.cost_note) == (
        "robots-bouwen",
        "techlab",
        ["klas-1-2", "ouders"],
        "betaald",
        "5 euro",
    )
    assert (offer.starts, offer.ends, offer.by_appointment, offer.place, offer.capacity) == (
        PartialDate(2030, 3, 1),
        PartialDate(2030, 6),
        True,
        place,
        12,
    )
    assert (offer.join_email, offer.join_phone) == ("techlab@berk.example", "0229 000000")
    assert offer.source_dated == PartialDate(2026, 11)
    assert OfferTheme.objects.get().theme == theme
    assert OfferRegion.objects.get().region == other
    before = database_hash("pactdir.Import")
    assert load(row).unchanged == 1
    assert database_hash("pactdir.Import") == before


@pytest.mark.parametrize("owner", ["regio", "Regio A", "regio-a"])
def test_an_offer_of_the_region_itself(load, owner):
    load(a_row(van=owner))

    assert Offer.objects.get().is_of_region


def test_an_organisation_is_found_by_name_or_page_address(load):
    partner = make.a_partner(name="Staal BV", slug="staal-bv")
    load(
        a_row(van="staal bv"),
        a_row(van="staal-bv", titel="Lassen"),
        a_row(van="https://techniek.example/partners/staal-bv/", titel="Frezen"),
    )

    assert {offer.partner for offer in Offer.objects.all()} == {partner}


def test_a_known_offer_is_followed_except_where_an_editor_wrote(load):
    load(a_row(waar="Aula", in_het_kort="Kort"))
    offer = Offer.objects.get()
    offer.venue = "Kantine"
    offer.save()

    outcome = load(a_row(waar="Hal", in_het_kort="Korter"))

    offer.refresh_from_db()
    assert (offer.venue, offer.summary) == ("Kantine", "Korter")
    assert (len(outcome.conflicts), outcome.created) == (1, [])


def test_an_offer_of_an_editor_with_that_title_and_school_is_no_second_one(load, region, school):
    offer = make.an_offer(name="Robots Bouwen!", region=region, school=school)

    assert load(a_row(waar="Aula")).created == []
    offer.refresh_from_db()
    assert (offer.name, offer.venue) == ("Robots Bouwen!", "Aula")
    assert load(a_row(van="regio")).created == ["Robots bouwen"]  # of someone else


def test_a_renamed_offer_stays_the_same(load):
    load(a_row())
    offer = Offer.objects.get()
    offer.name = "Robotica"
    offer.save()

    assert load(a_row(waar="Aula")).created == []
    offer.refresh_from_db()
    assert (offer.name, offer.venue) == ("Robotica", "Aula")


def test_a_column_that_a_file_lacks_changes_nothing(load):
    load(a_row(waar="Aula", kosten="gratis", op_afspraak="ja"))
    load(a_row())

    offer = Offer.objects.get()
    assert (offer.venue, offer.cost, offer.by_appointment) == ("Aula", "gratis", True)
    load(a_row(waar=""))
    offer.refresh_from_db()
    assert offer.venue == ""


def test_dates_of_a_next_edition_leave_a_past_offer_alone(load):
    load(a_row(begint="2020-05-01", tot_en_met="2020-05-02"))
    outcome = load(a_row(begint="2090-05-01", tot_en_met="2090-05-02"))

    assert Offer.objects.get().starts == PartialDate(2020, 5, 1)
    assert outcome.warnings == [
        "Robots bouwen is al geweest; wat nu komt, is nieuw aanbod. Kies daar “Kopieer naar "
        "volgend jaar”, of geef het in het bestand een andere titel"
    ]


def test_a_file_follows_the_edition_that_starts_then(load, editions):
    load(a_row(begint="2090-05-01", waar="Aula"))

    assert [Offer.objects.get(pk=offer.pk).venue for offer in editions] == ["Aula", ""]


def test_the_edition_that_starts_then_comes_before_an_earlier_import(load, region, school):
    load(a_row())
    imported = Offer.objects.get()
    edition = make.an_offer(name="Robots bouwen", region=region, school=school, starts="2091-05-01")
    imported.starts = "2090-05-01"
    imported.save()

    load(a_row(begint="2091-05-01", waar="Aula"))

    assert [Offer.objects.get(pk=row.pk).venue for row in (imported, edition)] == ["", "Aula"]


def test_a_list_may_hold_editions_of_one_title(client, load, tmp_path, editions):
    sheet = client.get("/aanbod.csv").content
    before = database_hash("pactdir.Import", "pactdir.ImportedRow")

    (outcome,) = import_files(write_files(tmp_path, {"lijst.csv": sheet})).outcomes

    assert (outcome.unchanged, outcome.conflicts) == (2, [])
    assert database_hash("pactdir.Import", "pactdir.ImportedRow") == before


def test_new_editions_of_one_title_become_drafts_once(load):
    rows = [a_row(begint=starts) for starts in ("2090-05-01", "2091-05-01")]

    assert load(*rows).created == ["Robots bouwen"] * 2
    assert load(*rows).unchanged == 2


@pytest.mark.parametrize("before", ["", "2090-05-01"])
def test_a_date_that_moved_is_followed(load, before):
    load(a_row(begint=before))
    outcome = load(a_row(begint="2090-06-01"))

    assert (outcome.created, outcome.conflicts) == ([], [])
    assert Offer.objects.get().starts == PartialDate(2090, 6, 1)
    assert ImportedRow.objects.count() == 1


def test_a_renamed_offer_whose_date_moved_stays_the_same(load):
    load(a_row(begint="2090-05-01"))
    offer = Offer.objects.get()
    offer.name = "Robotica"
    offer.save()

    assert load(a_row(begint="2090-06-01")).created == []
    offer.refresh_from_db()
    assert (offer.name, offer.starts) == ("Robotica", PartialDate(2090, 6, 1))


def test_a_date_that_moved_is_that_of_the_nearest_edition(load):
    load(a_row(begint="2090-05-01"), a_row(begint="2091-05-01"))
    first, second = Offer.objects.order_by("starts")

    load(a_row(begint="2092-05-01"), a_row(begint="2091-06-01"), a_row(begint="2090-05-01"))

    second.refresh_from_db()
    assert second.starts == PartialDate(2091, 6, 1)
    assert Offer.objects.exclude(pk__in=[first.pk, second.pk]).get().starts.year == 2092


def test_the_first_date_of_an_offer_that_moved_may_be_of_a_new_edition(load):
    load(a_row(begint="2090-05-01"))
    load(a_row(begint="2090-06-01"))

    outcome = load(a_row(begint="2090-06-01"), a_row(begint="2090-05-01"))

    assert (outcome.unchanged, outcome.created) == (1, ["Robots bouwen"])


def test_an_edition_that_an_editor_deleted_stays_away(load):
    rows = [a_row(begint=starts) for starts in ("2090-05-01", "2091-05-01")]
    load(*rows)
    Offer.objects.get(starts__gt=date(2091, 1, 1)).delete()

    load(*rows)
    assert Offer.objects.get().starts == PartialDate(2090, 5, 1)
    load(rows[1])
    assert Offer.objects.get().starts == PartialDate(2090, 5, 1)


def deleted_when_keys_had_no_start(load, region, school, row):
    load(row)
    old_key = key_of(f"regio {region.pk}", f"school {school.pk}", "Robots bouwen")
    ImportedRow.objects.update(key=old_key)
    Offer.objects.all().delete()


@pytest.mark.parametrize("starts", ["", "2090-05-01"])
def test_an_offer_deleted_when_keys_had_no_start_stays_away(load, region, school, starts):
    deleted = a_row(begint=starts)
    deleted_when_keys_had_no_start(load, region, school, deleted)
    rows = [deleted, a_row(begint="2091-05-01")]

    assert load(*rows).created == ["Robots bouwen"]
    assert load(*rows).created == []
    assert Offer.objects.get().starts == PartialDate(2091, 5, 1)


def test_an_edition_is_new_after_an_offer_without_a_start_was_deleted(load, region, school):
    deleted_when_keys_had_no_start(load, region, school, a_row())

    assert load(a_row(begint="2090-05-01")).created == ["Robots bouwen"]


def test_an_offer_imported_when_keys_had_no_start_is_followed(load, region, school):
    load(a_row(begint="2090-05-01"))
    old_key = key_of(f"regio {region.pk}", f"school {school.pk}", "Robots bouwen")
    ImportedRow.objects.update(key=old_key)

    assert load(a_row(begint="2090-06-01", waar="Aula")).created == []
    assert Offer.objects.get().venue == "Aula"
    assert old_key not in ImportedRow.objects.values_list("key", flat=True)


def test_a_moved_date_can_be_undone(load):
    load(a_row(begint="2090-05-01"))
    load(a_row(begint="2090-06-01"))

    undo.undo(run_of(Import.objects.latest("pk").change_id), None, Rights(is_national=True))

    assert Offer.objects.get().starts == PartialDate(2090, 5, 1)
    assert load(a_row(begint="2090-05-01")).unchanged == 1


def test_a_downloaded_list_changes_nothing(client, load, tmp_path, region, school):
    school.place = make.a_place(name="Hoorn")
    school.municipality = school.place.municipality
    school.save()
    other = make.a_region()
    offer = make.an_offer(
        name="Robots bouwen", region=region, school=school, ends="juni 2099", audience=["ouders"]
    )
    make.an_offer_region(offer=offer, region=other)
    sheet = client.get("/aanbod.csv").content
    before = database_hash("pactdir.Import", "pactdir.ImportedRow")

    (outcome,) = import_files(write_files(tmp_path, {"lijst.csv": sheet})).outcomes

    assert (outcome.kind, outcome.unchanged, outcome.conflicts) == ("aanbod", 1, [])
    assert database_hash("pactdir.Import", "pactdir.ImportedRow") == before


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"soort": "disco"}, "kolom soort: “disco” kennen we niet. Schrijf een van deze: techlab,"),
        ({"regio": "Elders"}, "kolom regio: De regio “Elders” kennen we niet."),
        ({"regio": "|"}, "kolom regio: Dit veld is verplicht."),
        ({"regio": "Voorbeeldregio"}, "kolom regio: De regio “Voorbeeldregio” kennen we niet."),
        ({"van": "Iemand"}, "kolom van: “Iemand” kennen we niet als school of partner."),
        ({"van": "Twee"}, "kolom van: De school “Twee” is er meer dan eens."),
        ({"van": "Eik"}, "kolom van: “Eik” is een school en een partner."),
        ({"bron": ""}, "kolom bron: Noem de bron van dit aanbod."),
        ({"titel": "=1+1"}, "kolom titel: Hier staat een formule in plaats van een tekst."),
        ({"voor wie": "iedereen"}, "kolom voor wie: “iedereen” kennen we niet."),
        ({"thema's": "Onzin"}, "kolom thema's: Het thema “Onzin” kennen we niet."),
        ({"plaats": "Bergen"}, "kolom plaats: De plaats “Bergen” is er meer dan eens. Schrijf: "),
        ({"begint": "binnenkort"}, "kolom begint: Dit is geen datum."),
        (
            {"begint": "2030", "tot en met": "2029"},
            "kolom tot en met: Het einde ligt vóór het begin.",
        ),
        ({"hoeveel": "5 euro"}, "kolom hoeveel: Een bedrag hoort alleen bij “kost geld”."),
        ({"op afspraak": "soms"}, "kolom op afspraak: Schrijf ja, nee of niets."),
        ({"aantal plaatsen": "-1"}, "kolom aantal plaatsen: "),
        ({"aantal plaatsen": "99999999999"}, "kolom aantal plaatsen: "),
        ({"link om mee te doen": "javascript:alert(1)"}, "kolom link om mee te doen: "),
        ({"e-mailadres om mee te doen": "x@"}, "kolom e-mailadres om mee te doen: "),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_is_loaded(refused, cells, message):
    for _ in range(2):
        make.a_school(name="Twee")
    make.a_school(name="Eik")
    make.a_partner(name="Eik")
    for _ in range(2):
        make.a_place(name="Bergen")
    make.a_region(name="Voorbeeldregio", is_example=True)

    (problem,) = refused(REQUIRED | cells)

    assert problem.startswith(f"aanbod.csv, regel 2, {message}")
    assert not Offer.objects.exists()


def test_the_same_offer_twice_in_a_file_is_refused(refused):
    (problem,) = refused(a_row(), a_row(titel="ROBOTS bouwen"))

    assert "regel 3" in problem
    assert "Dit staat ook al op regel 2." in problem


def test_a_file_of_another_kind_is_refused_by_the_command(tmp_path):
    paths = write_files(tmp_path, {"tabel.csv": "a;b\n1;2\n"})

    assert problems_of(paths, only=Offers)[0].startswith("tabel.csv")


def test_an_import_can_be_undone(load):
    make.a_theme(name="Robots")
    make.a_place(name="Hoorn")
    load(REQUIRED | FULL)

    undo.undo(run_of(Import.objects.get().change_id), None, Rights(is_national=True))

    assert not Offer.objects.exists()
    assert not OfferTheme.objects.exists()


def test_takes_the_same_queries_for_any_number_of_known_offers(load):
    counts = set()
    for offers in (1, 5, 9):
        rows = [a_row(titel=f"Robots {number}") for number in range(offers)]
        load(*rows)
        with CaptureQueriesContext(connection) as queries:
            load(*rows)
        counts.add(len(queries))

    assert len(counts) == 1, counts
