"""Postcodes as people type them; the letters are dropped."""

import pytest

from regions.names.postcodes import postcode_in


@pytest.mark.parametrize("text", ["1703", "1703AB", "1703 ab", " 1703  aB ", "\t1703"])
def test_a_postcode_is_reduced_to_its_four_digits(text):
    assert postcode_in(text) == "1703"


@pytest.mark.parametrize(
    "text",
    ["", "170", "17034", "1703 A", "1703 ABC", "a1703", "1703-AB", "\x001703", "١٧٠٣", "½703"],
)
def test_other_texts_contain_no_postcode(text):
    assert postcode_in(text) == ""
