"""The levels of a school as text: stated, or permitted by DUO."""

import pytest

from schools.level_words import in_full, in_line
from schools.models import School

ISK = "internationale schakelklas (ISK), afgeleid uit naam of site"


@pytest.mark.parametrize(
    ("levels", "line", "full"),
    [
        ([], "", ""),
        (["pro"], "mag: praktijkonderwijs", "Mag volgens DUO aanbieden: praktijkonderwijs."),
        (
            ["vmbo-tl", "havo"],
            "mag: vmbo theoretisch (mavo), havo",
            "Mag volgens DUO aanbieden: vmbo theoretisch (mavo), havo. "
            "Of alles ook gegeven wordt, weten wij niet.",
        ),
        (
            ["vmbo-bkg"],
            "mag: vmbo basis, kader of gemengd",
            "Mag volgens DUO aanbieden: vmbo basis, kader of gemengd. "
            "Of alles ook gegeven wordt, weten wij niet.",
        ),
        (
            ["brugjaar"],
            "alleen onderbouw (brugjaar)",
            "Volgens DUO alleen onderbouw (brugjaar).",
        ),
        (["isk", "brugjaar"], ISK, f"{ISK}. Volgens DUO alleen onderbouw (brugjaar)."),
        (
            ["vwo", "isk"],
            f"{ISK}; mag: vwo",
            f"{ISK}. Mag volgens DUO aanbieden: vwo. Of alles ook gegeven wordt, weten wij niet.",
        ),
    ],
)
def test_levels_from_duo_read_as_what_a_school_may_offer(levels, line, full):
    school = School(levels=levels, levels_basis="duo" if levels else "")

    assert (in_line(school), in_full(school)) == (line, full)


def test_stated_levels_are_only_listed():
    school = School(levels=["havo", "isk"])

    words = "havo, internationale schakelklas (ISK)"
    assert (in_line(school), in_full(school)) == (words, words)
