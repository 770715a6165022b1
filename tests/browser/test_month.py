"""A screen reader gets a month as a table, even if it is displayed as a list of days."""

from collections import Counter

import pytest

ROLES = {"table", "row", "columnheader", "cell"}


def roles_read(page):
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    read = (node["role"]["value"] for node in nodes if not node["ignored"])
    return Counter(role for role in read if role in ROLES)


@pytest.mark.usefixtures("demo")
def test_a_month_is_a_table_at_any_width(new_page):
    page = new_page(width=1280, java_script_enabled=False)
    page.goto("/agenda/maand/2021-11/")
    assert roles_read(page) == {"table": 1, "row": 6, "columnheader": 7, "cell": 35}

    page.set_viewport_size({"width": 360, "height": 800})
    # The two days of the PET, in the only week with events; each has its own weekday.
    assert roles_read(page) == {"table": 1, "row": 1, "cell": 2}
