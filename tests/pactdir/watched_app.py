"""The site as gunicorn serves it, reporting each statement to a test.

    gunicorn --config pactdir/gunicorn.py tests.pactdir.watched_app:application

For each request a connection to port X-Watch-Port is opened, with the process id on the first line
and then a dot before every statement. No admin page writes a region, goals and an event at once;
/in-een-keer/ does, as an import would.
"""

import os
import socket
from urllib.parse import parse_qs

from django.db import connection
from django.urls import reverse

from pactdir.wsgi import application as site

# Imports all views before forking, since a worker only lives for a few requests.
reverse("admin:index")


def application(environ, start_response):
    app = write_all_at_once if environ["PATH_INFO"] == "/in-een-keer/" else site
    with socket.create_connection(("127.0.0.1", int(environ["HTTP_X_WATCH_PORT"]))) as test_socket:
        test_socket.sendall(f"{os.getpid()}\n".encode())

        def report(execute, *statement):
            test_socket.sendall(b".")
            return execute(*statement)

        with connection.execute_wrapper(report):
            return app(environ, start_response)


def write_all_at_once(environ, start_response):
    from news.models import Event  # noqa: PLC0415 (after Django is set up)
    from regions.models import Region  # noqa: PLC0415
    from regions.writing.changing import changing  # noqa: PLC0415

    number = parse_qs(environ["QUERY_STRING"])["number"][0]
    with changing():
        region = Region.objects.get()
        region.summary = number
        region.save()
        for goal in region.goals.all():
            goal.target = number
            goal.save()
        event = Event.objects.get()
        event.summary = number
        event.save()
    connection.close()
    start_response("302 Found", [("Location", "/"), ("Content-Length", "0")])
    return [b""]
