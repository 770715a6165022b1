"""Undoing an import with proposals: undecided ones are deleted, decided ones stay."""

import pytest

from pactdir.importing.desk.postcode_decisions import decide as decide_postcode
from pactdir.importing.desk.school_decisions import decide
from pactdir.models import ImportedRow, SchoolMatch, Verdict
from regions.models import Place, PostcodeArea, PostcodeDoubt
from schools.models import School
from tests import make
from tests.admin.imports.test_undo import lines, page_of, undo, undo_url, words
from tests.pactdir.importing.duo_generator import to_csv
from tests.pactdir.importing.test_postcode_doubts import PRIMARY
from tests.pactdir.importing.test_school_matches import ROW, SECOND


@pytest.fixture
def huygens():
    """A school without a location code, in a municipality without places."""
    hoorn = make.a_municipality(code="GM0405", name="Hoorn")
    return make.a_school(name="Huygens College", brin="19ZX", municipality=hoorn, levels=[])


@pytest.fixture
def send(load, huygens):
    def send(*changes):
        return load({"duo.csv": to_csv([ROW | change for change in changes])})

    return send


def proposals():
    names = ("key", "school__name", "name", "where", "reason", "source", "verdict")
    return sorted(SchoolMatch.objects.values_list(*names))


def decide_match(key, verdict, editor):
    decide(SchoolMatch.objects.undecided().get(key=key), verdict, editor)


def test_an_undecided_proposal_is_deleted_with_its_import(admin, send):
    send({}, SECOND)

    plan = lines(page_of(admin.get(undo_url())))
    undo(admin)

    assert plan == [
        "1 plaats verwijderd",
        "2 scholen verwijderd",
        "2 open voorstellen verwijderd",
    ]
    assert School.objects.get().name == "Huygens College"
    assert proposals() == []
    assert not Place.objects.exists()


def test_a_proposal_from_an_earlier_import_is_undecided_again(admin, send):
    send({}, SECOND)
    before = proposals()
    send({"STRAATNAAM": "Nieuwe weg"})
    assert proposals() != before

    plan = lines(page_of(admin.get(undo_url())))
    undo(admin)

    assert plan == [
        "2 scholen weer zoals daarvoor",
        "2 open voorstellen weer zoals daarvoor",
    ]
    assert proposals() == before


def test_a_decision_is_kept_and_listed_with_everything_that_depends_on_it(admin, send, editor):
    send({}, SECOND)
    decide_match("19ZX00", Verdict.SAME, editor)
    decide_match("19ZX01", Verdict.OTHER, editor)
    memory = list(ImportedRow.objects.order_by("key").values_list("key", "values"))
    before = proposals()

    plan = page_of(admin.get(undo_url()))
    after = page_of(undo(admin))

    name = "Huygens College Hoorn voor vwo havo mavo en vbo"
    decisions = [
        f"{name} (19ZX00) is dezelfde school als Huygens College, Hoorn",
        f"{name} (19ZX01) is een andere school dan Huygens College, Hoorn",
    ]
    assert lines(plan)[-2:] == decisions
    assert f"Wat een redacteur besloot, blijft: {'; '.join(decisions)}." in words(after)
    assert proposals() == before
    assert sorted(row.duo_code for row in School.objects.all()) == ["19ZX00", "19ZX01"]
    assert [row.name for row in Place.objects.all()] == ["Hoorn"]
    assert list(ImportedRow.objects.order_by("key").values_list("key", "values")) == memory
    send({}, SECOND)
    assert (School.objects.count(), proposals()) == (2, before)


def test_a_rejected_alternative_to_a_decided_proposal_does_not_come_back(
    admin, send, huygens, editor
):
    make.a_school(name="Huygens", municipality=huygens.municipality, levels=[])
    send({})
    send({"STRAATNAAM": "Nieuwe weg"})
    decide(SchoolMatch.objects.get(school=huygens), Verdict.SAME, editor)

    undo(admin)

    assert [(match.school, match.verdict) for match in SchoolMatch.objects.all()] == [
        (huygens, "zelfde")
    ]


def test_postcode_doubts_are_deleted_with_their_import(admin, load):
    town = make.a_municipality(code="GM0001", name="Stad")
    make.a_postcode_area(code="1521", place=make.a_place(name="Dorp", municipality=town))
    load({"po.csv": f"{PRIMARY}00AA,00,Bo,A,1521AB,GEHUCHT\n"})
    assert PostcodeDoubt.objects.exists()

    undo(admin)

    assert not PostcodeDoubt.objects.exists()


@pytest.mark.parametrize(("verdict", "place"), [("tabel", "Dorp"), ("anders", "Gehucht")])
def test_a_decision_about_a_postcode_is_kept_and_listed(admin, load, verdict, place):
    town = make.a_municipality(code="GM0001", name="Stad")
    make.a_postcode_area(code="1521", place=make.a_place(name="Dorp", municipality=town))
    load({"po.csv": f"{PRIMARY}00AA,00,Bo,A,1521AB,GEHUCHT\n"})
    decide_postcode(PostcodeDoubt.objects.get(), verdict)

    answer = undo(admin)

    assert answer.status_code == 409
    assert "Twijfel over postcode 1521: later gewijzigd door" in words(page_of(answer))
    assert PostcodeDoubt.objects.get().verdict == verdict
    assert PostcodeArea.objects.get().place.name == place
