"""Tables of figures that are wider than a phone, where they scroll sideways."""

import pytest

# The right edges of the name and of the sorted column, and the number of lines of each name.
EDGES = """() => {
    const table = document.querySelector("[aria-labelledby=kop-per] table");
    const names = [...table.querySelectorAll("tbody th")];
    const sorted = [...table.querySelectorAll("tbody td:nth-child(2)")];
    const lines = (cell) => {
        const range = document.createRange();
        range.selectNodeContents(cell.querySelector("a"));
        return range.getClientRects().length;
    };
    return {
        sorted: Math.max(...sorted.map((cell) => cell.getBoundingClientRect().right)),
        torn: names.filter((cell) => !/[ -]/.test(cell.innerText.trim()) && lines(cell) > 1)
            .map((cell) => cell.innerText),
    };
}"""


@pytest.mark.usefixtures("demo")
def test_the_column_that_sorts_is_in_view_beside_whole_names(new_page):
    page = new_page(width=360)
    page.goto("/cijfers/?per=gemeente&op=aandeel")
    page.eval_on_selector(
        "[aria-labelledby=kop-per] tbody th a", "(link) => link.textContent = 'Haarlemmermeersteeg'"
    )
    edges = page.evaluate(EDGES)

    assert edges["torn"] == []
    assert edges["sorted"] <= 360


HIDDEN = """() => [...document.querySelectorAll(".figures__wide")]
    .map((box) => box.scrollWidth - box.clientWidth)"""


@pytest.mark.usefixtures("demo")
def test_five_years_are_in_view_on_a_wide_screen_and_scroll_by_themselves_on_a_phone(new_page):
    page = new_page(width=1280)
    page.goto("/cijfers/examenkandidaten-techniek-in-het-vmbo/")
    assert page.evaluate(HIDDEN) == [0]

    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate(HIDDEN)[0] > 0
    assert page.evaluate("document.documentElement.scrollWidth") == 360


# The right edges of the text of each caption and of its first column of figures.
IN_VIEW = """() => [...document.querySelectorAll(".figures__wide table")].map((table) => {
    const range = document.createRange();
    range.selectNodeContents(table.caption);
    return [range, table.querySelector("thead th:nth-child(2)")].map(
        (part) => part.getBoundingClientRect().right
    );
})"""


@pytest.mark.usefixtures("demo")
def test_the_caption_and_the_newest_year_of_a_wide_table_are_in_view_on_a_phone(new_page):
    page = new_page(width=360)
    page.goto("/gemeenten/alkmaar/")
    edges = page.evaluate(IN_VIEW)

    assert len(edges) > 2
    assert [edge for table in edges for edge in table if edge > 360] == []
    newest = page.locator("#cijfer-examenkandidaten-techniek-in-het-vmbo ~ .figures__wide")
    assert newest.first.locator("thead th").nth(1).inner_text() == "2023-2024"
