"""Everything that a page shows is loaded before its template renders."""

from contextlib import contextmanager
from unittest import mock

from django.db import connection
from django.template.backends.django import Template

RENDER = Template.render


@contextmanager
def no_queries_in_templates():
    """Fail on every query made while a template renders, and show its SQL.

    Raising in the query would not do: `{% if a and b %}` treats an exception as false.
    """
    queries = []

    def note(execute, sql, params, many, context):
        queries.append(sql)
        return execute(sql, params, many, context)

    def render(template, *args, **kwargs):
        with connection.execute_wrapper(note):
            return RENDER(template, *args, **kwargs)

    with mock.patch.object(Template, "render", render):
        yield
    assert not queries, "a template makes queries:\n" + "\n".join(queries)
