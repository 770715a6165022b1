"""A set of choices in one column, shown with the levels of a school."""

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.db import connection

from schools.models import School
from tests import make


def column_of(school):
    with connection.cursor() as cursor:
        cursor.execute("SELECT levels FROM schools_school WHERE id = %s", [school.pk])
        return cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("levels", "stored_levels", "column"),
    [
        ([], [], ""),
        (None, [], ""),
        (["vmbo"], ["vmbo"], "|vmbo|"),
        (["mbo", "pro", "vmbo-tl"], ["pro", "vmbo-tl", "mbo"], "|pro|vmbo-tl|mbo|"),
        (["havo", "havo"], ["havo"], "|havo|"),
        ({"vwo", "havo"}, ["havo", "vwo"], "|havo|vwo|"),
    ],
)
def test_a_set_is_stored_in_the_order_of_the_choices(db, levels, stored_levels, column):
    school = make.a_school(levels=levels)
    school.refresh_from_db()
    assert school.levels == stored_levels
    assert column_of(school) == column


def test_rows_do_not_share_their_lists():
    School().levels.append("vmbo")
    assert School().levels == []


def test_an_unknown_choice_is_refused(db):
    with pytest.raises(ValidationError) as refusal:
        make.a_school(levels=["vmbo", "hbo"])
    assert refusal.value.message_dict == {"levels": ["Onbekende keuze: hbo."]}


def test_a_lookup_matches_only_whole_values(db):
    make.a_school(name="Basis", levels=["vmbo-bb"])
    plain = make.a_school(name="Gewoon", levels=["pro", "vmbo", "mbo"])
    assert list(School.objects.filter(levels__contains="|vmbo|")) == [plain]


def test_equal_sets_are_equal(db):
    school = make.a_school(levels=["mbo", "vmbo"])
    assert School.objects.get(levels=["vmbo", "mbo"]) == school


def test_serialization_round_trip(db):
    field = School._meta.get_field("levels")
    school = make.a_school(levels=["vmbo", "mbo"])
    assert field.value_to_string(school) == "|vmbo|mbo|"
    assert field.to_python("|mbo|vmbo|") == ["vmbo", "mbo"]
    assert field.to_python("") == []


class SchoolForm(forms.ModelForm):
    class Meta:
        model = School
        fields = ["levels"]


def test_a_form_has_a_checkbox_for_each_choice():
    form = SchoolForm(instance=School(levels=["pro"]))
    assert isinstance(form.fields["levels"].widget, forms.CheckboxSelectMultiple)
    assert str(form["levels"]).count('type="checkbox"') == len(
        School._meta.get_field("levels").options
    )
    assert str(form["levels"]).count("checked") == 1


def test_a_form_reads_checked_boxes_and_none():
    for ticked in (["mbo", "vmbo"], []):
        form = SchoolForm({"levels": ticked})
        form.is_valid()
        assert "levels" not in form.errors
        assert sorted(form.cleaned_data["levels"]) == sorted(ticked)


def test_a_form_refuses_an_unknown_choice():
    assert "levels" in SchoolForm({"levels": ["hbo"]}).errors
