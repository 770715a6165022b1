"""Pages of every model respond, write through `changing`, and take constant queries."""

from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.db import connection
from django.forms.models import model_to_dict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from regions.directory import DirectoryModel
from regions.models import Assignment, Goal, OldSlug, Picture, Region
from regions.writing.changing import ContentVersion, changing
from schools.models import School
from tests.admin.filling import address, as_shown, opened
from tests.admin.rows import ALL_MAKERS, MAKERS, READ_ONLY_MAKERS, by_name

WRITES = ("INSERT", "UPDATE", "DELETE")
TOO_LONG = "x" * 5000
TOO_MUCH = "9" * 40
NUL = "nul\0byte"
MANY_WORDS = "a+" * 1900  # as many as fit in a URL
AUTOCOMPLETE = ["app_label", "model_name", "field_name"]

# Pictures are withdrawn rather than deleted.
DELETABLE = [model for model in MAKERS if model is not Picture]


def pages(model, row):
    return [
        address(model, "changelist"),
        address(model, "change", row.pk),
        address(model, "history", row.pk),
        *(
            []
            if model in READ_ONLY_MAKERS
            else [
                address(model, "add"),
                *([address(model, "delete", row.pk)] if model in DELETABLE else []),
            ]
        ),
    ]


@pytest.mark.parametrize("model", **by_name(ALL_MAKERS))
def test_opening_a_page_writes_nothing(admin, model):
    row = ALL_MAKERS[model]()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        statuses = [admin.get(page).status_code for page in pages(model, row)]

    assert set(statuses) == {200}
    assert [query["sql"] for query in queries if query["sql"].startswith(WRITES)] == []


@pytest.mark.parametrize("model", **by_name(ALL_MAKERS))
def test_a_list_takes_the_same_queries_for_one_row_and_twenty(admin, model):
    ALL_MAKERS[model]()
    queries = queries_of(admin, model)
    with changing():
        for _ in range(19):
            ALL_MAKERS[model]()

    assert queries_of(admin, model) == queries


def queries_of(admin, model):
    admin.get(address(model, "changelist"))  # fills the caches of this process
    with CaptureQueriesContext(connection) as queries:
        assert admin.get(address(model, "changelist")).status_code == 200
    return len(queries)


@pytest.mark.parametrize("model", **by_name(READ_ONLY_MAKERS))
def test_rows_maintained_by_the_site_are_read_only(admin, model):
    row = READ_ONLY_MAKERS[model]()

    assert admin.get(address(model, "add")).status_code == 403
    assert admin.post(address(model, "change", row.pk), {}).status_code == 403
    assert admin.post(address(model, "delete", row.pk), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("model", **by_name(MAKERS))
def test_saving_an_unchanged_form_changes_nothing(admin, model):
    row = MAKERS[model]()
    before = as_stored(model, row)

    answer = opened(admin, model, row).send()

    assert answer.errors == {}
    assert answer.saved
    assert as_stored(model, row) == before


def as_stored(model, row):
    stored = model_to_dict(model.objects.get(pk=row.pk))
    stored.pop("date_joined", None)  # because a form drops microseconds
    return stored


@pytest.mark.parametrize("model", **by_name(MAKERS))
def test_an_empty_form_says_in_dutch_what_is_missing(admin, model):
    answer = opened(admin, model).send()

    assert not answer.saved
    texts = [text for texts in answer.errors.values() for text in texts]
    assert "Dit veld is verplicht." in texts
    assert not [text for text in texts if "required" in text.lower()]


@pytest.mark.parametrize("model", **by_name(MAKERS))
def test_nonsense_in_every_field_is_shown_again_with_a_message(admin, model):
    form = opened(admin, model, MAKERS[model]())
    names = typed_fields(form)
    for nonsense in [TOO_LONG, TOO_MUCH, NUL, "-1", "5-0-2024"]:
        form.update(dict.fromkeys(names, nonsense))

        answer = form.send()

        if answer.saved:  # this model accepted it, so its page must still render
            assert nonsense != NUL or not names
            opened(admin, model, model.objects.latest("pk"))
        else:
            assert {answer[name] for name in names} == {as_shown(nonsense)}
            assert answer.errors


def typed_fields(form):
    return [
        field["name"]
        for field in form.soup.select("#content-main form fieldset [name]")
        if "__prefix__" not in field["name"]
        and (field.name == "textarea" or field.get("type") in ("text", "number", "url", "email"))
    ]


@pytest.mark.parametrize("model", [Region, Assignment])
def test_a_missing_row_redirects_with_a_message(admin, model):
    for key in ["-1", "999999999", TOO_MUCH, "x", "%00"]:
        response = admin.get(address(model, "changelist") + f"{key}/change/", follow=True)

        assert response.status_code == 200
        assert "bestaat niet" in response.content.decode()


@pytest.mark.parametrize("model", **by_name(DELETABLE))
def test_deleting_a_row_is_one_change(admin, model):
    row = MAKERS[model]()
    before = ContentVersion.current()

    response = admin.post(address(model, "delete", row.pk), {"post": "yes"})

    assert response.status_code == 302
    assert not model.objects.filter(pk=row.pk).exists()
    if issubclass(model, DirectoryModel):
        assert ContentVersion.current() == before + 1


@pytest.mark.parametrize("model", **by_name(DELETABLE))
def test_deleting_several_rows_is_one_change(admin, model):
    rows = [MAKERS[model](), MAKERS[model]()]
    before = ContentVersion.current()
    chosen = {"action": "delete_selected", "_selected_action": [row.pk for row in rows]}

    confirmation = admin.post(address(model, "changelist"), chosen)
    assert "Weet u zeker" in confirmation.content.decode()
    admin.post(address(model, "changelist"), chosen | {"post": "yes"})

    assert not model.objects.filter(pk__in=[row.pk for row in rows]).exists()
    if issubclass(model, DirectoryModel):
        assert ContentVersion.current() == before + 1


@pytest.mark.parametrize("model", [School, Goal, User, OldSlug])
def test_an_unexpected_list_parameter_gives_no_error(admin, model):
    ALL_MAKERS[model]()
    for query in ["?q=%00", f"?q={MANY_WORDS}", "?onzin=1", "?p=999&o=99"]:
        response = admin.get(address(model, "changelist") + query, follow=True)

        assert response.status_code == 200
        assert BeautifulSoup(response.content, "lxml").select_one("#changelist")


@pytest.mark.parametrize("query", ["?name=%00", "?brin__exact=%00", "?municipality__province=%00"])
def test_a_value_that_no_database_can_look_up_gives_the_whole_list(admin, query):
    where = address(School, "changelist")

    assert admin.get(where + query)["Location"] == where


def test_every_autocomplete_field_responds(admin):
    questions = {question for model in MAKERS for question in autocompletes(admin, model)}

    assert len(questions) > 20
    for question in questions:
        for term in ["", "%00", "1", "ahórn", "%25", MANY_WORDS]:
            assert admin.get(f"{question}&term={term}").status_code == 200, question


def autocompletes(admin, model):
    for field in opened(admin, model).soup.select("[data-ajax--url]"):
        where = {name: field[f"data-{name.replace('_', '-')}"] for name in AUTOCOMPLETE}
        yield f"{reverse('admin:autocomplete')}?{urlencode(where)}"
