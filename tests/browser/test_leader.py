"""A project leader moves the PET, previews and saves it, and starts the next one.

At a desk and on a phone, with and without JavaScript; counted in clicks and pages.
"""

from datetime import date, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from news.models import Event
from regions.clock import today
from regions.models import Preview, Region
from tests import make
from tests.browser.logged_in import log_in
from tests.browser.ways import in_every_way, in_two_ways

pytestmark = pytest.mark.usefixtures("demo")
FIRST, LAST = date(2021, 11, 18), date(2021, 11, 19)


class Leader:
    """A user on a page; counts their clicks, and pages opened since the first screen."""

    def __init__(self, page, user):
        self.page, self.clicks, self.pages = page, 0, 0
        log_in(page, get_user_model().objects.get(username=user))
        page.goto("/admin/")
        page.on("framenavigated", self._count)

    def _count(self, frame):
        self.pages += frame == self.page.main_frame

    def click(self, role, name, part=None, **how):
        self.clicks += 1
        (part or self.page).get_by_role(role, name=name, **how).first.click()
        self.page.wait_for_load_state()

    def preview(self):
        with self.page.context.expect_page() as opened:
            self.click("button", "Voorbeeld")
        opened.value.wait_for_load_state()
        self.pages += 1
        return opened.value

    def type(self, **values):
        for name, value in values.items():
            self.page.locator(f"#id_{name}").fill(value)


@pytest.fixture
def log_in_as(new_page, width, script):
    def open_first_screen(user):
        return Leader(new_page(width=width, java_script_enabled=script), user)

    return open_first_screen


@pytest.fixture
def leader(log_in_as):
    return log_in_as("projectleider-west-friesland")


def words(page, part="main"):
    return " ".join(page.locator(part).first.inner_text().split())


def public_page(new_page, event):
    page = new_page()
    assert page.goto(event.get_absolute_url()).status == 200
    return words(page)


def typed(day):
    return f"{day.day}-{day.month}-{day.year}"


@in_every_way
def test_a_leader_moves_an_event_by_a_week(leader, new_page):
    pet = Event.objects.get(slug="pet-west-friesland-2021")
    uid, sequence, where = pet.uid, pet.sequence, pet.get_absolute_url()
    page = leader.page

    leader.click("link", "PET West-Friesland", exact=True)
    assert leader.clicks <= 2
    assert page.url.endswith(f"/admin/news/event/{pet.pk}/change/")
    leader.type(starts_on="25-11-2021", ends_on="26-11-2021")

    preview = leader.preview()
    assert "/voorbeeld/" in preview.url
    assert "Voorbeeld van PET West-Friesland" in words(preview, "body")
    assert "Verplaatst (was 18 en 19 november)" in words(preview)
    assert "25 en 26 november 2021" in words(preview)
    assert width_of(preview) <= preview.viewport_size["width"]
    assert "Verplaatst" not in public_page(new_page, pet)
    assert page.locator("#id_starts_on").input_value() == "25-11-2021"

    leader.click("button", "Opslaan", exact=True)
    message = words(page, ".messagelist")
    assert "nu als verplaatst te zien: was 18 en 19 november 2021" in message
    assert "Dit staat op de site." in message
    assert (leader.clicks, leader.pages) == (3, 3)  # the form, the preview, the list

    pet.refresh_from_db()
    assert (pet.uid, pet.sequence, pet.get_absolute_url()) == (uid, sequence + 1, where)
    assert (pet.moved_from_start, pet.moved_from_end) == (FIRST, LAST)
    public = public_page(new_page, pet)
    assert "Verplaatst (was 18 en 19 november)" in public
    assert "25 en 26 november 2021" in public

    leader.click("link", "PET West-Friesland", exact=True)
    leader.click("link", "Geschiedenis")
    history = words(page, "#content")
    assert "projectleider-west-friesland" in history
    assert "18 november 2021" in history
    assert "25 november 2021" in history
    assert f"{today():%Y}" in history


def width_of(page):
    return page.evaluate("document.documentElement.scrollWidth")


@in_two_ways
def test_a_coming_event_moves_and_moves_back(leader, new_page):
    days = date(today().year + 1, 11, 18), date(today().year + 1, 11, 19)
    region = Region.objects.get(slug="techniekpact-west-friesland")
    event = make.an_event(name="Techniekdagen", region=region, starts_on=days[0], ends_on=days[1])
    page = leader.page
    page.reload()

    leader.click("link", "Techniekdagen", exact=True)
    leader.type(starts_on=typed(days[0] + timedelta(7)), ends_on=typed(days[0]))
    leader.click("button", "Opslaan en opnieuw bewerken")
    assert "De laatste dag ligt vóór de eerste." in words(page, ".field-ends_on")
    leader.type(ends_on=typed(days[1] + timedelta(7)))
    leader.click("button", "Opslaan en opnieuw bewerken")
    assert "Verplaatst (was 18 en 19 november)" in public_page(new_page, event)

    leader.type(starts_on=typed(days[0]), ends_on=typed(days[1]))
    leader.click("button", "Opslaan en opnieuw bewerken")
    assert "niet meer als verplaatst" in words(page, ".messagelist")
    assert "Verplaatst" not in public_page(new_page, event)

    leader.type(starts_on=typed(days[0] + timedelta(1)))
    page.get_by_label("Dit verbetert een fout").check()
    leader.click("button", "Opslaan", exact=True)
    public = public_page(new_page, event)
    assert "Verplaatst" not in public
    assert "19 november" in public


@in_two_ways
def test_the_next_event_starts_as_a_copy(leader, new_page):
    page = leader.page
    leader.click("link", "PET West-Friesland", exact=True)
    leader.click("button", "Kopieer naar volgend jaar")

    copy = Event.objects.get(slug="pet-west-friesland")
    assert page.url.endswith(f"/admin/news/event/{copy.pk}/change/")
    assert "Dit is de kopie, een concept." in words(page, ".messagelist")
    assert copy.starts_on > today()
    assert copy.starts_on.weekday() == FIRST.weekday()
    assert (leader.clicks, copy.published_from) == (2, None)
    assert new_page(may_log=["404"]).goto(copy.get_absolute_url()).status == 404

    assert "PET West-Friesland" in words(leader.preview())
    assert Event.objects.get(pk=copy.pk).published_from is None
    leader.type(published_from=typed(today()))
    leader.click("button", "Opslaan", exact=True)
    assert "Dit staat op de site." in words(page, ".messagelist")
    assert "PET West-Friesland" in public_page(new_page, copy)


@in_every_way
@pytest.mark.parametrize("from_goal", [False, True], ids=["from the article", "from the goal"])
def test_a_leader_links_evidence_in_two_clicks(leader, new_page, from_goal):
    region = Region.objects.get(slug="techniekpact-west-friesland")
    goal, article = region.goals.first(), make.an_article(region=region, name="Lab open")
    page = leader.page
    row, field, chosen = (
        (goal, "goal_articles-0-article", article)
        if from_goal
        else (article, "goal_articles-0-goal", goal)
    )
    page.goto(reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk]))

    page.locator(f"[name='{field}']").select_option(str(chosen.pk))
    leader.clicks += 1
    leader.click("button", "Opslaan", exact=True)
    assert leader.clicks == 2
    assert goal.goal_articles.get().article == article
    public = new_page()
    public.goto(region.get_absolute_url())
    assert public.locator(".goal__evidence").get_by_role("link", name="Lab open").is_visible()


@in_two_ways
def test_a_leader_of_two_regions_works_in_both_and_in_no_other(log_in_as, new_page):
    pet = Event.objects.get(slug="pet-west-friesland-2021")
    leader = log_in_as("projectleider-amstelland-almere")
    page = leader.page
    assert "West-Friesland" not in words(page, "#content")

    for region in ("Techniekpact Amstelland", "Sterk Techniekonderwijs Almere"):
        page.goto("/admin/")
        heading = page.get_by_role("heading", name=region, exact=True)
        desk = page.locator("section").filter(has=heading)
        leader.click("link", "Activiteit toevoegen", desk)
        assert page.locator("#id_region option:checked").inner_text() == region
        leader.type(name=f"Avond van {region}", starts_on=typed(today() + timedelta(9)))
        assert f"Avond van {region}" in words(leader.preview())
        leader.type(published_from=typed(today()))
        leader.click("button", "Opslaan", exact=True)
        assert "Dit staat op de site." in words(page, ".messagelist")
        event = Event.objects.get(name=f"Avond van {region}")
        assert region in public_page(new_page, event)
    assert Preview.objects.count() == 2

    page.goto(f"/admin/news/event/{pet.pk}/change/")
    assert page.url.endswith("/admin/")
    assert "West-Friesland" not in words(page, "#content")
