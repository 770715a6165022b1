"""The `lastmod` of a URL in the sitemap: when its page last changed."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from news.models import Article, Event
from partners.models import Partner
from regions.clock import today
from regions.models import Municipality, Region, RegionTheme, Theme
from schools.models import School
from tests import make
from tests.pages.sitemap_reading import entries

pytestmark = pytest.mark.django_db


LONG_AGO, LATER = date(2021, 3, 1), date(2022, 5, 6)


def set_history_date(moment, *models):
    for model in models:
        model.history.update(history_date=moment)


def amsterdam_time(day, hour=12):
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo("Europe/Amsterdam"))


def test_a_theme_changes_when_a_region_adopts_it(sitemap):
    region_theme = make.a_region_theme()
    set_history_date(amsterdam_time(LONG_AGO), Theme)
    set_history_date(amsterdam_time(LATER), RegionTheme)

    assert sitemap()[region_theme.theme.get_absolute_url()] == "2022-05-06"


@pytest.mark.parametrize(
    ("model", "make_row"),
    [
        (Region, make.a_region),
        (School, make.a_school),
        (Partner, make.a_partner),
        (Municipality, make.a_municipality),
        (Article, make.an_article),
        (Event, make.an_event),
    ],
)
def test_a_page_changes_when_its_row_is_saved(sitemap, model, make_row):
    row = make_row()
    set_history_date(amsterdam_time(LONG_AGO), model)
    assert sitemap()[row.get_absolute_url()] == "2021-03-01"

    row.name = "Anders"
    row.save()
    assert sitemap()[row.get_absolute_url()] == today().isoformat()


@pytest.mark.parametrize(
    "make_part",
    [
        make.a_goal,
        make.a_contact,
        make.an_agreement,
        make.a_region_theme,
        make.a_confirmation,
        make.a_school_participation,
        make.a_partner_participation,
        make.a_municipality_participation,
    ],
)
def test_a_region_changes_with_its_child_rows(sitemap, make_part):
    region, other = make.a_region(), make.a_region()
    part = make_part(region=region)
    set_history_date(amsterdam_time(LONG_AGO), Region)
    set_history_date(amsterdam_time(LATER), type(part))

    assert sitemap()[region.get_absolute_url()] == "2022-05-06"
    assert sitemap()[other.get_absolute_url()] == "2021-03-01"


def test_deleting_a_row_changes_the_page(sitemap):
    goal = make.a_goal()
    set_history_date(amsterdam_time(LONG_AGO), Region, type(goal))
    goal.delete()

    assert sitemap()[goal.region.get_absolute_url()] == today().isoformat()


def test_the_date_is_in_the_amsterdam_time_zone(sitemap):
    region = make.a_region()
    set_history_date(amsterdam_time(LONG_AGO, hour=0), Region)  # still the day before in UTC

    assert sitemap()[region.get_absolute_url()] == "2021-03-01"


def test_a_page_changes_on_its_publication_date(sitemap):
    region = make.a_region(published_from=LATER)
    set_history_date(amsterdam_time(LONG_AGO), Region)

    assert sitemap()[region.get_absolute_url()] == "2022-05-06"


def test_a_row_without_history_has_no_lastmod(sitemap):
    municipality = make.a_municipality()
    Municipality.history.all().delete()

    assert sitemap()[municipality.get_absolute_url()] is None


def test_a_sitemap_changes_with_its_latest_page(client):
    make.a_region()
    make.a_region()
    set_history_date(amsterdam_time(LONG_AGO), Region)

    assert entries(client, "/sitemap.xml")["/sitemap-regios.xml"] == "2021-03-01"
