"""URLs of pages by slug: a list shows dozens, and `reverse()` takes as long for each anew."""

from functools import cache

from django.urls import reverse


def slug_url(view_name: str, slug: str) -> str:
    """What `reverse(view_name, args=[slug])` gives."""
    before, after = _around_slug(view_name)
    return f"{before}{slug}{after}"


@cache
def _around_slug(view_name: str) -> tuple[str, str]:
    before, _, after = reverse(view_name, args=["SLUG"]).rpartition("SLUG")
    return before, after
