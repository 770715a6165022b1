"""Imports between modules of the project, also in functions and under TYPE_CHECKING."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ["regions", "schools", "partners", "news", "pactdir"]


def module_name(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def project_modules():
    """Paths by dotted name, without migrations."""
    paths = [path for floor in FLOORS for path in (ROOT / floor).rglob("*.py")]
    return {module_name(path): path for path in paths if "migrations" not in path.parts}


def imported_modules(source, package, modules):
    """For "from a import b" this is a.b if that is a module, else a."""
    for node in _statements(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in modules)
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(node, package)
            for alias in node.names:
                name = f"{base}.{alias.name}"
                yield from [name] if name in modules else [base] if base in modules else []


def _statements(block):
    # No expression holds an import, and most of a tree is expressions.
    for part in ("body", "orelse", "finalbody", "handlers", "cases"):
        for node in getattr(block, part, ()):
            yield node
            yield from _statements(node)


def _absolute(node, package):
    if not node.level:
        return node.module
    parts = package.split(".")
    return ".".join([*parts[: len(parts) - node.level + 1], *filter(None, [node.module])])


def import_graph(modules):
    graph = {}
    for name, path in modules.items():
        package = name if path.name == "__init__.py" else name.rpartition(".")[0]
        graph[name] = set(imported_modules(path.read_text(), package, modules)) - {name}
    return graph


def cycles(graph):
    """Groups of modules that import each other (strongly connected components; Tarjan)."""
    index, low, stack, groups = {}, {}, [], []

    def visit(name):
        index[name] = low[name] = len(index)
        stack.append(name)
        for imported in sorted(graph.get(name, ())):
            if imported not in index:
                visit(imported)
                low[name] = min(low[name], low[imported])
            elif imported in stack:
                low[name] = min(low[name], index[imported])
        if low[name] == index[name]:
            group = [stack.pop()]
            while group[-1] != name:
                group.append(stack.pop())
            if len(group) > 1:
                groups.append(sorted(group))

    for name in sorted(graph):
        if name not in index:
            visit(name)
    return groups


def room_of(name):
    """The app and the package or module in it: "regions.fields" for "regions.fields.rich_text"."""
    return ".".join(name.split(".")[:2])


def graph_of_rooms(graph):
    # Imports within a package do not count.
    rooms = {}
    for name, imported in graph.items():
        room = room_of(name)
        rooms.setdefault(room, set()).update({room_of(other) for other in imported} - {room})
    return rooms
