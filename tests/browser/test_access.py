"""axe finds no violations of WCAG 2.2 A and AA, or of best practices, on any type of page."""

from weakref import WeakKeyDictionary

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.looks import (
    COLOUR_RULES,
    EVERY_RULE,
    FIRST_HALF,
    SECOND_HALF,
    in_all_looks,
    pages_by_turn,
)
from tests.browser.page_types import PAGE_TYPES, each_type

# axe reads -webkit-text-fill-color, which Chromium does not adjust in forced-colors mode; it paints
# text in `color`.
DRAWN_COLOUR = """() => {
    const style = CSSStyleDeclaration.prototype, given = style.getPropertyValue;
    style.getPropertyValue = function (name) {
        return given.call(this, name === "-webkit-text-fill-color" ? "color" : name);
    };
}"""

# Colour rules skip an element if one with the same computed styles and styled ancestors was
# already checked at this width and colour scheme. Returns the violations, and hashes of the styles
# of new elements and their ancestors.
CHECK = """async ([rules, checked]) => {
    const known = new Set(checked), added = [], hashes = new Map();
    const looks = ["(prefers-color-scheme: dark)", "(forced-colors: active)"];
    const root = [innerWidth, ...looks.map((look) => matchMedia(look).matches)].join();
    const hash = (text) => {
        let number = 7;
        for (let at = 0; at < text.length; at++)
            number = (number * 31 + text.charCodeAt(at)) % 281474976710597;
        return number;
    };
    const hashOf = (element) => {
        if (!element) return root;
        if (!hashes.has(element)) {
            const style = getComputedStyle(element);
            const own = [
                element.localName, element.matches(":disabled"), element.checkVisibility(),
                style.color, style.webkitTextFillColor, style.backgroundColor,
                style.backgroundImage, style.opacity, style.fontSize, style.fontWeight,
                style.textDecorationLine, style.textShadow, style.borderBottom, style.position,
            ];
            hashes.set(element, hash(`${own} ${hashOf(element.parentElement)}`));
        }
        return hashes.get(element);
    };
    const mark = (element) => {
        const isKnown = known.has(hashOf(element));
        if (!isKnown) {
            known.add(hashOf(element));
            added.push(hashOf(element));
        }
        const isChecked = [...element.children].map(mark).every(Boolean) && isKnown;
        element.toggleAttribute("data-checked", isChecked);
        return isChecked;
    };
    const top = document.body ?? document.documentElement;  // an SVG document has no body
    mark(top);
    const unchecked = ":not([data-checked])";
    axe.configure({ rules: [
        { id: "color-contrast", selector: `*${unchecked}` },
        { id: "link-in-text-block", selector: `a[href]${unchecked}` },
    ] });
    if (rules.type === "rule" && top.matches("[data-checked]")) return [[], added];
    // axe is not injected into frames, and would wait half a second for each to answer.
    const results = await axe.run(
        { runOnly: rules, resultTypes: ["violations"], preload: false, iframes: false }
    );
    const violations = results.violations.flatMap((rule) =>
        rule.nodes.map((node) => `${rule.id} at ${node.html.slice(0, 120)}`)
    );
    return [violations, added];
}"""
checked_on: WeakKeyDictionary = WeakKeyDictionary()


@pytest.mark.usefixtures("demo")
@in_all_looks
def test_no_page_type_breaks_an_accessibility_rule(new_page, looks, by_turn):
    page, violations = new_page(may_log=["404", "ERR_FAILED"]), []
    if looks is FIRST_HALF:  # block our scripts instead of disabling JavaScript, which axe needs
        page.route("**/static/js/**", lambda route: route.abort())
    for page_type in each_type(page, by_turn(PAGE_TYPES, looks)):
        page.evaluate(Axe().axe_script)
        page.evaluate(DRAWN_COLOUR)
        for width, look, rules in looks:
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(**look)
            violations += [
                f"{page_type}, {width} px, {look}: {fault}"
                for fault in find_violations(page, rules)
            ]
    assert not violations, "\n".join(violations)


@pytest.mark.parametrize("turn", [0, 1])
def test_each_page_type_is_checked_in_each_run_and_in_all_looks_within_two_commits(turn):
    first, second = (pages_by_turn(PAGE_TYPES, looks, turn) for looks in (FIRST_HALF, SECOND_HALF))

    assert sorted(first + second) == sorted(PAGE_TYPES)
    assert pages_by_turn(PAGE_TYPES, FIRST_HALF, turn + 1) == second
    assert pages_by_turn(PAGE_TYPES, SECOND_HALF, turn + 1) == first


def test_a_broken_rule_is_reported(new_page):
    page = new_page(may_log=["404"], bypass_csp=True)
    page.goto("/een-adres-dat-niet-bestaat/")
    page.set_content('<html lang="nl"><main><h1>Kop</h1><p style="color: #aaa">bleek</p><img>')
    page.evaluate(Axe().axe_script)

    violations = " ".join(find_violations(page, EVERY_RULE))
    assert "color-contrast" in violations
    assert "image-alt" in violations


@pytest.mark.parametrize("second", ["<p class=pale>pale", "<div class=grey><p>dark</div>"])
def test_a_colour_is_checked_again_only_where_it_differs(new_page, second):
    page = new_page(bypass_csp=True)
    styles = ".pale { color: #aaa } .grey { background: #444 }"
    page.set_content(f"<style>{styles}</style><div><p>dark</p></div><p>dark</p>{second}")
    page.evaluate(Axe().axe_script)

    assert ["color-contrast" in fault for fault in find_violations(page, COLOUR_RULES)] == [True]
    assert find_violations(page, COLOUR_RULES) == [], "checked before"
    page.set_viewport_size({"width": 360, "height": 800})
    assert ["color-contrast" in fault for fault in find_violations(page, COLOUR_RULES)] == [True]


def find_violations(page, rules):
    checked = checked_on.setdefault(page, [])
    violations, added = page.evaluate(CHECK, [rules, checked])
    checked += added
    return violations
