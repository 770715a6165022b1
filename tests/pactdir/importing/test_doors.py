"""The steps of an import lie one way, and the rest of the site comes in by the door."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PACKAGE = "pactdir.importing"
# What each room may import of the others besides what is loose: problems, outcomes and the run.
ROOMS = {
    "reading": set(),
    "matching": {"reading"},
    "writing": {"reading", "matching"},
    "geography": set(),
    "schools": {"reading", "writing", "geography"},
    "region_list": {"reading", "schools"},
    "kinds": {"reading", "matching", "writing", "geography", "schools", "region_list"},
    "desk": {"reading", "geography", "schools", "kinds"},
}
DOOR = {
    "pactdir/management/commands": {
        "",
        "download",
        "geography",
        "kinds",
        "problems",
        "recognising",
    },
    "pactdir/admin.py": {"desk"},
    "pactdir/admin_site": {"desk"},
}


def imported(file):
    """The rooms and loose modules of imports that a file imports, also under TYPE_CHECKING."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith(PACKAGE):
            yield str(node.module).removeprefix(PACKAGE).removeprefix(".").partition(".")[0]


@pytest.mark.parametrize("room", ROOMS)
def test_a_step_imports_only_what_comes_before_it(room):
    files = (ROOT / "pactdir/importing" / room).glob("*.py")
    others = {name for file in files for name in imported(file)} & ROOMS.keys()
    assert others - {room} <= ROOMS[room]


def test_the_rooms_are_those_of_the_map():
    folders = {path.parent.name for path in (ROOT / "pactdir/importing").glob("*/__init__.py")}
    assert folders == set(ROOMS)


def test_the_rest_of_the_site_comes_in_by_the_door():
    found = {}
    for file in (ROOT / "pactdir").rglob("*.py"):
        path = file.relative_to(ROOT).as_posix()
        if not path.startswith("pactdir/importing/") and (names := set(imported(file))):
            room = next((room for room in DOOR if path.startswith(room)), path)
            found.setdefault(room, set()).update(names)
    assert found.keys() <= DOOR.keys()
    assert all(names <= DOOR[room] for room, names in found.items())
