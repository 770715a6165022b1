"""Offers (what there is to do), as a leader works with them."""

import pytest

from partners.models import Offer
from regions.clock import today
from tests import make
from tests.admin.filling import address, opened

YEAR = today().year


@pytest.fixture
def region(db):
    return make.a_region(name="West-Friesland")


@pytest.fixture
def leader(client, region):
    client.force_login(make.an_assignment(region=region).user)
    return client


@pytest.fixture
def school(region):
    return make.a_school_participation(region=region, school=make.a_school(name="Ahorn")).school


def choices(form, name):
    return {option.get_text() for option in form.soup.select(f"[name={name}] option[value!='']")}


def messages(client, answer):
    return " ".join(map(str, client.get(answer.response.url).context["messages"]))


def test_a_leader_adds_an_offer_of_a_school_and_is_told_how_to_join(leader, region, school):
    make.a_school(name="Elders")
    form = opened(leader, Offer)
    assert [name.split()[0] for name in choices(form, "school")] == ["Ahorn"]
    form.update({"name": "Techlab", "kind": "techlab", "school": str(school.pk)})
    form.update({"starts": str(YEAR), "source": "opgave van de school"})
    form["audience"] = ["klas-1-2", "mbo"]
    answer = form.send()

    offer = Offer.objects.get()
    assert (offer.organisation, offer.region, offer.audience) == (
        school,
        region,
        ["klas-1-2", "mbo"],
    )
    assert "vraag het aan Ahorn" in messages(leader, answer)


def test_errors_are_shown_at_their_field(leader, region, school):
    form = opened(leader, Offer)
    form.update({"name": "Techlab", "kind": "techlab", "cost_note": "5 euro"})
    form.update({"starts": "2026", "ends": "2025", "published_from": f"1-1-{YEAR}"})

    assert set(form.send().errors) == {"school", "cost_note", "ends", "source"}


def test_a_leader_opens_an_offer_in_another_region_only_if_they_lead_that_too(leader, region):
    other, foreign = make.a_region(name="Noord"), make.a_region(name="Zuid")
    user = region.assignments.get().user
    make.an_assignment(region=other, user=user)
    writes_only = make.an_assignment(region=make.a_region(name="Oost"), user=user, role="editor")
    offer = make.an_offer(region=region)
    make.an_offer_region(offer=offer, region=foreign)

    form = opened(leader, Offer, offer)
    assert writes_only.region.name not in choices(form, "offer_regions-__prefix__-region")
    form.add_row("offer_regions", region=str(other.pk))
    assert form.send().errors == {}
    assert {row.region for row in offer.offer_regions.all()} == {other, foreign}


def test_a_copy_is_a_draft_for_next_year_and_is_made_once(leader, region, school):
    offer = make.an_offer(
        name=f"Zomerlab {YEAR}",
        region=region,
        school=school,
        starts=f"juli {YEAR}",
        ends=f"31-8-{YEAR}",
        join_until=str(YEAR),
        source_dated=str(YEAR),
    )
    make.an_offer_theme(offer=offer)
    make.an_offer_region(offer=offer)
    where = address(Offer, "copy", offer.pk)

    for _ in range(2):
        assert leader.post(where).status_code == 302
    copy = Offer.objects.exclude(pk=offer.pk).get()
    assert (copy.name, str(copy.starts), str(copy.join_until)) == (
        f"Zomerlab {YEAR + 1}",
        f"juli {YEAR + 1}",
        str(YEAR + 1),
    )
    assert copy.ends.first_day.weekday() == offer.ends.first_day.weekday()
    assert (copy.published_from, copy.source, copy.source_dated) == (None, "", None)
    assert (copy.offer_themes.count(), copy.offer_regions.count()) == (1, 0)
    assert copy.school == school


def test_other_regions_cannot_copy_it(client, region):
    client.force_login(make.an_assignment().user)
    offer = make.an_offer(region=region)

    assert client.post(address(Offer, "copy", offer.pk)).status_code in (403, 404, 302)
    assert Offer.objects.count() == 1
