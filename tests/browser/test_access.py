"""No type of page breaks a rule of WCAG 2.2 A and AA, or a best practice, as axe checks them."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.looks import COLOUR_RULES, EVERY_RULE, FIRST_HALF, in_all_looks
from tests.browser.page_types import each_type

# Axe reads the fill colour of text, for which Chromium ignores forced colours; it draws `color`.
DRAWN_COLOUR = """() => {
    const style = CSSStyleDeclaration.prototype, given = style.getPropertyValue;
    style.getPropertyValue = function (name) {
        return given.call(this, name === "-webkit-text-fill-color" ? "color" : name);
    };
}"""


@pytest.mark.usefixtures("demo")
@in_all_looks
def test_no_page_type_breaks_an_accessibility_rule(new_page, looks):
    page, faults = new_page(may_log=["404", "ERR_FAILED"]), []
    if looks is FIRST_HALF:  # without our scripts; axe itself needs a browser that runs some
        page.route("**/static/js/**", lambda route: route.abort())
    for page_type in each_type(page):
        page.evaluate(Axe().axe_script)
        page.evaluate(DRAWN_COLOUR)
        for width, look, rules in looks:
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(**look)
            faults += [f"{page_type}, {width} px, {look}: {fault}" for fault in broken(page, rules)]
    assert not faults, "\n".join(faults)


def test_a_broken_rule_is_reported(new_page):
    page = new_page(may_log=["404"], bypass_csp=True)
    page.goto("/een-adres-dat-niet-bestaat/")
    page.set_content('<html lang="nl"><main><h1>Kop</h1><p style="color: #aaa">bleek</p><img>')
    page.evaluate(Axe().axe_script)

    assert any("color-contrast" in fault for fault in broken(page, COLOUR_RULES))
    assert any("image-alt" in fault for fault in broken(page, EVERY_RULE))


def broken(page, rules):
    options = {"runOnly": rules, "resultTypes": ["violations"], "preload": False}
    results = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{rule['id']} at {node['html'][:120]}"
        for rule in results["violations"]
        for node in rule["nodes"]
    ]
