"""The checks on every browser page catch errors and foreign requests."""

import pytest


@pytest.fixture
def any_page(new_page):
    page = new_page()
    page.goto("/livez")
    return page


def caught(troubles):
    """Clears the troubles, so that this test does not fail because of them."""
    messages = " ".join(troubles)
    troubles.clear()
    return messages


def test_a_page_of_our_own_server_is_allowed(any_page, live_server, troubles):
    assert any_page.url.startswith(live_server.url)
    assert troubles == []


def test_a_request_to_another_host_is_caught(any_page, troubles):
    with any_page.expect_event("requestfailed"):
        any_page.set_content('<img src="http://elders.example/a.png">')
    assert "requested another host: http://elders.example/a.png" in caught(troubles)


def test_a_logged_error_is_caught(any_page, troubles):
    with any_page.expect_console_message():
        any_page.evaluate("console.error('dit ging mis')")
    assert "logged: dit ging mis" in caught(troubles)


def test_a_thrown_error_is_caught(any_page, troubles):
    with any_page.expect_event("pageerror"):
        any_page.evaluate("setTimeout(() => { throw new Error('dit ging mis') })")
    assert "threw: dit ging mis" in caught(troubles)


def test_an_expected_error_is_allowed(new_page, troubles):
    page = new_page(may_log=["404"])
    assert page.goto("/een-adres-dat-niet-bestaat/").status == 404
    assert troubles == []


def test_a_page_without_javascript_runs_none(new_page):
    page = new_page(java_script_enabled=False)
    page.goto("/livez")
    page.set_content("<p>niets</p><script>document.body.textContent = 'iets'</script>")
    assert page.inner_text("body") == "niets"
