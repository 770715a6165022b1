"""Apps import downwards only: regions <- schools <- partners <- news <- pactdir."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.db.migrations.loader import MigrationLoader

from tests.import_graph import (
    FLOORS,
    ROOT,
    cycles,
    graph_of_rooms,
    import_graph,
    imported_modules,
    project_modules,
    room_of,
)

MAX_TEMPLATE_LINE_LENGTH = 140
BELOW_ALL = {"auth", "contenttypes"}
FOLDERS = {*FLOORS, "fixtures", "static", "templates", "tests"}
MEANINGLESS_NAMES = {"utils", "helpers", "common", "services"}
# Models are loaded only once Django has started.
IMPORTS_ALLOWED_INSIDE = {
    "regions/apps.py: ready",
    "schools/apps.py: ready",
    "pactdir/apps.py: ready",
    "pactdir/paper/making.py: _weasyprint",
}

# Shared machinery, which knows nothing about regions, municipalities or agreements.
WITHOUT_SUBJECT = {
    f"regions.{name}"
    for name in (
        "charts",
        "clock",
        "directory",
        "fields",
        "geo",
        "names",
        "rights",
        "wording",
        "writing",
    )
}
# Modules of a package that others may import (see its docstring); packages not listed are open.
DOORS = {
    "pactdir.accounts": {
        *("accepting", "invitation_admin", "invitations", "team_pages"),
        *(
            "account_admin",
            "audit_receivers",
            "choosing",
            "deciders",
            "last_national",
            "links",
            "throttling",
        ),
        *("log_in_limit", "logged_out", "own_account", "second_factor", "second_step"),
        *("session_use", "sessions", "set_by_hand"),
    },
    "pactdir.admin_site": set(),
    "pactdir.audit": {"client_address", "log_admin", "recording", "security_log"},
    "pactdir.database": {"background_call", "errors", "private", "time_outs"},
    "pactdir.demo": {""},
    "pactdir.deploy": {"checks", "health"},
    "pactdir.digest": {"queueing", "subscriber_admin", "urls"},
    "pactdir.error_reports": {"report_admin", "urls"},
    "pactdir.following": {"atom", "scopes", "streams", "urls", "views"},
    "pactdir.for_municipalities": {"views"},
    "pactdir.links": {"checking"},
    "pactdir.mail": {"mail_admin", "queue", "sending"},
    "pactdir.map": {"area", "cached_maps", "nearby", "region", "views", "white_spots"},
    "pactdir.nearby": {"calendar", "distances", "sheets", "surroundings", "views"},
    "pactdir.outage": {"overload"},
    "pactdir.page_store": {"backends", "middleware"},
    "pactdir.public_forms": {"forms", "limits", "views"},
    "pactdir.submissions": {"retention_periods", "submission_admin", "urls"},
    "pactdir.search_box": {"gazetteer", "interpreter", "typos"},
    "pactdir.timeline": {"changes", "points", "scope", "urls", "years"},
    "pactdir.to_do": {"filters", "sheet", "views"},
    "pactdir.white_spots": {"nearest", "sheets", "views"},
    "pactdir.year_report": {"spans", "urls", "views"},
    "pactdir.retention": {"rules"},
    "regions.directory": {""},
    "regions.rights": {""},
}
# Django, gunicorn and make look for these files here.
ROOF_FILES = {
    "__init__.py",
    "admin.py",
    "apps.py",
    "environment.py",
    "gunicorn.py",
    "new_release.sh",
    "run.sh",
    "settings.py",
    "urls.py",
    "wsgi.py",
}

GRAPH = import_graph(project_modules())
SOURCES = sorted(file for floor in FLOORS for file in (ROOT / floor).rglob("*.py"))


def relative(file):
    return file.relative_to(ROOT).as_posix()


def above(floor):
    return {*FLOORS[FLOORS.index(floor) + 1 :], "tests"}


def imported_packages(source):
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield str(node.module).split(".")[0]


def upward_imports(floor, source):
    return sorted(set(imported_packages(source)) & above(floor))


def functions_with_imports(source):
    functions = [
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    return sorted(
        function.name
        for function in functions
        if any(isinstance(node, ast.Import | ast.ImportFrom) for node in ast.walk(function))
    )


def upward_relations(model):
    """Fields of a model that refer to an app above it, or to an app that is not ours."""
    floor = model._meta.app_label
    allowed = {*FLOORS[: FLOORS.index(floor) + 1], *BELOW_ALL}
    return [
        field.name
        for field in model._meta.get_fields()
        if field.is_relation
        and (field.concrete or field.many_to_many)
        and not field.auto_created
        and field.related_model is not None
        and field.related_model._meta.app_label not in allowed
    ]


def upward_dependencies(floor, dependencies):
    return sorted({app for app, _ in dependencies} & above(floor))


def is_shared_package(name, path):
    plain = {"management", "commands", "templatetags", "formats", "nl"}
    return path.name == "__init__.py" and "." in name and not plain & set(name.split("."))


def meaningless_names(path):
    return sorted(MEANINGLESS_NAMES & {Path(part).stem for part in Path(path).parts})


@pytest.mark.parametrize("file", SOURCES, ids=relative)
def test_imports_only_apps_below(file):
    assert upward_imports(relative(file).split("/")[0], file.read_text()) == []


def test_no_modules_import_each_other():
    assert cycles(GRAPH) == []


def test_no_packages_import_each_other():
    assert cycles(graph_of_rooms(GRAPH)) == []


def test_shared_machinery_knows_nothing_about_the_domain():
    rooms = graph_of_rooms(GRAPH)
    assert {name: rooms[name] - WITHOUT_SUBJECT for name in WITHOUT_SUBJECT} == {
        name: set() for name in WITHOUT_SUBJECT
    }


@pytest.mark.parametrize("package", sorted(DOORS))
def test_a_package_is_imported_only_through_its_public_modules(package):
    used = {
        module.removeprefix(package).removeprefix(".")
        for name, imported in GRAPH.items()
        if room_of(name) != package
        for module in imported
        if room_of(module) == package
    }
    assert used == DOORS[package]


@pytest.mark.parametrize(
    "package", [name for name, path in project_modules().items() if is_shared_package(name, path)]
)
def test_a_package_says_what_it_is_for(package):
    assert ast.get_docstring(ast.parse(project_modules()[package].read_text()))


def test_no_loose_module_is_at_the_root_of_pactdir():
    assert {path.name for path in (ROOT / "pactdir").iterdir() if path.is_file()} == ROOF_FILES


def test_no_import_hides_inside_a_function():
    hidden = {
        f"{relative(file)}: {function}"
        for file in SOURCES
        for function in functions_with_imports(file.read_text())
    }
    assert hidden == IMPORTS_ALLOWED_INSIDE


@pytest.mark.parametrize(
    "model",
    [m for m in apps.get_models(include_auto_created=True) if m._meta.app_label in FLOORS],
    ids=lambda model: model._meta.label,
)
def test_relations_refer_only_to_apps_below(model):
    assert upward_relations(model) == []


def test_migrations_depend_only_on_apps_below():
    migrations = MigrationLoader(None).disk_migrations
    upward = {
        (floor, name): upward_dependencies(floor, migration.dependencies)
        for (floor, name), migration in migrations.items()
        if floor in FLOORS
    }
    assert {key: apps_above for key, apps_above in upward.items() if apps_above} == {}
    assert {floor for floor, _ in upward} >= {"regions", "schools", "partners", "news"}


def test_no_migration_declares_that_it_runs_before_one_below():
    migrations = MigrationLoader(None).disk_migrations
    assert [key for key, migration in migrations.items() if migration.run_before] == []


def test_no_module_has_a_meaningless_name():
    assert [relative(file) for file in SOURCES if meaningless_names(relative(file))] == []


def long_lines(folder):
    for file in sorted(folder.rglob("*.html")):
        yield from (
            f"{file.relative_to(folder)}:{number}"
            for number, line in enumerate(file.read_text().splitlines(), start=1)
            if len(line) > MAX_TEMPLATE_LINE_LENGTH
        )


def test_no_template_line_is_too_long():
    assert list(long_lines(ROOT / "templates")) == []


def test_a_long_template_line_is_reported(tmp_path):
    (tmp_path / "admin").mkdir()
    (tmp_path / "admin" / "page.html").write_text(f"{'a' * 140}\n{'b' * 141}\n")

    assert list(long_lines(tmp_path)) == ["admin/page.html:2"]


def test_the_project_has_the_agreed_folders():
    folders = {path.name for path in ROOT.iterdir() if path.is_dir()}
    assert {name for name in folders if not name.startswith((".", "__"))} == FOLDERS


@pytest.mark.parametrize(
    "source",
    [
        "import schools",
        "import schools.models as s",
        "from schools.models import School",
        "from pactdir import settings",
        "from tests import make",
        "def later():\n    from news.models import Event",
        "if TYPE_CHECKING:\n    from partners.models import Partner",
    ],
)
def test_an_upward_import_is_reported_wherever_it_hides(source):
    assert upward_imports("regions", source) != []


def test_an_import_from_below_is_allowed():
    source = "from regions.models import Region\nfrom . import views\nimport datetime"
    assert upward_imports("schools", source) == []


@pytest.mark.parametrize(
    "source",
    [
        "def view():\n    import json",
        "async def view():\n    from json import dumps",
        "class A:\n    def ready(self):\n        if True:\n            import json",
    ],
)
def test_an_import_inside_a_function_is_reported(source):
    assert functions_with_imports(source) != []


@pytest.mark.parametrize("target", ["schools.School", "sessions.Session"])
@pytest.mark.parametrize("kind", [models.ForeignKey, models.OneToOneField, models.ManyToManyField])
def test_a_relation_to_an_app_above_or_outside_is_reported(kind, target):
    label = f"Sample{kind.__name__}{target.partition('.')[2]}"
    arguments = {} if kind is models.ManyToManyField else {"on_delete": models.CASCADE}
    assert upward_relations(_sample(label, kind(target, related_name="+", **arguments))) == ["far"]


def _sample(label, field):
    meta = type("Meta", (), {"app_label": "regions"})
    body = {"__module__": "regions.models", "Meta": meta, "far": field}
    before = {label: dict(models_by_name) for label, models_by_name in apps.all_models.items()}
    try:
        return type(models.Model)(label, (models.Model,), body)
    finally:
        for app_label, models_by_name in before.items():
            apps.all_models[app_label].clear()
            apps.all_models[app_label].update(models_by_name)
        apps.clear_cache()


def test_a_migration_that_depends_on_an_app_above_is_reported():
    dependencies = [("auth", "0001_initial"), ("schools", "0001_initial")]
    assert upward_dependencies("regions", dependencies) == ["schools"]
    assert upward_dependencies("partners", dependencies) == []


@pytest.mark.parametrize("path", ["regions/utils.py", "news/helpers/dates.py", "pactdir/common.py"])
def test_a_meaningless_name_is_reported(path):
    assert meaningless_names(path) != []


def test_a_cycle_through_a_third_module_is_reported():
    graph = {"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}
    assert cycles(graph) == [["a", "b", "c"]]
    assert cycles({"a": {"b"}, "b": {"c"}, "c": set()}) == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import a.b", ["a.b"]),
        ("from a import b", ["a.b"]),
        ("from a import something", ["a"]),
        ("from . import b", ["a.b"]),
        ("from .b import something", ["a.b"]),
        ("if TYPE_CHECKING:\n    from a.b import something", ["a.b"]),
        ("def later():\n    import a.b", ["a.b"]),
        ("import elsewhere", []),
    ],
)
def test_an_import_is_found_however_it_is_written(source, expected):
    assert list(imported_modules(source, "a", {"a", "a.b"})) == expected
