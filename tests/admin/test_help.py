"""Every field of every form has its help text in regions/editing/help.py, or needs none."""

import pytest
from django.apps import apps
from django.contrib import admin as django_admin
from django.test import RequestFactory

from regions.editing.help import explanations, instruction_for
from tests.import_graph import FLOORS, project_modules

# The label is enough; for dates and rich text the help still explains how to write them.
NO_HELP_NEEDED = {
    "agreement": "kind note region",
    "article": "body intro kind name",
    "articleoffer": "article",
    "articlepartner": "article",
    "articleschool": "article",
    "articletheme": "article theme",
    "assignment": "region role user",
    "confirmation": "region",
    "contact": "email_is_public name_is_public phone_is_public region",
    "offer": "body",
    "event": "audience body cost ends_at how_to_join is_correction moved_from_end "
    "moved_from_start name place "
    "starts_at starts_on status summary",
    "eventtheme": "event theme",
    "figure": "as_of indicator level low municipality note of_high of_low profile province "
    "region school",
    "fundingperiod": "first_year last_year",
    "goal": "region",
    "indicator": "name next_update unit",
    "municipality": "code latitude longitude name valid_from valid_until",
    "municipalityparticipation": "region",
    "municipalitysuccession": "new old on",
    "organisation": "name",
    "organisationname": "name organisation",
    "partner": "email_is_public kind kvk_number name phone_is_public place sectors summary",
    "regiondocument": "region dated upload",
    "articledocument": "article dated upload",
    "offerdocument": "offer dated upload",
    "picture": "upload",  # the form sets its help text
    "partnerparticipation": "region",
    "place": "municipality name",
    "postcodearea": "code latitude longitude place",
    "programmeline": "funding_period name number",
    "regiontheme": "region",
    "school": "board closed_on latitude levels longitude municipality name "
    "postcode successor summary",
    "schoolname": "name school until",
    "schoolparticipation": "region",
    "theme": "name",
}
OWN_MODELS = [model for model in apps.get_models() if model._meta.app_label in FLOORS]


@pytest.fixture
def forms(editor):
    """(model, form class) pairs of every model that is edited, on a page or inline."""
    request = RequestFactory().get("/")
    request.user = editor
    editable = [
        model_admin
        for model_admin in django_admin.site._registry.values()
        if model_admin.model in OWN_MODELS and model_admin.has_change_permission(request)
    ]
    forms = [(own.model, own.get_form(request, None, change=False)) for own in editable]
    inlines = [inline for own in editable for inline in own.get_inline_instances(request)]
    return [*forms, *((inline.model, inline.get_formset(request).form) for inline in inlines)]


def test_every_field_has_its_help_text_from_help_py_or_needs_none(forms):
    without = {}
    for model, form in forms:
        columns = {field.name: field for field in model._meta.fields}
        for name, field in form.base_fields.items():
            column = columns.get(name)
            text = column and (instruction_for(column) or explanations(model).get(name))
            if text:
                assert text in field.help_text, (model, name)
            else:
                without.setdefault(model._meta.model_name, set()).add(name)

    assert without == {model: set(names.split()) for model, names in NO_HELP_NEEDED.items()}


@pytest.mark.parametrize("model", OWN_MODELS, ids=lambda model: model._meta.label)
def test_no_model_defines_a_help_text(model):
    assert [field.name for field in model._meta.fields if field.help_text] == []


def test_no_admin_form_defines_a_help_text():
    sources = {name: path.read_text() for name, path in project_modules().items()}
    own = {name for name, source in sources.items() if "help_text=" in source}
    public = {name for name in own if "import PublicForm" in sources[name]}

    assert own - public == set()
    assert public
