"""Themes of articles and events in the admin: set by their editors, and kept in the history."""

import pytest

from news.models import Article, ArticleTheme, Event, EventTheme
from regions.clock import today
from regions.models.people import AssignmentRole
from tests import make
from tests.admin.filling import address, opened

KINDS = [
    (Article, ArticleTheme, "article", make.an_article, make.an_article_theme),
    (Event, EventTheme, "event", make.an_event, make.an_event_theme),
]
each_kind = pytest.mark.parametrize(
    ("model", "link", "name", "a_row", "a_link"), KINDS, ids=["article", "event"]
)
OTHERS_MARK = "Oostmarkering"


@pytest.fixture
def region(db):
    return make.a_region(name="West")


def logged_in(client, region, role):
    user = make.a_user(first_name="Lea", last_name="Leider")
    make.an_assignment(user=user, region=region, role=role)
    client.force_login(user)
    return client


@pytest.fixture
def leader(client, region):
    return logged_in(client, region, AssignmentRole.LEADER)


@pytest.fixture
def writer(client, region):
    return logged_in(client, region, AssignmentRole.EDITOR)


def history_of(client, row):
    answer = client.get(address(type(row), "history", row.pk))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@each_kind
def test_a_leader_adds_and_removes_a_theme(leader, region, model, link, name, a_row, a_link):
    row, theme = a_row(region=region), make.a_theme(name="Robotica")

    form = opened(leader, model, row)
    form.add_row(f"{name}_themes", theme=theme)
    assert form.send().saved
    assert [theme.name for theme in row.themes] == ["Robotica"]

    form = opened(leader, model, row)
    form[f"{name}_themes-0-DELETE"] = "on"
    assert form.send().saved
    assert not link.objects.exists()
    history = history_of(leader, row)
    assert "Thema Robotica" in history
    assert "toegevoegd" in history
    assert "verwijderd" in history


@each_kind
def test_a_leader_adds_a_theme_to_a_new_row(leader, region, model, link, name, a_row, a_link):
    theme = make.a_theme()
    form = opened(leader, model)
    form["name"] = "Nieuw"
    if model is Article:
        form["kind"] = "nieuws"
    else:
        form["starts_on"] = f"20-5-{today().year + 1}"
    form.add_row(f"{name}_themes", theme=theme)

    assert form.send().saved
    assert link.objects.get().theme == theme


@each_kind
def test_adding_the_same_theme_twice_is_refused(leader, region, model, link, name, a_row, a_link):
    row, theme = a_row(region=region), make.a_theme()
    form = opened(leader, model, row)
    form.add_row(f"{name}_themes", theme=theme)
    form.add_row(f"{name}_themes", theme=theme)

    assert not form.send().saved
    assert not link.objects.exists()


@each_kind
def test_an_editor_adds_themes_only_to_drafts(writer, region, model, link, name, a_row, a_link):
    draft = a_row(region=region, published_from=None)
    form = opened(writer, model, draft)
    form.add_row(f"{name}_themes", theme=make.a_theme())
    assert form.send().saved

    target = a_row(region=region)
    form = opened(writer, link)
    form[name] = str(target.pk)
    form["theme"] = str(make.a_theme().pk)
    assert form.send().errors == {name: ["In deze regio kunt u dit niet wijzigen."]}
    assert [getattr(row, name) for row in link.objects.all()] == [draft]


@each_kind
def test_an_editor_cannot_change_themes_of_a_published_row(
    writer, region, model, link, name, a_row, a_link
):
    link_row = a_link(**{name: a_row(region=region)})

    assert writer.post(address(link, "delete", link_row.pk), {"post": "yes"}).status_code == 403
    assert link.objects.filter(pk=link_row.pk).exists()


@each_kind
def test_rows_that_involve_another_region_are_not_shown(
    leader, region, model, link, name, a_row, a_link
):
    theirs = a_link(**{name: a_row(region=make.a_region(), name=OTHERS_MARK)})
    theirs.delete()
    a_link(**{name: a_row(region=make.a_region(), name=OTHERS_MARK)})

    for page in ("changelist", "add", "deleted"):
        assert OTHERS_MARK not in leader.get(address(link, page)).content.decode()


@each_kind
def test_in_the_history_a_theme_belongs_to_the_region_its_row_had_at_that_time(
    leader, region, model, link, name, a_row, a_link
):
    """The row came from another region; the themes it had there are not revealed."""
    row = a_row(region=make.a_region())
    a_link(**{name: row, "theme": make.a_theme(name="Daar gegeven")})
    row.region = region
    row.save()
    a_link(**{name: row, "theme": make.a_theme(name="Hier gegeven")})

    history = history_of(leader, row)
    assert "Thema Hier gegeven" in history
    assert "Thema Daar gegeven" not in history


@each_kind
def test_an_undeleted_row_keeps_its_themes(leader, region, model, link, name, a_row, a_link):
    row = a_row(region=region)
    a_link(**{name: row, "theme": make.a_theme(name="Robotica")})
    key = row.pk
    row.delete()
    record = model.history.filter(id=key, history_type="-").get()

    where = address(model, "undelete", record.history_id)
    assert "Thema Robotica" in leader.get(where).content.decode()
    assert leader.post(where).status_code == 302
    assert [theme.name for theme in model.objects.get(pk=key).themes] == ["Robotica"]


def test_a_copy_to_next_year_has_the_same_themes(leader, region):
    event = make.an_event(region=region)
    themes = {make.an_event_theme(event=event).theme for _ in range(2)}

    leader.post(address(Event, "copy", event.pk))

    copy = Event.objects.exclude(pk=event.pk).get()
    assert set(copy.themes) == themes
    assert set(event.themes) == themes


def test_a_theme_in_use_cannot_be_deleted(admin):
    article_theme = make.an_article_theme()
    answer = admin.post(
        address(type(article_theme.theme), "delete", article_theme.theme.pk), {"post": "yes"}
    )

    assert answer.status_code == 200
    article_theme.theme.refresh_from_db()
