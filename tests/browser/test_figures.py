"""The table of areas on a narrow screen, where it scrolls sideways."""

import pytest

# The right edges of the name and of the column that sorts, and on how many lines each name is.
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
