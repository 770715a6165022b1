"""Bytes, requests and cookies of a first visit to any type of page."""

import gzip

import pytest

from tests.browser.page_types import PAGE_TYPES

ICON = "favicon.svg"  # requested whenever the browser chooses
MAX_REQUESTS = 4
MAX_BYTES = 45_000
MAX_TEXT_BYTES = 22_000  # HTML and CSS


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("part", [0, 1])
def test_a_first_visit_to_any_page_is_small_and_sets_no_cookie(new_page, part):
    page, carried, faults = new_page(may_log=["404"]), [], []

    def carry(route):
        answer = route.fetch()
        carried.append((route.request.resource_type, weight(answer.body())))
        route.fulfill(response=answer)

    page.route(lambda address: not address.endswith(ICON), carry)
    for page_type, address in list(PAGE_TYPES.items())[part::2]:
        page.goto(address)
        wait_for_frames(page)
        requests = len(carried) + page.locator(f"link[href$='{ICON}']").count()
        to_read = sum(bytes_ for kind, bytes_ in carried if kind in ("document", "stylesheet"))
        total = sum(bytes_ for _, bytes_ in carried)
        if requests > MAX_REQUESTS or total > MAX_BYTES or to_read > MAX_TEXT_BYTES:
            faults.append(f"{page_type}: {requests} requests, {total} bytes, {to_read} to read")
        assert {"document", "stylesheet"} <= {kind for kind, _ in carried}, (
            f"{page_type}: {carried}"
        )
        carried.clear()
    assert not faults, "\n".join(faults)
    assert page.context.cookies() == []


def wait_for_frames(page):
    # A visible frame belongs to the first view, but may be requested after the page has loaded.
    for address in page.locator("iframe").evaluate_all(
        "frames => frames.filter(frame => frame.getBoundingClientRect().top < innerHeight)"
        ".map(frame => frame.src)"
    ):
        if page.frame(url=address) is None:
            page.wait_for_event("framenavigated", lambda frame, to=address: frame.url == to)


def weight(body):
    """In bytes as sent in production, where text is compressed."""
    return min(len(body), len(gzip.compress(body)))
