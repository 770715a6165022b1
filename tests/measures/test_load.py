"""The problems that `make load` reports."""

import pytest

from pactdir.importing import import_files
from regions.models import PostcodeArea
from tests.measures.load import faults_in, gather, main, rows_by_file
from tests.measures.loaded_twice import table_hashes
from tests.pactdir.importing.files import COUNTRY, write_files

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


def test_the_readme_beside_the_files_states_the_row_counts(tmp_path):
    assert rows_by_file(tmp_path) == {}

    (tmp_path / "README.md").write_text(README)

    assert rows_by_file(tmp_path) == {"gemeenten.csv": 342, "pc4.csv": 4086}


def test_files_with_figures_are_gathered_from_their_sub_folders(tmp_path):
    folder = tmp_path / "data"
    (folder / "cijfers").mkdir(parents=True)
    for name in ("pc4.csv", "cijfers/cijfers_techniek_vmbo.csv", "cijfers/KAPOT.csv"):
        (folder / name).write_text("x")

    gathered = gather(folder, tmp_path / "gathered")

    names = {path.name for path in gathered.iterdir()}
    assert names == {"pc4.csv", "cijfers_techniek_vmbo.csv"}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        (
            {"runs": [QUICK, {"seconds": 90.5, "megabytes": 301}]},
            ["keer 2 duurde langer dan 90 s", "keer 2 kostte meer dan 300 MB"],
        ),
        ({"changed": ["schools.School"]}, ["de tweede keer veranderde schools.School"]),
        (
            {"rows": {"gemeenten.csv": 341}},
            ["gemeenten.csv: 342 rijen in de README, 341 in de database"],
        ),
    ],
)
def test_slow_large_and_changing_imports_are_reported(change, expected):
    assert faults_in(GOOD | change, {"gemeenten.csv": 342}) == expected


def test_a_missing_folder_is_named_and_red(tmp_path, capsys):
    assert main([str(tmp_path / "nergens")]) == 1

    assert "is er niet" in capsys.readouterr().out


@pytest.mark.django_db
def test_only_the_logs_of_imports_may_differ_after_a_second_import(tmp_path):
    files = write_files(tmp_path, COUNTRY)
    import_files(files)
    before = table_hashes()

    import_files(files)
    assert table_hashes() == before

    PostcodeArea.objects.get(code="1811").delete()
    assert table_hashes() != before
