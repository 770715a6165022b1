"""Former slugs redirect, however often a row is renamed."""

import pytest
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from regions.directory import Moved, OldSlug, redirect_if_moved
from regions.models import Municipality, Region
from tests import make


def rename(row, slug):
    row.slug = slug
    row.save()


def lookup(slug, rows=None):
    """Return the slug of the row found, and "here", "moved" or "nowhere"."""
    rows = Region.objects.all() if rows is None else rows
    try:
        return rows.find(slug).slug, "here"
    except Moved as moved:
        return moved.url, "moved"
    except Http404:
        return None, "nowhere"


@pytest.fixture
def region(db):
    return make.a_region(slug="a")


def test_a_row_is_found_only_at_its_slug(region):
    assert lookup("a") == ("a", "here")
    assert lookup("b") == (None, "nowhere")


def test_a_renamed_row_is_found_at_both_slugs(region):
    rename(region, "b")
    assert lookup("b") == ("b", "here")
    assert lookup("a") == (region.get_absolute_url(), "moved")


def test_a_row_renamed_back_is_found_at_both_slugs(region):
    rename(region, "b")
    rename(region, "a")
    assert lookup("a") == ("a", "here")
    assert lookup("b") == (region.get_absolute_url(), "moved")


def test_every_former_name_redirects_to_the_current_one(region):
    rename(region, "b")
    rename(region, "c")
    assert lookup("a") == lookup("b") == (region.get_absolute_url(), "moved")
    assert "/c/" in region.get_absolute_url()


def test_a_reused_slug_belongs_to_its_current_owner(region):
    rename(region, "b")
    make.a_region(slug="a")
    assert lookup("a") == ("a", "here")


def test_a_slug_given_up_twice_redirects_to_its_last_owner(region):
    rename(region, "b")
    other = make.a_region(slug="a")
    rename(other, "c")
    assert lookup("a") == (other.get_absolute_url(), "moved")
    assert OldSlug.objects.count() == 1


def test_the_slug_of_a_deleted_row_gives_a_404(region):
    rename(region, "b")
    region.delete()
    assert lookup("a") == lookup("b") == (None, "nowhere")


def test_the_old_slug_of_a_draft_gives_a_404(region):
    rename(region, "b")
    region.published_from = None
    region.save()
    assert lookup("a", Region.objects.published(make.LONG_AHEAD)) == (None, "nowhere")


def test_a_free_slug_was_never_used_by_another_row(region):
    region.name = "Noord"
    for slug in ("noord", "noord-2", "west"):
        rename(region, slug)

    fresh = Region(name="Noord", published_from=make.PUBLISHED)
    assert fresh.free_slug() == "noord-3"
    assert Municipality(name="Noord").free_slug() == "noord"


def test_each_kind_has_its_own_slugs(region):
    rename(region, "b")
    make.a_municipality(slug="c")
    assert lookup("a", Municipality.objects.all()) == (None, "nowhere")


def test_saving_without_a_new_slug_stores_no_old_slug(region):
    region.name = "Anders"
    region.save()
    assert not OldSlug.objects.exists()


def answer(address, error=None):
    @redirect_if_moved
    def view(request):
        if error:
            raise error
        return HttpResponse("hier")

    return view(RequestFactory().get(address))


def test_a_view_redirects_permanently_and_keeps_the_query():
    assert answer("/regios/b/").content == b"hier"
    moved = answer("/regios/a/?pagina=2&q=x%20y", Moved("/regios/b/"))
    assert (moved.status_code, moved["Location"]) == (301, "/regios/b/?pagina=2&q=x%20y")
    assert answer("/regios/a/", Moved("/regios/b/"))["Location"] == "/regios/b/"
