"""A visitor chooses a past date, follows links and returns to today, without JavaScript."""

import pytest


@pytest.mark.usefixtures("demo")
def test_asks_for_a_day_on_a_phone_and_goes_back(new_page):
    page = new_page(width=360, java_script_enabled=False)
    page.goto("/regios/techniekpact-noord-kennemerland/")
    page.get_by_label("Toon deze pagina zoals die was op").fill("1-9-2021")
    with page.expect_navigation():
        page.get_by_label("Toon deze pagina zoals die was op").press("Enter")

    notice = page.locator(".notice--as-of")
    assert "Stand op 1 september 2021." in notice.inner_text()
    assert notice.bounding_box()["y"] < 400
    with page.expect_navigation():
        page.locator("a.row__name:text-is('Heerhugowaard')").click()
    assert page.url.endswith("/gemeenten/heerhugowaard/?peildatum=2021-09-01")

    page.emulate_media(media="print")
    assert notice.is_visible()
    assert not page.locator("form.as-of").is_visible()
    page.emulate_media(media="screen")
    with page.expect_navigation():
        page.get_by_role("link", name="Naar vandaag").click()
    assert page.url.endswith("/gemeenten/dijk-en-waard/")
    assert not notice.is_visible()
