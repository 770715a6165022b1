"""The subpackages of importing depend on each other in one direction, and others import only the
package's public modules.
"""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PACKAGE = "pactdir.importing"
# Allowed imports between subpackages; all may import modules at the top level.
SUBPACKAGES = {
    "reading": set(),
    "matching": {"reading"},
    "writing": {"reading", "matching"},
    "geography": set(),
    "schools": {"reading", "writing", "geography"},
    "region_list": {"reading", "schools"},
    "figures": {"schools"},
    "kinds": {"reading", "matching", "writing", "geography", "schools", "region_list", "figures"},
    "download": {"reading", "kinds"},
    "desk": {"reading", "geography", "schools", "kinds"},
}
ALLOWED_IMPORTS = {
    "pactdir/management/commands": {
        "",
        "download",
        "geography",
        "kinds",
        "problems",
        "detection",
    },
    "pactdir/admin.py": {"desk"},
    "pactdir/admin_site": {"desk"},
    "pactdir/links": {"download"},
    "pactdir/retention": {"desk"},
}


def imported_parts(file):
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith(PACKAGE):
            yield str(node.module).removeprefix(PACKAGE).removeprefix(".").partition(".")[0]


@pytest.mark.parametrize("subpackage", SUBPACKAGES)
def test_a_subpackage_imports_only_earlier_ones(subpackage):
    files = (ROOT / "pactdir/importing" / subpackage).glob("*.py")
    others = {name for file in files for name in imported_parts(file)} & SUBPACKAGES.keys()
    assert others - {subpackage} <= SUBPACKAGES[subpackage]


def test_lists_every_subpackage():
    folders = {path.parent.name for path in (ROOT / "pactdir/importing").glob("*/__init__.py")}
    assert folders == set(SUBPACKAGES)


def test_the_rest_of_the_site_imports_only_what_is_allowed():
    parts_by_importer = {}
    for file in (ROOT / "pactdir").rglob("*.py"):
        path = file.relative_to(ROOT).as_posix()
        if not path.startswith("pactdir/importing/") and (names := set(imported_parts(file))):
            importer = next(
                (importer for importer in ALLOWED_IMPORTS if path.startswith(importer)), path
            )
            parts_by_importer.setdefault(importer, set()).update(names)
    assert parts_by_importer.keys() <= ALLOWED_IMPORTS.keys()
    assert all(names <= ALLOWED_IMPORTS[importer] for importer, names in parts_by_importer.items())
