"""A set of choices in one column; the levels of a school show it."""

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.db import connection

from schools.models import School
from tests import make


def stored(school):
    with connection.cursor() as cursor:
        cursor.execute("SELECT levels FROM schools_school WHERE id = %s", [school.pk])
        return cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("given", "kept", "column"),
    [
        ([], [], ""),
        (None, [], ""),
        (["vmbo"], ["vmbo"], "|vmbo|"),
        (["mbo", "pro", "vmbo-tl"], ["pro", "vmbo-tl", "mbo"], "|pro|vmbo-tl|mbo|"),
        (["havo", "havo"], ["havo"], "|havo|"),
        ({"vwo", "havo"}, ["havo", "vwo"], "|havo|vwo|"),
    ],
)
def test_keeps_a_set_in_the_order_of_the_choices(db, given, kept, column):
    school = make.a_school(levels=given)
    school.refresh_from_db()
    assert school.levels == kept
    assert stored(school) == column


def test_a_row_of_its_own_list_is_not_shared():
    School().levels.append("vmbo")
    assert School().levels == []


def test_refuses_a_choice_that_is_not_known(db):
    with pytest.raises(ValidationError) as refusal:
        make.a_school(levels=["vmbo", "hbo"])
    assert refusal.value.message_dict == {"levels": ["Onbekende keuze: hbo."]}


def test_one_value_is_found_and_not_by_half_its_name(db):
    make.a_school(name="Basis", levels=["vmbo-bb"])
    plain = make.a_school(name="Gewoon", levels=["pro", "vmbo", "mbo"])
    assert list(School.objects.filter(levels__contains="|vmbo|")) == [plain]


def test_equal_sets_are_equal(db):
    school = make.a_school(levels=["mbo", "vmbo"])
    assert School.objects.get(levels=["vmbo", "mbo"]) == school


def test_is_written_and_read_as_text(db):
    field = School._meta.get_field("levels")
    school = make.a_school(levels=["vmbo", "mbo"])
    assert field.value_to_string(school) == "|vmbo|mbo|"
    assert field.to_python("|mbo|vmbo|") == ["vmbo", "mbo"]
    assert field.to_python("") == []


class SchoolForm(forms.ModelForm):
    class Meta:
        model = School
        fields = ["levels"]


def test_a_form_offers_every_choice_as_a_tick():
    form = SchoolForm(instance=School(levels=["pro"]))
    assert isinstance(form.fields["levels"].widget, forms.CheckboxSelectMultiple)
    assert str(form["levels"]).count('type="checkbox"') == len(
        School._meta.get_field("levels").options
    )
    assert str(form["levels"]).count("checked") == 1


def test_a_form_reads_ticks_and_none():
    for ticked in (["mbo", "vmbo"], []):
        form = SchoolForm({"levels": ticked})
        form.is_valid()
        assert "levels" not in form.errors
        assert sorted(form.cleaned_data["levels"]) == sorted(ticked)


def test_a_form_refuses_a_tick_that_is_not_there():
    assert "levels" in SchoolForm({"levels": ["hbo"]}).errors
