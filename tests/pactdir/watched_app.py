"""The site as gunicorn serves it, telling a test which statement it is at.

    gunicorn --config pactdir/gunicorn.py tests.pactdir.watched_app:application

A request with X-Watch-Port gets a connection to that port of its own: its process number on the
first line, then a dot before every statement. No page of the admin writes a region, goals and an
activity at once; /in-een-keer/ does, as an import would.
"""

import os
import socket
from urllib.parse import parse_qs

from django.db import connection

from pactdir.wsgi import application as site


def application(environ, start_response):
    app = write_all_at_once if environ["PATH_INFO"] == "/in-een-keer/" else site
    with socket.create_connection(("127.0.0.1", int(environ["HTTP_X_WATCH_PORT"]))) as watcher:
        watcher.sendall(f"{os.getpid()}\n".encode())

        def tell(execute, *statement):
            watcher.sendall(b".")
            return execute(*statement)

        with connection.execute_wrapper(tell):
            return app(environ, start_response)


def write_all_at_once(environ, start_response):
    from news.models import Event  # noqa: PLC0415 (known only once the site is loaded)
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
