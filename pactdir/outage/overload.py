"""Marks a request that arrived while all threads were busy: it must not query the database."""

from contextvars import ContextVar

is_overloaded: ContextVar[bool] = ContextVar("is_full", default=False)
