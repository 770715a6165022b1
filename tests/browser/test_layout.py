"""Every page fits a narrow screen, large text and wide spacing; tap targets are large enough."""

from collections import defaultdict

import pytest

from tests.browser.page_types import each_type

# The text spacing of WCAG 1.4.12.
WIDE_SPACING = """
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important;
        word-spacing: 0.16em !important; }
    p { margin-block-end: 2em !important; }
"""
LARGE_TEXT = "html { font-size: 200% !important; }"

# A line of text outside the window or its box, or on top of another text. Tables of figures may be
# wide, and scroll within a region (WCAG 1.4.10).
LOST_TEXT = """() => {
    const found = [], lines = [];
    const edge = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth > edge) found.push("the page scrolls sideways");
    const allRooms = new Map([[null, []]]);
    const roomsOf = (element) => {  // the boxes around it that cut off what does not fit
        if (!allRooms.has(element)) {
            const cuts = getComputedStyle(element).overflowX !== "visible";
            const own = cuts ? [element.getBoundingClientRect()] : [];
            allRooms.set(element, [...own, ...roomsOf(element.parentElement)]);
        }
        return allRooms.get(element);
    };
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text; (text = texts.nextNode()); ) {
        const holder = text.parentElement;
        if (!text.data.trim() || !holder.checkVisibility()) continue;
        if (holder.closest(".visually-hidden, .skip, option, [role=region][tabindex]")) continue;
        const range = document.createRange();
        range.selectNodeContents(text);
        const rooms = roomsOf(holder);
        for (const box of range.getClientRects()) {
            if (box.left < -0.5 || box.right > edge + 0.5) found.push(`outside: ${text.data}`);
            for (const room of rooms)
                if (box.right > room.right + 1 || box.bottom > room.bottom + 1)
                    found.push(`cut off: ${text.data}`);
            // Letters leave a fifth of their line free above and below.
            const free = box.height / 5;
            lines.push([text, box.left + 1, box.right - 1, box.top + free, box.bottom - free]);
        }
    }
    lines.sort((one, other) => one[3] - other[3]);
    lines.forEach(([text, left, right, , bottom], at) => {
        for (let next = at + 1; next < lines.length; next++) {
            const [other, otherLeft, otherRight, otherTop] = lines[next];
            if (otherTop >= bottom) break;  // and so does every line below it
            if (other !== text && left < otherRight && otherLeft < right)
                found.push(`“${text.data}” over “${other.data}”`);
        }
    });
    return [...new Set(found)];
}"""

# A word of a heading that continues on the next line, except after a hyphen.
TORN_WORDS = """() => [...document.querySelectorAll("h1, h2, h3")]
    .filter((heading) => heading.checkVisibility() && !heading.closest(".visually-hidden"))
    .flatMap((heading) => {
        const torn = [];
        const texts = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT);
        for (let text; (text = texts.nextNode()); )
            for (const word of text.data.matchAll(/[^\\s\\u00ad-]+/g)) {
                const range = document.createRange();
                range.setStart(text, word.index);
                range.setEnd(text, word.index + word[0].length);
                const lines = [...range.getClientRects()].map((box) => Math.round(box.top));
                if (new Set(lines).size > 1) torn.push(word[0]);
            }
        return torn;
    })"""

# The difference in width between the field in the header and its placeholder.
ROOM_FOR_HINT = """() => {
    const field = document.querySelector(".site-header input");
    const words = document.createElement("span");
    words.textContent = field.placeholder;
    words.style.cssText = "position: absolute; white-space: nowrap";
    words.style.font = getComputedStyle(field).font;
    document.body.append(words);
    const { paddingLeft, paddingRight } = getComputedStyle(field);
    return field.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight)
        - words.getBoundingClientRect().width;
}"""

# Tap targets that are too low; a link within a sentence is as high as its line.
TOO_LOW = """([chosen, least]) => [...document.querySelectorAll(chosen)]
    .filter((target) => target.checkVisibility() && !target.closest(".visually-hidden, .skip"))
    .filter((target) => {
        const line = target.closest("p, li, dd, td, h1, h2, h3");
        const alone = !line || line.innerText.trim() === target.innerText.trim();
        return alone || getComputedStyle(target).display !== "inline" || least > 24;
    })
    .filter((target) => target.getBoundingClientRect().height < least - 0.5)
    .map((target) => `${Math.round(target.getBoundingClientRect().height)} px: ${target.outerHTML}`)
"""
TAPPED = "main :is(a, button, summary, input, select)"
TAPPED_MOST = """
    .site-nav :is(a, summary), .site-header__name, .search input, .search button,
    .filters :is(.filters__summary, .filters__field input, button), .pager a, .choices > li
"""


# (width, style)
CUT_OFF = {
    "on a phone": (320, ""),
    "wide on a phone": (320, WIDE_SPACING),
    "large on a phone": (360, LARGE_TEXT),
    "large at a desk": (1280, LARGE_TEXT),
    "wide at a desk": (1280, WIDE_SPACING),
}
HEADING_WIDTHS = [320, 1024, 1280]
# (which, least height)
TARGETS = {"any": [TAPPED, 24], "most used": [TAPPED_MOST, 44]}


@pytest.fixture(scope="module")
def _faults_on_walk():
    return {}


@pytest.fixture
def faults(new_page, demo, _faults_on_walk):
    """The findings of each check, from one walk over every type of page."""
    if not _faults_on_walk:
        _faults_on_walk.update(walk(new_page(width=320, may_log=["404"], bypass_csp=True)))
    return _faults_on_walk


def walk(page):
    faults = defaultdict(list)
    for page_type in each_type(page):
        open_all(page)
        for check, found in faults_of_page(page):
            faults[check] += [f"{page_type}: {fault[:200]}" for fault in found]
        page.set_viewport_size({"width": 320, "height": 800})
    return faults


def faults_of_page(page):
    for name, (width, style) in CUT_OFF.items():
        page.set_viewport_size({"width": width, "height": 800})
        added = page.add_style_tag(content=style or "/* as it is */")
        yield name, page.evaluate(LOST_TEXT)
        added.evaluate("style => style.remove()")
    for width in HEADING_WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        yield width, page.evaluate(TORN_WORDS)
    page.set_viewport_size({"width": 360, "height": 800})
    for name, chosen in TARGETS.items():
        yield name, page.evaluate(TOO_LOW, chosen)


@pytest.mark.parametrize("look", CUT_OFF)
def test_no_text_is_cut_off_on_a_narrow_screen_or_in_large_or_wide_text(faults, look):
    assert not faults[look], "\n".join(faults[look])


@pytest.mark.parametrize("targets", TARGETS)
def test_tap_targets_are_large_enough(faults, targets):
    assert not faults[targets], "\n".join(faults[targets])


@pytest.mark.parametrize("width", HEADING_WIDTHS)
def test_no_heading_breaks_within_a_word(faults, width):
    assert not faults[width], "\n".join(faults[width])


@pytest.mark.parametrize(
    ("body", "lost"),
    [
        ("<p>past</p>", []),
        ("<p style='white-space: nowrap'>" + "te lang " * 20, ["the page scrolls", "outside"]),
        ("<p style='text-indent: -3em'>links eruit", ["outside"]),
        ("<p style='height: 9px; overflow: hidden'>half", ["cut off"]),
        ("<p>onder</p><p style='margin-top: -1em'>boven", ["“onder” over “boven”"]),
        ("<div role=region tabindex=0 style='overflow: auto'><table><td><nobr>" + "wijd " * 99, []),
    ],
)
def test_text_that_is_cut_off_is_reported(new_page, body, lost):
    page = new_page(width=320)
    page.set_content(f"<!doctype html><style>* {{ margin: 0 }}</style>{body}")
    faults = page.evaluate(LOST_TEXT)

    assert [fault[: len(start)] for fault, start in zip(faults, lost, strict=True)] == lost


def test_a_heading_that_breaks_within_a_word_is_reported(new_page):
    page = new_page(width=320)
    page.set_content(
        "<style>h1 { width: 6ch; overflow-wrap: anywhere }</style>"
        "<h1>een twee-drie Onderwijsinstelling</h1>"
    )
    assert page.evaluate(TORN_WORDS) == ["Onderwijsinstelling"]


@pytest.mark.parametrize(
    ("width", "path"),
    # Least space beside the menu, where the current item is bold.
    [(360, "/over/"), (1184, "/gemeenten/"), (1280, "/over/"), (1440, "/gemeenten/")],
)
def test_the_search_box_in_the_header_shows_its_whole_placeholder(new_page, db, width, path):
    page = new_page(width=width)
    page.goto(path)

    assert page.evaluate(ROOM_FOR_HINT) >= 0
    if width > 1000:
        box, menu = (
            page.locator(selector).bounding_box() for selector in (".search input", ".site-nav")
        )
        assert box["y"] + box["height"] <= menu["y"] + menu["height"], "on the line of the menu"


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("width", [1024, 1280])
def test_a_group_has_one_hairline_above_it(new_page, width):
    page = new_page(width=width)
    page.goto("/regios/techniekpact-amstelland/")
    # Next to a map there is less room, and a group is above its rows.
    groups = page.locator(".rows--grouped:not(.beside > *) > *").all()

    assert len(groups) > 2
    for group in groups:
        lines = group.locator(".row").evaluate_all(
            "rows => [getComputedStyle(rows[0]).borderTopWidth,"
            " getComputedStyle(rows.at(-1)).borderBottomWidth]"
        )
        assert lines == ["0px", "0px"], group.inner_text()


@pytest.mark.parametrize(("width", "style"), [(320, ""), (320, WIDE_SPACING), (360, LARGE_TEXT)])
def test_no_text_is_cut_off_in_the_open_menu(new_page, db, width, style):
    page = new_page(width=width, bypass_csp=True)
    page.goto("/over/")
    page.add_style_tag(content=f"{style} main, footer {{ display: none }}")
    page.locator(".site-nav summary").click()

    assert page.get_by_role("link", name="Nieuws").is_visible()
    assert page.evaluate(LOST_TEXT) == []


def open_all(page):
    # Everything that is folded, except the menu, which covers the rest.
    page.evaluate(
        "document.querySelectorAll('main details').forEach(details => details.open = true)"
    )
