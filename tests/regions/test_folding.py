"""Names are found as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regions.folding import fold
from regions.models import Region
from tests import make


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Súdwest-Fryslân", "sudwest fryslan"),
        ("Tabor College d'Ampte", "tabor college d ampte"),
        ("Tabor College d’Ampte", "tabor college d ampte"),
        ("  's-Gravenhage ", "s gravenhage"),
        ("Bergen (NH.)", "bergen nh"),
        ("STRASSE straße", "strasse strasse"),
        ("ĳsselstein", "ijsselstein"),
        ("!?", ""),
        ("", ""),
    ],
)
def test_folds_capitals_accents_and_punctuation(text, folded):
    assert fold(text) == folded


@given(st.text(max_size=60))
def test_what_is_folded_stays_as_it_is(text):
    folded = fold(text)
    assert fold(folded) == folded
    assert set(folded) <= set("0123456789abcdefghijklmnopqrstuvwxyz ")


@pytest.mark.parametrize("typed", ["fryslan", "FRYSLÂN", "sudwest fry", "Súdwest-F"])
def test_a_name_is_found_however_it_is_typed(db, typed):
    region = make.a_region(name="Súdwest-Fryslân")
    make.a_region(name="Almere")
    assert list(Region.objects.named(typed)) == [region]


def test_a_changed_name_is_found_and_the_old_one_no_longer(db):
    region = make.a_region(name="Ahorn")
    region.name = "Zonnebloem"
    region.save()
    assert list(Region.objects.named("zonnebloem")) == [region]
    assert not Region.objects.named("ahorn").exists()
