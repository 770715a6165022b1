"""Schools that match a school advice."""

import pytest

from schools.advice import ADVICE_CHOICES, Fit, fits_any, how_it_fits, only_may_fit
from schools.models import Level


@pytest.mark.parametrize(
    ("advice", "levels", "fits"),
    [
        ("vmbo-kader", ["vmbo-kb"], True),
        ("vmbo-kader", ["vmbo-bkg", "havo"], True),  # may include basis, kader or gemengd
        ("vmbo-kader", ["vmbo"], True),
        ("vmbo-kader", ["vmbo-bb", "vmbo-tl"], False),
        ("vmbo-kader", [], False),
        ("vmbo-theoretisch", ["vmbo-tl"], True),
        ("vmbo-theoretisch", ["vmbo-bkg"], False),
        ("praktijkonderwijs", ["pro", "vmbo-bkg"], True),
        ("praktijkonderwijs", ["vmbo"], False),
        ("havo", ["havo", "vwo"], True),
        ("vwo", ["havo"], False),
        ("niet-bekend", [], True),
        ("niet-bekend", ["havo"], False),
        ("niet-bekend", ["brugjaar"], True),
        ("niet-bekend", ["isk", "brugjaar"], True),
        ("niet-bekend", ["isk", "havo"], False),
        ("havo", ["brugjaar"], False),
        ("havo", ["isk", "havo"], True),
    ],
)
def test_an_advice_matches_its_levels_and_those_it_may_be_part_of(advice, levels, fits):
    assert fits_any(levels, [advice]) is fits


def test_matching_one_of_several_advices_is_enough():
    assert fits_any(["havo"], ["vmbo-kader", "havo"])
    assert not fits_any(["vwo"], ["vmbo-kader", "havo"])
    assert not fits_any(["vwo"], [])


def test_levels_known_only_in_combination_are_uncertain():
    assert only_may_fit(["vmbo-bkg"], ["vmbo-kader"])
    assert not only_may_fit(["vmbo-bkg", "vmbo-kb"], ["vmbo-kader"])
    assert not only_may_fit(["vmbo-bkg", "vmbo-tl"], ["vmbo-kader", "vmbo-theoretisch"])
    assert not only_may_fit(["havo"], ["vmbo-kader"])
    assert not only_may_fit(["vmbo-bkg"], ["niet-bekend"])


def test_every_level_matches_some_advice():
    for level in Level.values:
        assert fits_any([level], dict(ADVICE_CHOICES)), level


@pytest.mark.parametrize(
    ("advices", "levels", "fit"),
    [
        (["vmbo-kader"], ["vmbo-kb"], Fit.ONLY),
        (["vmbo-kader"], ["vmbo-bkg"], Fit.ONLY),  # DUO does not register kader separately
        (["vmbo-kader"], ["vmbo-bkg", "vmbo-tl"], Fit.RELATED),
        (["vmbo-kader"], ["vmbo-kb", "vmbo-bb"], Fit.RELATED),
        (["vmbo-kader"], ["vmbo-bkg", "vmbo-tl", "havo"], Fit.WIDER),
        (["vmbo-kader"], ["pro", "vmbo-bkg"], Fit.WIDER),
        (["vmbo-kader"], ["vmbo", "vmbo-tl"], Fit.UNCERTAIN),  # an unspecified kind of vmbo
        (["vmbo-kader"], ["vmbo-bkg", "isk"], Fit.UNCERTAIN),
        (["vmbo-kader", "niet-bekend"], ["brugjaar"], Fit.UNCERTAIN),
        (["vmbo-kader", "niet-bekend"], [], Fit.UNCERTAIN),
        # A pupil with two advices needs a school for both.
        (["vmbo-kader", "vmbo-theoretisch"], ["vmbo-bkg", "vmbo-tl"], Fit.ONLY),
        (["vmbo-theoretisch"], ["vmbo-tl"], Fit.ONLY),
        (["vmbo-theoretisch"], ["vmbo", "vmbo-tl"], Fit.RELATED),
        (["vmbo-theoretisch"], ["vmbo-tl", "havo", "vwo"], Fit.WIDER),
        (["havo"], ["havo"], Fit.ONLY),
        (["havo"], ["havo", "vwo"], Fit.RELATED),
        (["havo"], ["vmbo-tl", "havo"], Fit.WIDER),
        (["vmbo-theoretisch", "havo"], ["vmbo-tl", "havo"], Fit.ONLY),
        (["praktijkonderwijs"], ["pro"], Fit.ONLY),
        (["praktijkonderwijs"], ["pro", "vmbo-bkg"], Fit.WIDER),
    ],
)
def test_how_closely_a_school_matches_an_advice(advices, levels, fit):
    assert fits_any(levels, advices)
    assert how_it_fits(levels, advices) is fit
