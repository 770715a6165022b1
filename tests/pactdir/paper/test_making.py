"""The limit on concurrent PDFs, and on what rendering a PDF may read."""

from io import BytesIO
from queue import Queue
from threading import Event, Thread

import pikepdf
from django.http import HttpResponse
from django.test import RequestFactory

from pactdir.paper.making import pdf_of
from pactdir.paper.views import _pdf_view

TIMEOUT = 60  # so that a deadlock fails the test


def test_a_worker_renders_one_queues_one_and_refuses_the_rest():
    responses, go_on, at_once = Queue(), Event(), []

    @_pdf_view
    def make_slowly(request, slug):
        at_once.append(1)
        count = len(at_once)
        assert go_on.wait(TIMEOUT)
        at_once.pop()
        return HttpResponse(str(count))

    def ask():
        responses.put(make_slowly(RequestFactory().get("/gemeenten/urk.pdf"), "urk"))

    threads = [Thread(target=ask) for _ in range(10)]
    for thread in threads:
        thread.start()
    refused = [responses.get(timeout=TIMEOUT) for _ in range(8)]
    assert responses.empty()
    go_on.set()
    made = [responses.get(timeout=TIMEOUT) for _ in range(2)]
    for thread in threads:
        thread.join(TIMEOUT)

    assert [response.content for response in made] == [b"1", b"1"]  # never two at once
    assert {response.status_code for response in refused} == {503}
    assert {response["Retry-After"] for response in refused} == {"5"}
    assert {response["Cache-Control"] for response in refused} == {"no-store"}
    text = refused[0].content.decode()
    assert "Probeer het over een paar seconden opnieuw." in text
    assert 'href="/gemeenten/urk.pdf"' in text
    assert 'href="/gemeenten/urk/"' in text
    # The slots are free again.
    assert make_slowly(RequestFactory().get("/gemeenten/urk.pdf"), "urk").status_code == 200


def test_an_error_frees_the_slot():
    @_pdf_view
    def fail(request, slug):
        raise ZeroDivisionError

    for _ in range(4):
        try:
            fail(RequestFactory().get("/gemeenten/urk.pdf"), "urk")
        except ZeroDivisionError:
            continue
        raise AssertionError("refused")


def test_nothing_is_read_from_a_file_or_the_network(tmp_path, caplog):
    picture = tmp_path / "picture.svg"
    picture.write_text('<svg xmlns="http://www.w3.org/2000/svg"><text>geheim</text></svg>')
    html = f"""<html lang=nl><title>Papier</title><link rel=stylesheet href="{picture.as_uri()}">
        <style>@import "https://elders.example/a.css"; p {{ background: url(https://b.example/) }}
        </style><h1>Papier</h1><p><img src="{picture.as_uri()}" alt="Een beeld">
        <img src="https://c.example/" alt="Nog een"><object data="{picture.as_uri()}"></object>"""
    pdf = pdf_of(html, "https://pactdir.example/")

    assert len(caplog.messages) == 5
    assert all("disallowed protocol" in message for message in caplog.messages)
    with pikepdf.open(BytesIO(pdf)) as document:
        assert [page.get_images() for page in document.pages] == [{}]
