"""How many steps a pattern takes over a text, counted and not timed.

Backtracks as `re` does, over the tree that `re` itself makes of a pattern, one character or one
assertion a step. Without the shortcuts of `re`, so it never counts too few.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from re import _compiler, _constants, _parser  # type: ignore[attr-defined]
from typing import Any

OF_ONE = {_constants.LITERAL, _constants.NOT_LITERAL, _constants.ANY, _constants.IN}
ASSERTIONS = {_constants.AT, _constants.ASSERT, _constants.ASSERT_NOT}
GREEDY = {_constants.MAX_REPEAT, _constants.POSSESSIVE_REPEAT}
AS_A_WHOLE = {_constants.POSSESSIVE_REPEAT, _constants.ATOMIC_GROUP}


class Steps:
    def __init__(self, pattern: re.Pattern[Any], text: Any) -> None:
        self.tree = _parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)
        self.text, self.flags, self.number = text, pattern.flags, 0
        self._compiled: dict[int, re.Pattern[Any]] = {}

    def of(self, way: str) -> int:
        at = 0
        while at <= len(self.text):
            end = self._first_end(at, is_whole=way == "fullmatch")
            if way in ("match", "fullmatch") or (end is not None and way == "search"):
                break
            at = at + 1 if end is None else max(end, at + 1)
        return self.number

    def _first_end(self, at: int, is_whole: bool) -> int | None:
        ends = self._sequence(list(self.tree), 0, at)
        return next((end for end in ends if not is_whole or end == len(self.text)), None)

    def _sequence(self, nodes: list[Any], nth: int, at: int) -> Iterator[int]:
        if nth == len(nodes):
            yield at
            return
        for end in self._node(nodes[nth], at):
            yield from self._sequence(nodes, nth + 1, end)

    def _node(self, node: Any, at: int) -> Iterator[int]:
        kind, argument = node
        ends = self._ends(node, kind, argument, at)
        if kind not in AS_A_WHOLE:
            yield from ends
        elif (end := next(ends, None)) is not None:
            yield end

    def _ends(self, node: Any, kind: Any, argument: Any, at: int) -> Iterator[int]:
        if kind in OF_ONE or kind in ASSERTIONS:
            self.number += 1
            if match := self._as_pattern(node).match(self.text, at):
                yield match.end()
        elif kind is _constants.BRANCH:
            for way in argument[1]:
                yield from self._sequence(list(way), 0, at)
        elif kind is _constants.SUBPATTERN:
            yield from self._sequence(list(argument[-1]), 0, at)
        elif kind is _constants.ATOMIC_GROUP:
            yield from self._sequence(list(argument), 0, at)
        elif kind in GREEDY or kind is _constants.MIN_REPEAT:
            least, most, repeated = argument
            yield from self._repeated(list(repeated), least, most, at, kind in GREEDY)
        else:
            raise AssertionError(f"Say in steps.py how many steps {kind} takes")

    def _repeated(
        self, nodes: list[Any], least: int, most: int, at: int, is_greedy: bool
    ) -> Iterator[int]:
        if not is_greedy and least <= 0:
            yield at
        if most > 0:
            for end in self._sequence(nodes, 0, at):
                if end > at or least > 0:
                    yield from self._repeated(nodes, least - 1, most - 1, end, is_greedy)
        if is_greedy and least <= 0:
            yield at

    def _as_pattern(self, node: Any) -> re.Pattern[Any]:
        if id(node) not in self._compiled:
            part = _parser.SubPattern(self.tree.state, [node])
            self._compiled[id(node)] = _compiler.compile(part, self.flags)
        return self._compiled[id(node)]


def steps(pattern: re.Pattern[Any], way: str, text: str) -> int:
    subject: Any = text.encode() if isinstance(pattern.pattern, bytes) else text
    return Steps(pattern, subject).of(way)
