"""In an outage every request fails: the log gets a line for each, and one traceback a minute."""

import logging
import logging.config
import re
from io import StringIO

import pytest
from django.conf import settings
from django.db import IntegrityError, OperationalError, connection
from django.test import Client
from django.urls import include, path

from pactdir.deploy import log_lines
from tests import make
from tests.pactdir.test_in_front import IN_THE_ADMIN, routes_with_token
from tests.pages.test_malformed import fill_in

POSTGRESQL_MESSAGE = "duplicate key\nDETAIL:  Key (username)=(j.jansen) already exists."


def raise_outage(request):
    raise OperationalError("server closed the connection unexpectedly\n\tThis probably means")


def raise_mistake(request):
    raise KeyError("leerjaar")


def raise_mistake_elsewhere(request):
    raise KeyError("leerjaar")


def raise_conflict(request):
    raise IntegrityError(POSTGRESQL_MESSAGE)


urlpatterns = [
    path("weg/", raise_outage),
    path("fout/", raise_mistake),
    path("fout-2/", raise_mistake_elsewhere),
    path("botst/", raise_conflict),
    path("", include("pactdir.urls")),
]


@pytest.fixture
def log(settings):
    settings.ROOT_URLCONF = __name__
    output = StringIO()
    formatter_config = dict(settings.LOGGING["formatters"]["line"])
    handler = logging.StreamHandler(output)
    handler.setFormatter(logging.config.DictConfigurator({}).configure_formatter(formatter_config))
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    yield output
    logger.removeHandler(handler)


@pytest.fixture
def client(db):
    return Client(raise_request_exception=False)


def count_tracebacks(log):
    # A chain of exceptions counts as one.
    return len(re.findall(r"\(\w+\)\nTraceback", log.getvalue()))


def lines_about(log, address):
    lines = [line for line in log.getvalue().splitlines() if f": {address} (" in line]
    assert all(line[:2] == "20" for line in lines)
    return lines


def test_repeated_failures_have_one_traceback(log, client):
    for _ in range(50):
        client.get("/weg/")

    assert count_tracebacks(log) == 1
    assert len(lines_about(log, "/weg/")) == 50
    assert log.getvalue().endswith("\n".join(lines_about(log, "/weg/")[1:]) + "\n")


def test_a_failure_of_another_kind_has_its_own_traceback(log, client):
    for address in ["/weg/", "/weg/", "/fout/", "/fout/", "/fout-2/", "/weg/"]:
        client.get(address)

    assert count_tracebacks(log) == 3
    assert log.getvalue().count("KeyError: 'leerjaar'") == 2
    assert [len(lines_about(log, address)) for address in ["/fout/", "/fout-2/"]] == [2, 1]


def test_an_outage_counts_as_one_failure_wherever_it_occurs(log, client, monkeypatch):
    def fail(*args, **kwargs):
        raise OperationalError("gone")

    make.a_region()
    with monkeypatch.context() as patch:
        patch.setattr(connection, "cursor", fail)
        for address in ["/", "/regios/", "/scholen/", "/agenda/"]:
            client.get(address)

    assert count_tracebacks(log) == 1


def test_logs_a_traceback_again_after_a_minute(log, client, monkeypatch):
    client.get("/fout/")
    later = log_lines.monotonic() + 61
    monkeypatch.setattr(log_lines, "monotonic", lambda: later)
    client.get("/fout/")

    assert count_tracebacks(log) == 2


def test_logs_nothing_that_a_visitor_typed(log, client):
    client.post("/botst/?q=j.jansen", {"naam": "j.jansen"})

    assert count_tracebacks(log) == 1
    assert "IntegrityError" in log.getvalue()
    assert "j.jansen" not in log.getvalue()


@pytest.mark.parametrize("route", [*routes_with_token(), *IN_THE_ADMIN])
def test_logs_no_token_of_a_link_in_a_mail(route):
    path = fill_in(re.sub("<str:(token|key|signed)>", "1-a0b9", route), "7")
    record = logging.LogRecord(
        "django.request", logging.WARNING, "a.py", 1, "Not Found: %s", (path,), None
    )
    line = log_lines.TracebackOncePerMinute().format(record)

    assert "a0b9" not in line
    assert route.partition("<")[0] in line


def test_does_not_change_the_record_for_other_handlers():
    formatter = log_lines.TracebackOncePerMinute()
    try:
        raise KeyError("leerjaar")
    except KeyError as error:
        exc_info = (type(error), error, error.__traceback__)
    record = logging.LogRecord("a", logging.ERROR, "b.py", 1, "Fout: %s", ("/c/",), exc_info)
    formatter.format(record)
    again = formatter.format(record)

    assert (record.args, record.exc_info) == (("/c/",), exc_info)
    assert again == "Fout: /c/ (KeyError)"


def test_django_and_the_site_use_this_formatter():
    for name in ["django", "pactdir", "axes"]:
        (handler,) = logging.getLogger(name).handlers[:1]
        assert isinstance(handler.formatter, log_lines.TracebackOncePerMinute)
    # The only external text in the security log is a username, as JSON.
    others = settings.LOGGING["loggers"].keys() - {"django", "pactdir", "axes"}
    assert others == {"pactdir.security"}
