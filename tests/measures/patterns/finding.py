"""Finds every regular expression in our packages, with the methods the code calls on it.

Those of a module are found among its values, those made in functions by the syntax tree, so new
ones are found too. Where one is made from an argument, EXAMPLES must hold a value for it.
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
METHODS = {"search", "match", "fullmatch", "findall", "finditer", "split", "sub", "subn"}
APPLIED = re.compile(rf"\.(?:compile|{'|'.join(METHODS)})\b")
WITHOUT_FLAGS = {"sub": 4, "subn": 4, "split": 3}  # the position of flags, behind a count
# For arguments and local variables of functions.
EXAMPLES: dict[str, Any] = {
    "self": SimpleNamespace(prefix="goals"),
    "prefix": "goals",
    "old": 2026,
    "years": "2025|2026|2027",
    "words": "Tabor, Hoorn",
    "error": SimpleNamespace(value="12"),
}


@dataclass(frozen=True)
class Expression:
    where: str  # "regions/names/folding.py:WORD", or with a line number
    regex: re.Pattern[Any]
    methods: frozenset[str]


def find_expressions() -> list[Expression]:
    trees = {path: ast.parse(_text(path)) for path in _files()}
    own_methods = {path: _methods_by_name(tree) for path, tree in trees.items()}
    all_methods = _merged(own_methods.values())
    expressions: dict[tuple[Any, int], Expression] = {}
    for path, tree in trees.items():
        module = import_module(_name(path))
        methods = all_methods | own_methods[path]  # another module may use the same name
        for expression in [*_in_values(path, module, methods), *_in_functions(path, module, tree)]:
            expressions.setdefault((expression.regex.pattern, expression.regex.flags), expression)
    return list(expressions.values())


def _files() -> Iterator[Path]:
    for package in PACKAGES:
        for path in sorted((PROJECT / package).rglob("*.py")):
            # Importing these would start the server.
            if "migrations" not in path.parts and path.name not in ("wsgi.py", "gunicorn.py"):
                yield path


def _text(path: Path) -> str:
    # Parsing takes a second, and two in three files apply no expression.
    text = path.read_text()
    return text if APPLIED.search(text) else ""


def _name(path: Path) -> str:
    return ".".join(path.relative_to(PROJECT).with_suffix("").parts).removesuffix(".__init__")


def _methods_by_name(tree: ast.Module) -> dict[str, set[str]]:
    methods: dict[str, set[str]] = defaultdict(set)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in METHODS:
            methods[getattr(node.value, "id", getattr(node.value, "attr", ""))].add(node.attr)
    return methods


def _merged(all_methods: Iterable[dict[str, set[str]]]) -> dict[str, set[str]]:
    merged: dict[str, set[str]] = defaultdict(set)
    for methods_by_name in all_methods:
        for name, methods in methods_by_name.items():
            merged[name] |= methods
    return merged


def _in_values(
    path: Path, module: ModuleType, methods: dict[str, set[str]]
) -> Iterator[Expression]:
    for name, value in list(vars(module).items()):
        is_own = isinstance(value, type) and value.__module__ == module.__name__
        for name_within, inner in list(vars(value).items()) if is_own else [(name, value)]:
            for regex in _patterns_in(inner):
                where = f"{path.relative_to(PROJECT)}:{name_within}"
                yield Expression(where, regex, frozenset(methods.get(name_within) or METHODS))


def _patterns_in(value: Any) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        yield from _patterns_in([*value.keys(), *value.values()])
    elif isinstance(value, list | tuple | set | frozenset):
        for item in value:
            yield from _patterns_in(item)


def _in_functions(path: Path, module: ModuleType, tree: ast.Module) -> Iterator[Expression]:
    if not hasattr(module, "re"):
        return
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    calls = (node for function in functions for node in ast.walk(function) if _is_of_re(node))
    for call in dict.fromkeys(calls):  # an inner function is walked twice
        assert isinstance(call, ast.Call)
        assert isinstance(call.func, ast.Attribute)
        method = call.func.attr
        methods = METHODS if method == "compile" else {method}
        where = f"{path.relative_to(PROJECT)}:{call.lineno}"
        yield Expression(where, _compiled(call, method, module), frozenset(methods))


def _is_of_re(node: ast.AST) -> bool:
    function = node.func if isinstance(node, ast.Call) else None
    of_re = isinstance(function, ast.Attribute) and getattr(function.value, "id", "") == "re"
    return of_re and function.attr in METHODS | {"compile"}  # type: ignore[union-attr]


def _compiled(call: ast.Call, method: str, module: ModuleType) -> re.Pattern[Any]:
    at = 1 if method == "compile" else WITHOUT_FLAGS.get(method, 2)
    keywords = (keyword.value for keyword in call.keywords if keyword.arg == "flags")
    arguments = [call.args[0], *call.args[at : at + 1], *keywords]
    text, *flags = (_value(argument, module) for argument in arguments)
    return re.compile(text, flags[0] if flags else 0)


def _value(node: ast.expr, module: ModuleType) -> Any:
    try:
        code = compile(ast.Expression(node), module.__name__, "eval")
        return eval(code, EXAMPLES | vars(module))  # noqa: S307  our own code
    except NameError as unknown:
        where = f"{module.__name__}:{node.lineno}"
        raise AssertionError(f"Add an example for {where} to finding.py: {unknown}") from None
