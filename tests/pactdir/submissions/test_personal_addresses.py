"""A sender is warned before an address that looks like a person's is public; nothing is refused."""

import pytest
from bs4 import BeautifulSoup

from pactdir.models import Submission
from pactdir.submissions.personal_addresses import looks_personal
from tests.pactdir.submissions.conftest import offer, profile, text_of

PERSONAL = [
    *("j.zager@zaag.example", "Jan.Zager@zaag.example", "j.p.de.zager@zaag.example"),
    *("jan-zager@zaag.example", "jan_zager2@zaag.example", "zaagbedrijf@gmail.com"),
    *("info@ziggo.nl", "j.postma@zaag.example", "p.winkelman@zaag.example"),
]
OF_ORGANISATION = [
    *("info@zaag.example", "stage@zaag.example", "info.hoorn@zaag.example", "p-en-o@zaag.example"),
    *("techniek-onderwijs@zaag.example", "zaag@zaag.example", "hr.west@zaag.example", ""),
    *("hoorn@zaag.example", "afdeling4@zaag.example", "gastles.techniek@zaag.example"),
]


@pytest.mark.parametrize("email", PERSONAL)
def test_looks_like_the_address_of_a_person(email):
    assert looks_personal(email)


@pytest.mark.parametrize("email", OF_ORGANISATION)
def test_looks_like_the_address_of_an_organisation(email):
    assert not looks_personal(email)


def warning(sender, path):
    page = BeautifulSoup(sender.client.get(path).content, "lxml")
    return page.select_one("main .notice li")


@pytest.mark.parametrize(
    ("kind", "steps", "field"),
    [
        ("bedrijf", profile, {"contact_email": "j.zager@zaag.example"}),
        ("aanbod", offer, {"join_email": "j.zager@zaag.example"}),
    ],
)
def test_a_ticked_address_of_a_person_is_warned_about_and_can_be_sent(
    sender, region, kind, steps, field
):
    path = sender.fill_in(sender.begin(kind), steps(region, **field))

    shown = warning(sender, path)
    assert "j.zager@zaag.example lijkt een adres van een persoon" in shown.text
    assert shown.a["href"] == f"{path}contact/#id_{next(iter(field))}"
    sender.press(path, "send")
    assert Submission.objects.get().state == "verstuurd"
    assert "lijkt een adres" not in text_of(sender.client.get(path))


@pytest.mark.parametrize(
    "fields", [{}, {"contact_email": "j.zager@zaag.example", "email_is_public": []}]
)
def test_no_warning_without_a_tick_or_a_person(sender, region, fields):
    path = sender.fill_in(sender.begin("bedrijf"), profile(region, **fields))

    assert warning(sender, path) is None
