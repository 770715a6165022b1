"""A national editor decides whether a DUO location is an existing school."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from pactdir.models import SchoolMatch
from schools.models import School
from tests import make


@pytest.fixture
def match(db):
    place = make.a_place(name="Heerhugowaard")
    school = make.a_school(name="Huygens", brin="19ZX", place=place, levels=["havo"])
    return make.a_school_match(
        key="19ZX00", name="Huygens College", school=school, reason="zelfde BRIN 19ZX"
    )


def address(match):
    return reverse("admin:pactdir_schoolmatch_change", args=[match.pk])


def table(response):
    rows = BeautifulSoup(response.content, "lxml").select(".past__table tbody tr")
    return [[cell.get_text(strip=True) for cell in row.find_all(["th", "td"])] for row in rows]


def test_the_form_shows_both_schools_and_the_reason(admin, match):
    rival = make.a_school_match(key="19ZX01", school=match.school)

    answer = admin.get(address(match))

    assert "Zelfde BRIN 19ZX." in answer.text
    assert table(answer) == [
        ["Naam", "Huygens College", "Huygens"],
        ["DUO-code", "19ZX00", "19ZX, vestiging niet bekend"],
        ["Waar", "Laan 7A, 1811 GK Alkmaar", "Heerhugowaard"],
        ["Niveaus", "vmbo basis, kader of gemengd, vmbo theoretisch (mavo)", "havo"],
        ["Site", "https://duo.example", "niet bekend"],
        ["Bron", "testbron", "testbron"],
    ]
    assert address(rival) in answer.text


def test_one_button_confirms_the_match_and_redirects_to_the_next_row(admin, match):
    rival = make.a_school_match(key="19ZX01", school=match.school)

    answer = admin.post(address(match), {"_verdict": "zelfde"}, follow=True)

    assert answer.redirect_chain == [(address(rival), 302)]
    assert "Huygens heeft nu de code 19ZX00. De naam bleef zoals hij was." in answer.text
    assert "19ZX01 wordt onthouden als nog een code van Huygens;" in answer.text
    match.refresh_from_db()
    assert (match.verdict, match.decided_by.username) == ("zelfde", "landelijk")


def test_the_other_button_says_that_it_is_another_school(admin, match):
    answer = admin.post(address(match), {"_verdict": "andere"}, follow=True)

    assert answer.redirect_chain == [(reverse("admin:pactdir_schoolmatch_changelist"), 302)]
    assert "Huygens College, Heerhugowaard staat nu als eigen school op de site." in answer.text
    assert School.objects.filter(name="Huygens College").exists()


def test_a_decided_row_shows_its_user_and_no_buttons(admin, match):
    admin.post(address(match), {"_verdict": "andere"})

    answer = admin.get(address(match))

    assert "Besloten: is een andere" in answer.text
    assert 'name="_verdict"' not in answer.text


def test_a_refused_decision_gives_its_reason(admin, match):
    make.a_school(brin="19ZX", location_code="00")

    answer = admin.post(address(match), {"_verdict": "zelfde"}, follow=True)

    assert "19ZX00: Er is al een school met deze DUO-code." in answer.text
    assert SchoolMatch.objects.undecided().exists()


def test_several_are_decided_at_once_from_the_list(admin, match):
    other = make.a_school_match(key="19ZX01", school=match.school)
    where = reverse("admin:pactdir_schoolmatch_changelist")
    chosen = {"action": "are_others", "_selected_action": [match.pk, other.pk]}

    admin.post(where, chosen)

    assert not SchoolMatch.objects.undecided().exists()
    assert School.objects.filter(location_code__in=["00", "01"]).count() == 2


def test_the_list_is_filtered_to_undecided_rows(admin, match):
    make.a_school_match(name="Ahorn", verdict="andere")
    where = reverse("admin:pactdir_schoolmatch_changelist")

    assert "Ahorn (" in admin.get(where).text
    waiting = admin.get(where, {"besluit": "open"}).text
    assert "Huygens College (19ZX00), Laan 7A" in waiting
    assert "Ahorn (" not in waiting


def test_a_leader_can_neither_see_nor_decide_matches(client, match):
    leader = make.an_assignment(region=make.a_region()).user
    client.force_login(leader)

    for method in (client.get, lambda where: client.post(where, {"_verdict": "zelfde"})):
        assert method(address(match)).status_code in (302, 403, 404)
    assert client.get(reverse("admin:pactdir_schoolmatch_changelist")).status_code == 403
    assert SchoolMatch.objects.undecided().exists()
