"""Text is split into words in Python, and so identically on both databases."""

import pytest

from pactdir.search.words import index_words, stem, words_in
from regions.fields.rich_text import plain


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Súdwest-Fryslân", ["sudwest", "fryslan"]),
        ("Ĳsselstein, IJMUIDEN", ["ijsselstein", "ijmuiden"]),
        ("d’Ampte", ["d", "ampte"]),
        ("M&T en d & p", ["mt", "en", "dp"]),
        ("m.b.o. of v.w.o.", ["mbo", "of", "vwo"]),
        ("Einde.Begin", ["einde", "begin"]),
        ("vmbo-t", ["vmbo", "t"]),
        ("🙂 \x00 % _ \u202e", []),
        ("a" * 50, ["a" * 40]),
    ],
)
def test_words_are_folded(text, words):
    assert words_in(text) == words


@pytest.mark.parametrize(
    ("word", "inflection"),
    [
        *[("scholen", "school"), ("techlabs", "techlab"), ("leerlingen", "leerling")],
        *[("robots", "robot"), ("lasrobots", "lasrobot"), ("autos", "auto"), ("fietsen", "fiets")],
        *[("cameras", "camera"), ("drones", "drone"), ("games", "game"), ("monteurs", "monteur")],
        *[("dagen", "dag"), ("techniekdagen", "techniekdag"), ("gastlessen", "gastles")],
        *[("schepen", "schip"), ("paarden", "paard"), ("koeien", "koe"), ("kinderen", "kind")],
        *[("zonnepanelen", "zonnepaneel"), ("vrachtwagens", "vrachtwagen"), ("motoren", "motor")],
        *[("bedrijven", "bedrijf"), ("opleidingen", "opleiding"), ("regios", "regio")],
    ],
)
def test_inflections_have_the_same_stem(word, inflection):
    assert stem(word) == stem(inflection)


def test_an_entry_has_its_words_stems_names_and_compounds():
    assert index_words("Vmbo-t", ["Oud"], ["de scholen"]).split() == [
        *("_n_oud", "_n_vmbo_t", "_s_de", "_s_oud", "_s_school", "_s_t", "_s_vmbo", "_s_vmbot"),
        *("_t_t", "_t_vmbo", "_t_vmbot", "_ts_t", "_ts_vmbo", "_ts_vmbot"),
        *("de", "oud", "scholen", "t", "vmbo", "vmbot"),
    ]


def test_the_number_of_tokens_is_limited():
    tokens = index_words("Titel", [], [" ".join(f"woord{number}" for number in range(50_000))])

    assert len(tokens) < 1_000_000
    assert "_t_titel" in tokens.split()


def test_rich_text_is_indexed_without_markup():
    html = "<h3>Kop</h3><p>Bouwen &amp; <strong>wo</strong>nen<br>in <a href='/x'>Hoorn</a></p>"

    assert plain(html) == "Kop Bouwen & wonen in Hoorn"
