"""Every regular expression in our packages, with the ways in which the code asks it.

What a module keeps is found in its values, what a function makes in its syntax tree: so one that is
written tomorrow is found too. Where it is made of an argument, an example of that stands here, or
the search stops.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

PROJECT = Path(__file__).resolve().parents[3]
PACKAGES = ["regions", "schools", "partners", "news", "pactdir"]
ASKED = {"search", "match", "fullmatch", "findall", "finditer", "split", "sub", "subn"}
WITHOUT_FLAGS = {"sub": 4, "subn": 4, "split": 3}  # where these stand behind a count
# For what a function is given, or works out.
EXAMPLES: dict[str, Any] = {
    "self": SimpleNamespace(prefix="goals"),
    "prefix": "goals",
    "old": 2026,
    "years": "2025|2026|2027",
    "words": "Tabor, Hoorn",
    "error": SimpleNamespace(value="12"),
}


@dataclass(frozen=True)
class Found:
    """A pattern, where it stands, and how it is asked."""

    where: str
    pattern: re.Pattern[Any]
    ways: frozenset[str]


def found() -> list[Found]:
    trees = {path: ast.parse(path.read_text()) for path in _files()}
    own_ways = {path: _ways(tree) for path, tree in trees.items()}
    everywhere = _together(own_ways.values())
    seen: dict[tuple[Any, int], Found] = {}
    for path, tree in trees.items():
        module = import_module(_name(path))
        ways = everywhere | own_ways[path]  # another module may have another of that name
        for one in [*_kept(path, module, ways), *_made(path, module, tree)]:
            seen.setdefault((one.pattern.pattern, one.pattern.flags), one)
    return list(seen.values())


def _files() -> Iterator[Path]:
    for package in PACKAGES:
        for path in sorted((PROJECT / package).rglob("*.py")):
            # A program that is run, not imported, has the server begin.
            if "migrations" not in path.parts and path.name not in ("wsgi.py", "gunicorn.py"):
                yield path


def _name(path: Path) -> str:
    return ".".join(path.relative_to(PROJECT).with_suffix("").parts).removesuffix(".__init__")


def _ways(tree: ast.Module) -> dict[str, set[str]]:
    """How each name is asked: `WORD.findall(text)`."""
    ways: dict[str, set[str]] = defaultdict(set)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in ASKED:
            ways[getattr(node.value, "id", getattr(node.value, "attr", ""))].add(node.attr)
    return ways


def _together(own_ways: Iterable[dict[str, set[str]]]) -> dict[str, set[str]]:
    together: dict[str, set[str]] = defaultdict(set)
    for ways in own_ways:
        for name, asked in ways.items():
            together[name] |= asked
    return together


def _kept(path: Path, module: ModuleType, ways: dict[str, set[str]]) -> Iterator[Found]:
    """In a module, in its lists and tables, and in its classes."""
    for name, value in list(vars(module).items()):
        own = isinstance(value, type) and value.__module__ == module.__name__
        for name_within, inner in list(vars(value).items()) if own else [(name, value)]:
            for pattern in _patterns_in(inner):
                asked = frozenset(ways.get(name_within) or ASKED)
                yield Found(f"{path.relative_to(PROJECT)}:{name_within}", pattern, asked)


def _patterns_in(value: Any) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        yield from _patterns_in([*value.keys(), *value.values()])
    elif isinstance(value, list | tuple | set | frozenset):
        for one in value:
            yield from _patterns_in(one)


def _made(path: Path, module: ModuleType, tree: ast.Module) -> Iterator[Found]:
    """In functions: `re.sub(…)`, and what they compile."""
    if not hasattr(module, "re"):
        return
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    calls = (node for function in functions for node in ast.walk(function) if _is_of_re(node))
    for call in dict.fromkeys(calls):  # a function within a function meets them twice
        assert isinstance(call, ast.Call)
        assert isinstance(call.func, ast.Attribute)
        way = call.func.attr
        ways = ASKED if way == "compile" else {way}
        where = f"{path.relative_to(PROJECT)}:{call.lineno}"
        yield Found(where, _compiled(call, way, module), frozenset(ways))


def _is_of_re(node: ast.AST) -> bool:
    asked = node.func if isinstance(node, ast.Call) else None
    of_re = isinstance(asked, ast.Attribute) and getattr(asked.value, "id", "") == "re"
    return of_re and asked.attr in ASKED | {"compile"}  # type: ignore[union-attr]


def _compiled(call: ast.Call, way: str, module: ModuleType) -> re.Pattern[Any]:
    at = 1 if way == "compile" else WITHOUT_FLAGS.get(way, 2)
    flags = [*call.args[at : at + 1], *(one.value for one in call.keywords if one.arg == "flags")]
    text, *of_flags = (_value(one, module) for one in [call.args[0], *flags])
    return re.compile(text, of_flags[0] if of_flags else 0)


def _value(node: ast.expr, module: ModuleType) -> Any:
    try:
        code = compile(ast.Expression(node), module.__name__, "eval")
        return eval(code, EXAMPLES | vars(module))  # noqa: S307  our own code
    except NameError as unknown:
        where = f"{module.__name__}:{node.lineno}"
        raise AssertionError(f"Say in found.py what stands for it in {where}: {unknown}") from None
