"""Whether this request came when there was no room for it: then nothing is asked for it."""

from contextvars import ContextVar

is_full: ContextVar[bool] = ContextVar("is_full", default=False)
