"""Whether this request came while all threads were busy: then it makes no query."""

from contextvars import ContextVar

is_full: ContextVar[bool] = ContextVar("is_full", default=False)
