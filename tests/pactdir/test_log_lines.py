"""An outage fails every request: the log says so in a line each, and in full once a minute."""

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

AS_POSTGRESQL_SAYS_IT = "duplicate key\nDETAIL:  Key (username)=(j.jansen) already exists."


def away(request):
    raise OperationalError("server closed the connection unexpectedly\n\tThis probably means")


def mistaken(request):
    raise KeyError("leerjaar")


def mistaken_elsewhere(request):
    raise KeyError("leerjaar")


def clashing(request):
    raise IntegrityError(AS_POSTGRESQL_SAYS_IT)


urlpatterns = [
    path("weg/", away),
    path("fout/", mistaken),
    path("fout-2/", mistaken_elsewhere),
    path("botst/", clashing),
    path("", include("pactdir.urls")),
]


@pytest.fixture
def log(settings):
    """What the site writes with its own settings, of a Django that asks its own addresses."""
    settings.ROOT_URLCONF = __name__
    written = StringIO()
    said = dict(settings.LOGGING["formatters"]["line"])
    handler = logging.StreamHandler(written)
    handler.setFormatter(logging.config.DictConfigurator({}).configure_formatter(said))
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    yield written
    logger.removeHandler(handler)


@pytest.fixture
def client(db):
    return Client(raise_request_exception=False)


def tracebacks(log):
    """How often a line was followed by one; of a chain of errors it is several in one."""
    return len(re.findall(r"\(\w+\)\nTraceback", log.getvalue()))


def lines(log, address):
    """The lines that tell of a request, each of which begins with the time."""
    told = [line for line in log.getvalue().splitlines() if f": {address} (" in line]
    assert all(line[:2] == "20" for line in told)
    return told


def test_many_failures_of_a_kind_are_a_line_each_and_one_traceback(log, client):
    for _ in range(50):
        client.get("/weg/")

    assert tracebacks(log) == 1
    assert len(lines(log, "/weg/")) == 50
    assert log.getvalue().endswith("\n".join(lines(log, "/weg/")[1:]) + "\n")


def test_a_failure_of_another_kind_is_told_in_full_at_once(log, client):
    for address in ["/weg/", "/weg/", "/fout/", "/fout/", "/fout-2/", "/weg/"]:
        client.get(address)

    assert tracebacks(log) == 3
    assert log.getvalue().count("KeyError: 'leerjaar'") == 2
    assert [len(lines(log, address)) for address in ["/fout/", "/fout-2/"]] == [2, 1]


def test_a_database_that_is_away_is_one_kind_wherever_it_is_asked(log, client, monkeypatch):
    def gone(*args, **kwargs):
        raise OperationalError("gone")

    make.a_region()
    with monkeypatch.context() as patch:
        patch.setattr(connection, "cursor", gone)
        for address in ["/", "/regios/", "/scholen/", "/agenda/"]:
            client.get(address)

    assert tracebacks(log) == 1


def test_after_a_minute_it_is_told_in_full_again(log, client, monkeypatch):
    client.get("/fout/")
    later = log_lines.monotonic() + 61
    monkeypatch.setattr(log_lines, "monotonic", lambda: later)
    client.get("/fout/")

    assert tracebacks(log) == 2


def test_no_line_says_what_a_person_typed(log, client):
    client.post("/botst/?q=j.jansen", {"naam": "j.jansen"})

    assert tracebacks(log) == 1
    assert "IntegrityError" in log.getvalue()
    assert "j.jansen" not in log.getvalue()


def test_a_record_is_left_as_it_was_for_other_handlers():
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


def test_every_line_of_django_and_of_the_site_is_written_so():
    for name in ["django", "pactdir"]:
        (handler,) = logging.getLogger(name).handlers[:1]
        assert isinstance(handler.formatter, log_lines.TracebackOncePerMinute)
    assert settings.LOGGING["loggers"].keys() == {"django", "pactdir"}
