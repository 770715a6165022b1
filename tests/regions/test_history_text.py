"""A word diff of two versions of a text."""

import pytest

from regions.history import text as history_text
from regions.history.text import MAX_WORDS, DiffPiece, diff_words, plain_text


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
    assert plain_text(html) == text


def test_a_diff_has_deleted_inserted_and_equal_pieces():
    assert diff_words("Het PET is op 18 november.", "Het PET is op 26 november.") == [
        DiffPiece("same", "Het PET is op "),
        DiffPiece("gone", "18 "),
        DiffPiece("new", "26 "),
        DiffPiece("same", "november."),
    ]


def test_the_pieces_add_up_to_both_texts():
    old, new = "a b c d e f", "a x c d y y f g"
    pieces = diff_words(old, new)

    assert "".join(piece.text for piece in pieces if piece.state != "new") == old
    assert "".join(piece.text for piece in pieces if piece.state != "gone") == new


def test_long_equal_stretches_are_shortened():
    start, middle, end = words(40, "a"), words(60, "b"), words(40, "c")
    before = f"{start} oud {middle} weg {end}"
    after = f"{start} nieuw {middle} {end}"

    first, deleted, inserted, between, *_, last = diff_words(before, after)

    assert first.text.startswith(" … a28 ")
    assert (deleted.text, inserted.text) == ("oud ", "nieuw ")
    assert between.text.startswith("b0 ")
    assert " … b48 " in between.text
    assert last.text.endswith("c11  … ")


@pytest.mark.parametrize(("old", "new"), [("", ""), ("zelfde", "zelfde")])
def test_equal_texts_have_no_difference(old, new):
    assert {piece.state for piece in diff_words(old, new)} <= {"same"}


@pytest.mark.parametrize(("old", "new"), [("", "nieuw"), ("oud", "")])
def test_an_added_or_deleted_text_is_one_piece(old, new):
    assert [(piece.state, piece.text) for piece in diff_words(old, new)] == [
        ("new", new) if new else ("gone", old)
    ]


def test_texts_that_are_too_long_are_shown_one_after_another(monkeypatch):
    monkeypatch.setattr(history_text, "SequenceMatcher", None)  # must not be called
    old, new = words(MAX_WORDS + 1, "oud"), words(3, "nieuw")

    assert diff_words(f"zelfde {old} einde", f"zelfde {new} einde") == [
        DiffPiece("same", "zelfde "),
        DiffPiece("gone", f"{old} "),
        DiffPiece("new", f"{new} "),
        DiffPiece("same", "einde"),
    ]
