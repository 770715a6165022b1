"""What `make load` calls red."""

import pytest

from tests.measures.load import faults, main, wanted

README = """\
| file | rows | what |
| --- | --- | --- |
| gemeenten.csv | 342 | municipalities |
| pc4.csv | 4086 | 4-digit postcode to municipality |
"""
QUICK = {"seconds": 7.0, "megabytes": 100}
GOOD = {
    "runs": [QUICK, QUICK],
    "changed": [],
    "rows": {"gemeenten.csv": 342, "andere.csv": 1},
}


def test_the_numbers_stand_in_the_readme_beside_the_files(tmp_path):
    assert wanted(tmp_path) == {}

    (tmp_path / "README.md").write_text(README)

    assert wanted(tmp_path) == {"gemeenten.csv": 342, "pc4.csv": 4086}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, []),
        (
            {"runs": [QUICK, {"seconds": 60.5, "megabytes": 301}]},
            ["keer 2 duurde langer dan 60 s", "keer 2 kostte meer dan 300 MB"],
        ),
        ({"changed": ["schools.School"]}, ["de tweede keer veranderde schools.School"]),
        (
            {"rows": {"gemeenten.csv": 341}},
            ["gemeenten.csv: 342 rijen in de README, 341 in de database"],
        ),
    ],
)
def test_what_may_not_be_is_said(change, said):
    assert faults(GOOD | change, {"gemeenten.csv": 342}) == said


def test_a_folder_that_is_not_there_is_said_and_red(tmp_path, capsys):
    assert main([str(tmp_path / "nergens")]) == 1

    assert "is er niet" in capsys.readouterr().out
