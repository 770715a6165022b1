"""A real Chromium that may connect to our own server only.

A test asks for `page` (a wide window with JavaScript) or for `new_page`, which takes options:

    page = new_page(width=360, java_script_enabled=False)
    page.goto("/regios/")

A page that requests anything from another host, or logs an error, fails its test.
"""

import os
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles.finders import get_finders
from playwright.sync_api import sync_playwright

from tests.browser.looks import pages_by_turn

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


@pytest.fixture(scope="package")
def browser():
    """One Chromium for this folder; its event loop ends before other tests start."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright runs an event loop in this thread, so Django would refuse every query here.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        chromium = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium-headless-shell"),
            args=QUIET,
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="session", autouse=True)
def _finders_created_once(_settings_for_tests):
    # Two simultaneous first requests would each create the finders. The composed sheets of those
    # that lose are removed while they are being served.
    list(get_finders())


@pytest.fixture
def troubles():
    """Errors on the pages of this test; it fails unless this is empty."""
    return []


@pytest.fixture
def new_page(browser, live_server, troubles):
    contexts = []

    def make(width=1280, height=800, java_script_enabled=True, may_log=(), **options):
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            java_script_enabled=java_script_enabled,
            locale="nl-NL",
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        _watch(page, urlsplit(live_server.url).netloc, may_log, troubles)
        return page

    yield make
    for context in contexts:
        context.close()
    assert troubles == []


@pytest.fixture
def by_turn(pytestconfig):
    """Half of the pages, others for the other half of the looks and with the next commit; all with
    `--every-request`.
    """
    option = pytestconfig.option

    def choose(pages, looks):
        return list(pages) if option.every_request else pages_by_turn(pages, looks, option.turn)

    return choose


@pytest.fixture
def page(new_page):
    return new_page()


def _watch(page, host, may_log, troubles):
    def on_request(request):
        address = urlsplit(request.url)
        if address.scheme in ("http", "https", "ws", "wss") and address.netloc != host:
            troubles.append(f"requested another host: {request.url}")

    def on_console(message):
        if message.type == "error" and not any(expected in message.text for expected in may_log):
            troubles.append(f"logged: {message.text} ({message.location.get('url')})")

    page.on("request", on_request)
    page.on("console", on_console)
    page.on("pageerror", lambda error: troubles.append(f"threw: {error}"))
