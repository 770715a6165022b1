"""The tag checks report mistakes: each of these PDFs has one."""

import pytest

from pactdir.paper.making import pdf_of
from tests.pactdir.paper.structure import problems

PAPER = """<!doctype html><html lang="nl"><head><title>Papier</title></head><body>
<h1>Papier</h1><h2>Deel</h2><p>Zie <a href="deel/">het deel</a>.</p><ul><li>een</li></ul>
<dl><div><dt>Waar</dt><dd>Hier</dd></div></dl><svg><title>Een lijn</title><path d="M0 0h9"/></svg>
<table><thead><tr><th scope="col">Jaar</th><th scope="col">Aantal</th></tr></thead>
<tbody><tr><th scope="row">2024</th><td>5</td></tr></tbody></table></body></html>"""
MISTAKES = {
    "language is not Dutch": (' lang="nl"', ' lang="en"'),
    "no title": ("<title>Papier</title>", ""),
    "heading 3 follows heading 1": ("<h2>Deel</h2>", "<h3>Deel</h3>"),
    "does not start with its only H1": ("<h2>Deel</h2>", "<h1>Deel</h1>"),
    "figure without alternative text": ("<title>Een lijn</title>", ""),
    "table with rows of different lengths": ("<td>5</td>", "<td>5</td><td>6</td>"),
    "Span in L": ("<li>een</li>", "<div>een</div>"),
    "link without a valid URI": ('href="deel/"', 'href="#deel" id="deel"'),
    "cell without header": ('<th scope="col">Aantal</th>', "<td>Aantal</td>"),
}


def test_a_correct_pdf_has_no_problems():
    assert problems(pdf_of(PAPER, "https://pactdir.example/")) == []


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_found(mistake):
    right, wrong = MISTAKES[mistake]
    found = problems(pdf_of(PAPER.replace(right, wrong), "https://pactdir.example/"))

    assert found
    assert found[0].startswith(mistake), found
