"""Two versions of a text, told apart word by word."""

import pytest

from regions.history import text as history_text
from regions.history.text import MOST_WORDS, Piece, compared, plain


def words(count, start="woord"):
    return " ".join(f"{start}{number}" for number in range(count))


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Een <strong>vette</strong> regel</p><p>En nog een</p>", "Een vette regel\nEn nog een"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ('<a href="https://a.example/?b=1&amp;c=2">hier</a>', "hier (https://a.example/?b=1&c=2)"),
        ("1 &lt; 2 &amp; 3", "1 < 2 & 3"),
        ("<script>alert(1)</script><p onclick='x()'>Tekst</p>", "Tekst"),
        ("", ""),
    ],
)
def test_rich_text_reads_as_plain_text(html, text):
    assert plain(html) == text


def test_says_what_went_what_came_and_what_stayed():
    assert compared("Het PET is op 18 november.", "Het PET is op 26 november.") == [
        Piece("same", "Het PET is op "),
        Piece("gone", "18 "),
        Piece("new", "26 "),
        Piece("same", "november."),
    ]


def test_joined_the_pieces_are_the_two_texts():
    old, new = "a b c d e f", "a x c d y y f g"
    pieces = compared(old, new)

    assert "".join(one.text for one in pieces if one.state != "new") == old
    assert "".join(one.text for one in pieces if one.state != "gone") == new


def test_long_stretches_that_stayed_are_cut_short():
    start, middle, end = words(40, "a"), words(60, "b"), words(40, "c")
    before = f"{start} oud {middle} weg {end}"
    after = f"{start} nieuw {middle} {end}"

    first, gone, came, between, *_, last = compared(before, after)

    assert first.text.startswith(" … a28 ")
    assert (gone.text, came.text) == ("oud ", "nieuw ")
    assert between.text.startswith("b0 ")
    assert " … b48 " in between.text
    assert last.text.endswith("c11  … ")


@pytest.mark.parametrize(("old", "new"), [("", ""), ("zelfde", "zelfde")])
def test_equal_texts_hold_no_difference(old, new):
    assert {one.state for one in compared(old, new)} <= {"same"}


@pytest.mark.parametrize(("old", "new"), [("", "nieuw"), ("oud", "")])
def test_a_text_that_came_or_went_whole(old, new):
    assert [(one.state, one.text) for one in compared(old, new)] == [
        ("new", new) if new else ("gone", old)
    ]


def test_texts_too_long_to_compare_are_shown_one_after_another(monkeypatch):
    monkeypatch.setattr(history_text, "SequenceMatcher", None)  # not even begun
    old, new = words(MOST_WORDS + 1, "oud"), words(3, "nieuw")

    assert compared(f"zelfde {old} einde", f"zelfde {new} einde") == [
        Piece("same", "zelfde "),
        Piece("gone", f"{old} "),
        Piece("new", f"{new} "),
        Piece("same", "einde"),
    ]
