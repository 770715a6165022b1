"""A leader adds evidence for goals of their region, from either side of the link."""

import pytest

from news.models import Article, Event, GoalArticle, GoalEvent
from regions.models import Goal, Region
from regions.models.people import AssignmentRole
from schools.models import GoalFigure
from tests import make
from tests.admin.filling import address, opened

KINDS = [
    (Article, GoalArticle, "goal_articles", make.an_article),
    (Event, GoalEvent, "goal_events", make.an_event),
]
each_kind = pytest.mark.parametrize(
    ("model", "link", "prefix", "a_row"), KINDS, ids=["article", "event"]
)


@pytest.fixture
def goal(db):
    return make.a_goal(region=make.a_region(name="West"), order=1, text="Meer techniek")


def logged_in(client, region, role):
    user = make.a_user()
    make.an_assignment(user=user, region=region, role=role)
    client.force_login(user)
    return client


@pytest.fixture
def leader(client, goal):
    return logged_in(client, goal.region, AssignmentRole.LEADER)


def choices(form, name):
    return {option["value"] for option in form.soup.select(f"[name='{name}'] option[value]")} - {""}


@each_kind
def test_a_leader_chooses_a_goal_and_saves(leader, goal, model, link, prefix, a_row):
    row, elsewhere = a_row(region=goal.region), make.a_goal()
    form = opened(leader, model, row)

    assert choices(form, f"{prefix}-0-goal") == {str(goal.pk)}
    form[f"{prefix}-0-goal"] = str(elsewhere.pk)
    assert not form.send().saved
    form[f"{prefix}-0-goal"] = str(goal.pk)
    assert form.send().saved
    assert link.objects.get().goal == goal


@each_kind
def test_a_leader_chooses_evidence_on_the_form_of_a_goal(leader, goal, model, link, prefix, a_row):
    row, elsewhere = a_row(region=goal.region), a_row(region=make.a_region())
    form = opened(leader, Goal, goal)
    name = f"{prefix}-0-{link.evidence_field}"

    assert choices(form, name) == {str(row.pk)}
    form[name] = str(elsewhere.pk)
    assert not form.send().saved
    form[name] = str(row.pk)
    form["goal_documents-TOTAL_FORMS"] = "1"
    document = {"name": "Verslag", "source": "Penvoerder", "source_url": "https://x.example/v"}
    for field, value in document.items():
        form[f"goal_documents-0-{field}"] = value
    assert form.send().saved
    assert link.objects.get().goal == goal
    assert goal.goal_documents.get().name == "Verslag"


def test_the_form_of_a_region_links_to_its_goals(leader, goal):
    (link,) = opened(leader, Region, goal.region).soup.select("a[href*='/goal/']")

    assert link["href"] == address(Goal, "change", goal.pk)


def test_offers_the_latest_figure_of_each_series_in_and_around_the_region(leader, goal):
    indicator = make.an_indicator()
    area = {"indicator": indicator, "area_code": "west", "region": goal.region}
    make.a_figure(**area, period="2019")
    last = make.a_figure(**area, period="2020")
    school = make.a_school(municipality=make.a_municipality())
    make.a_school_participation(region=goal.region, school=school)
    of_municipality = make.a_figure(municipality=school.municipality, area_code="")
    of_school = make.a_figure(indicator=indicator, school=school, area_code="")
    other = make.a_region()
    make.a_figure(indicator=indicator, region=other, area_code=other.slug)
    make.a_figure(indicator=indicator)
    form = opened(leader, Goal, goal)

    assert choices(form, "goal_figures-0-figure") == {
        str(row.pk) for row in (last, of_school, of_municipality)
    }


def test_the_separate_form_offers_only_figures_in_and_around_the_region(leader, goal):
    own = make.a_figure(region=goal.region, area_code="west", period="2019")
    elsewhere = make.a_goal_figure().figure
    form = opened(leader, GoalFigure)

    assert choices(form, "figure") == {str(own.pk)}
    form["goal"], form["figure"] = str(goal.pk), str(elsewhere.pk)
    assert not form.send().saved
    form["figure"] = str(own.pk)
    assert form.send().saved
    assert choices(opened(leader, GoalFigure, GoalFigure.objects.get(goal=goal)), "figure") == {
        str(own.pk)
    }


@each_kind
def test_an_editor_cannot_add_evidence(client, goal, model, link, prefix, a_row):
    row = a_row(region=goal.region, **make.drafts)
    form = opened(logged_in(client, goal.region, AssignmentRole.EDITOR), model, row)

    assert f"{prefix}-0-goal" not in form
    form[f"{prefix}-TOTAL_FORMS"], form[f"{prefix}-INITIAL_FORMS"] = "1", "0"
    form[f"{prefix}-0-goal"] = str(goal.pk)
    form.send()
    assert not link.objects.exists()


def test_evidence_is_added_on_the_form_of_the_goal_and_not_in_a_separate_form(leader, goal):
    rows = [make.a_goal_article(goal=goal), make.a_goal_event(goal=goal)]
    rows += [make.a_goal_figure(goal=goal), make.a_goal_document(goal=goal)]
    home = leader.get("/admin/").content.decode()
    lists = [leader.get(address(type(row), "changelist")).content.decode() for row in rows]
    form = leader.get(address(type(rows[0]), "change", rows[0].pk)).content.decode()

    for row, page in zip(rows, lists, strict=True):
        assert f'"{address(type(row), "changelist")}"' not in home
        assert address(type(row), "add") not in page
        assert address(type(row), "change", row.pk) in page
    assert "_addanother" not in form
    assert "deletelink" in form


def test_the_form_of_a_goal_marks_only_required_fields_and_links_to_its_page(leader, goal):
    article = make.a_goal_article(goal=goal).article
    document = make.a_goal_document(goal=goal)
    form = opened(leader, Goal, goal)

    assert form.soup.select_one("#id_goal_articles-0-article").find_parent(class_="form-row")
    labels = {label.get("for"): label for label in form.soup.select("label")}
    assert "required" in labels["id_goal_articles-0-article"]["class"]
    assert "required" not in labels["id_goal_articles-1-article"].get("class", [])
    address_of_document = labels["id_goal_documents-0-source_url"]
    assert "required" in address_of_document["class"]
    assert address_of_document.text.startswith("Adres van het document")
    assert not form.soup.select_one("#goal_documents-group > fieldset > details")
    assert "geldt ook voor de streefwaarde" in form.soup.text
    (on_site,) = form.soup.select(".viewsitelink")
    assert on_site["href"] == f"{goal.region.get_absolute_url()}#doel-{goal.pk}"
    at_article = opened(leader, Article, article).soup
    assert at_article.select_one("label[for='id_goal_articles-0-DELETE']").text == "Ontkoppelen"
    of_document = opened(leader, type(document), document).soup
    names = [field["name"] for field in of_document.select("#content-main fieldset [name]")]
    assert names == ["goal", "name", "dated", "source", "source_url"]
