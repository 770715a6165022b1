"""Walks every public page by following links."""

import re

from tests.pages.reading import own_addresses

# A list that keeps a selection of schools has a URL for every combination of schools.
FILE = re.compile(r"\.(atom|ics|csv|xlsx|pdf)(\?|$)")
PAST_DATE = "?peildatum="  # as of a past date the whole site is shown again (test_as_of.py)
NOT_WALKED = ("/admin/", "/static/", "/scholen/?vergelijk=")


def every_page(client, start="/"):
    """Every URL reached from `start`, with its response; fails on a broken link."""
    queue, pages = {start}, {}
    while queue:
        address = queue.pop()
        response = client.get(address)
        assert response.status_code == 200, f"{address} answers {response.status_code}"
        pages[address] = response
        queue |= {
            link
            for link in own_addresses(response)
            if link not in pages
            and not link.startswith(NOT_WALKED)
            and not FILE.search(link)
            and PAST_DATE not in link
        }
    return pages
