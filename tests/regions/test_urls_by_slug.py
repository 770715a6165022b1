"""slug_url() returns the same URL as reverse()."""

import pytest
from django.urls import reverse

from regions.directory import slug_url


@pytest.mark.parametrize("section", ["regions", "schools", "municipalities", "partners", "themes"])
@pytest.mark.parametrize("slug", ["hoorn", "a-1_B", "slug", "SLUG"])
def test_slug_url_matches_reverse(section, slug):
    assert slug_url(f"{section}:detail", slug) == reverse(f"{section}:detail", args=[slug])
