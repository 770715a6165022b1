"""Fills in and sends a public form as a browser does.

form = opened(client, "/mail/")
page = form.send(email="noor@school.example", regions=["almere"])
"""

from bs4 import BeautifulSoup

BROWSER = {"HTTP_SEC_FETCH_SITE": "same-origin"}


def opened(client, path, **query):
    response = client.get(path, query)
    assert response.status_code == 200, path
    return SentForm(client, path, response)


class SentForm:
    """The `number`-th POST form of a page."""

    def __init__(self, client, path, response, number=0):
        self.client = client
        form = BeautifulSoup(response.content, "lxml").select("form[method=post]")[number]
        self.path = form.get("action") or path
        self.fields = {}
        for field in form.select("[name]"):
            self._read(field)

    def _read(self, field):
        name, kind = field["name"], field.get("type")
        if field.name == "select":
            options = [option["value"] for option in field.select("option[selected]")]
            self.fields[name] = options if field.has_attr("multiple") else options[:1]
        elif kind in ("checkbox", "radio"):
            ticked = [field.get("value", "on")] if field.has_attr("checked") else []
            self.fields[name] = self.fields.get(name, []) + ticked
        elif field.name != "button":
            self.fields[name] = field.get("value", field.text)

    def send(self, *, headers=BROWSER, **fields):
        return self.client.post(self.path, {**self.fields, **fields}, **headers)
