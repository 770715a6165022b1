"""A page links one style sheet, and the stock admin sheets are in a layer below ours."""

import os
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.test import override_settings

SHEETS = settings.BASE_DIR / "static/css"
ENTRIES = ["css/site.css", "css/admin.css"]
DJANGO_SHEETS = [
    "admin/css/base.css",
    "admin/css/forms.css",
    "admin/css/vendor/select2/select2.css",
]


COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)


def read(path):
    return Path(str(finders.find(path))).read_text()


def imports_of(file):
    return re.findall(r'@import url\("(.+?)"\)', file.read_text())


@pytest.mark.parametrize("entry", ENTRIES)
def test_a_sheet_includes_all_its_imports_without_comments(entry):
    css, source = read(entry), settings.BASE_DIR / "static" / entry

    assert "@import" not in css
    assert "/*" not in css
    for part in imports_of(source):
        assert COMMENT.sub("", (source.parent / part).read_text()) in css


def test_every_sheet_is_imported_by_an_entry_and_has_a_layer():
    parts = {part for entry in ENTRIES for part in imports_of(settings.BASE_DIR / "static" / entry)}
    for file in sorted(SHEETS.rglob("*.css")):
        name = str(file.relative_to(SHEETS))
        if f"css/{name}" in ENTRIES:
            continue
        assert name in parts, f"{name} is imported by no entry"
        rules = COMMENT.sub("", file.read_text()).strip()
        assert re.fullmatch(r"@layer \w+ \{.*\}", rules, re.DOTALL), f"{name} has no layer"
        # A relative URL would break once the sheet is included by one in another folder.
        assert "url(" not in rules, name


@pytest.mark.parametrize("path", DJANGO_SHEETS)
def test_djangos_sheets_are_in_the_lowest_layer(path):
    css = read(path)

    assert css.startswith("@layer django {")
    assert css.rstrip().endswith("}")
    assert "@import" not in css


def test_every_admin_sheet_has_a_layer():
    css_by_path = {
        path: Path(storage.path(path)).read_text()
        for finder in get_finders()
        for path, storage in finder.list([])
        if path.startswith("admin/css/") and path.endswith(".css")
    }

    assert "admin/css/base.css" in css_by_path
    assert [
        path for path, css in css_by_path.items() if not css.startswith("@layer django {")
    ] == []


@pytest.fixture(scope="module")
def collected(tmp_path_factory, _settings_for_tests):
    folder = tmp_path_factory.mktemp("static")
    stored = {"staticfiles": {"BACKEND": "pactdir.deploy.static_files.StaticFilesStorage"}}
    with override_settings(STATIC_ROOT=folder, STORAGES={**settings.STORAGES, **stored}):
        call_command("collectstatic", interactive=False, verbosity=0)
    return folder


def test_collectstatic_writes_one_file_with_a_hash(collected):
    for entry in [*ENTRIES, *DJANGO_SHEETS]:
        folder, name = (collected / entry).parent, (collected / entry).stem
        [hashed] = folder.glob(f"{name}.????????????.css")
        assert "@import" not in hashed.read_text()
        assert "@layer" in hashed.read_text()


def test_collectstatic_compresses_only_files_that_pages_request(collected):
    compressed = {str(file.relative_to(collected)) for file in collected.rglob("*.br")}

    assert {"css/site.css.br", "css/admin.css.br"} < compressed
    assert not {"admin/css/base.css.br", "admin/js/vendor/jquery/jquery.js.br"} & compressed
    assert any(name.startswith("admin/js/vendor/jquery/jquery.min.") for name in compressed)
    assert not any(name.endswith(".map.br") for name in compressed)


def test_a_change_to_an_imported_sheet_shows_immediately(tmp_path):
    (tmp_path / "part.css").write_text("old")
    (tmp_path / "whole.css").write_text('@import url("part.css");\n')
    with override_settings(STATICFILES_DIRS=[tmp_path]):
        finder = finders.get_finder.__wrapped__("pactdir.style_sheets.finders.ProjectFiles")
        assert Path(finder.find("whole.css")).read_text() == "old"
        (tmp_path / "part.css").write_text("new")
        os.utime(tmp_path / "part.css", (2_000_000_000, 2_000_000_000))
        assert Path(finder.find("whole.css")).read_text() == "new"
