"""A region's own rows: goals, themes, contacts, confirmations, assignments."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from regions.clock import today
from regions.models import Assignment, Confirmation, Region
from tests import make
from tests.impossible import refused_by_the_database, refused_twice

DAY = date(2024, 6, 15)


def test_a_region_is_public_from_its_publication_date(db):
    today_on = make.a_region(published_from=DAY)
    make.a_region(published_from=date(2024, 6, 16))
    draft = make.a_region(**make.drafts)
    assert list(Region.objects.published(DAY)) == [today_on]
    assert today_on.is_published(DAY)
    assert not today_on.is_published(date(2024, 6, 14))
    assert not draft.is_published(DAY)


def test_example_regions_can_be_excluded(db):
    real = make.a_region()
    make.a_region(is_example=True)
    assert list(Region.objects.exclude_examples()) == [real]


def test_two_regions_cannot_share_a_slug(db):
    region = make.a_region()
    other = make.a_region()
    refused_by_the_database(other, slug=region.slug)
    other.slug = region.slug
    with pytest.raises(ValidationError) as refusal:
        other.save()
    assert list(refusal.value.message_dict) == ["slug"]


def test_a_theme_is_unique_within_a_region(db):
    row = make.a_region_theme()
    other = make.a_region_theme(region=row.region)
    refused_twice(other, "Dit thema staat er al.", theme=row.theme)


def test_goals_and_themes_keep_their_order(db):
    region = make.a_region()
    second, first = [make.a_goal(region=region, order=order) for order in (2, 1)]
    assert list(region.goals.all()) == [first, second]
    later, sooner = [make.a_region_theme(region=region, order=order) for order in (2, 1)]
    assert list(region.region_themes.all()) == [sooner, later]


# Contacts


@pytest.mark.parametrize("mark", ["name_is_public", "email_is_public", "phone_is_public"])
@pytest.mark.parametrize(
    "missing", [{"publication_ground": ""}, {"publication_agreed_on": None}], ids=["ground", "day"]
)
def test_public_personal_data_needs_a_legal_basis_and_a_date(db, mark, missing):
    contact = make.a_contact(publication_ground="toestemming", publication_agreed_on=DAY)
    message = "Wie iets van een persoon toont, noemt waarom dat mag en wanneer dat is afgesproken."
    refused_twice(contact, message, **{mark: True}, **missing)


def test_personal_data_is_published_field_by_field(db):
    person = {"person_name": "Jan Test", "email": "jan@voorbeeld.example", "phone": "000"}
    contact = make.a_contact(**person)
    assert (contact.public_name, contact.public_email, contact.public_phone) == ("", "", "")
    contact = make.a_contact(**person, email_is_public=True)
    assert (contact.public_name, contact.public_email) == ("", "jan@voorbeeld.example")
    contact = make.a_contact(**person, name_is_public=True, phone_is_public=True)
    assert (contact.public_name, contact.public_email) == ("Jan Test", "")
    assert contact.public_phone == "000"


# Confirmations and assignments


def test_the_latest_confirmation_of_each_block_counts(db):
    region = make.a_region()
    for block, day in (("about", 1), ("about", 3), ("about", 2), ("goals", 2)):
        make.a_confirmation(region=region, block=block, on=date(2024, 6, day))
    make.a_confirmation(block="agenda")
    assert region.confirmations.latest_per_block() == {
        "about": date(2024, 6, 3),
        "goals": date(2024, 6, 2),
    }


def test_a_confirmation_cannot_be_in_the_future(db):
    region = make.a_region()
    tomorrow = date.fromordinal(today().toordinal() + 1)
    with pytest.raises(ValidationError) as refusal:
        make.a_confirmation(region=region, on=tomorrow)
    assert refusal.value.message_dict == {"on": ["Bevestigen kan niet vooruit."]}
    assert not Confirmation.objects.exists()


def test_saving_a_row_does_not_confirm_it(db):
    region = make.a_region()
    region.save()
    assert not region.confirmations.exists()


def test_a_user_has_one_role_in_a_region(db):
    first = make.an_assignment()
    again = Assignment(user=first.user, region=first.region, role="editor")
    with pytest.raises(ValidationError) as refusal:
        again.full_clean()
    assert refusal.value.messages == ["Deze gebruiker heeft al een rol in deze regio."]
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


def test_the_name_of_a_goal_is_truncated_after_a_word(db):
    assert str(make.a_goal(text="Meer techniek.")) == "Meer techniek."
    assert str(make.a_goal(text="Techniek, " * 12)) == f"{'Techniek, ' * 7}Techniek…"
    assert len(str(make.a_goal(text="x" * 200))) == 80
