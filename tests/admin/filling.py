"""Opens, fills in and submits a form of the admin, like a browser.

form = opened(client, Region, region)
form["name"] = "Almere"
row = form.add_row("goals", text="Meer meisjes in de techniek")
page = form.send()
page.errors  # {"name": [...], "goals-0": [...]}
"""

import re

from bs4 import BeautifulSoup
from django.urls import reverse


def address(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def opened(client, model, instance=None):
    where = address(model, "change", instance.pk) if instance else address(model, "add")
    response = client.get(where)
    assert response.status_code == 200, where
    return Form(client, where, response)


class Form(dict):
    """Field names and the values a browser would send; a list for several values."""

    def __init__(self, client, where, response):
        self.client, self.where = client, where
        html = response.content.decode().replace(
            "\0", "\N{REPLACEMENT CHARACTER}"
        )  # as browsers do
        self.soup = BeautifulSoup(html, "lxml")
        for field in self.soup.select("#content-main form [name]"):
            self._read(field)

    def _read(self, field):
        name = field["name"]
        if field.name == "select":
            self[name] = [o.get("value", "") for o in field.select("option[selected]")]
        elif field.name == "textarea":
            self[name] = field.text.removeprefix("\n")
        elif field.get("type") in ("checkbox", "radio"):
            self.setdefault(name, [])
            if field.has_attr("checked"):
                self[name].append(field.get("value", "on"))
        elif field.get("type") == "hidden" and name in self and self[name]:
            self[name] = [*_listed(self[name]), field.get("value", "")]
        elif field.get("type") not in ("submit", "button"):
            self[name] = field.get("value", "")

    def add_row(self, prefix, **values):
        """Fills in another row, like "Nog een toevoegen"; returns its prefix."""
        row = f"{prefix}-{self[f'{prefix}-TOTAL_FORMS']}"
        blank = f"{prefix}-__prefix__-"
        for name in [name for name in self if blank in name]:
            self[name.replace(f"{prefix}-__prefix__", row)] = self[name]
        for name, value in values.items():
            self[f"{row}-{name}"] = getattr(value, "pk", value)
        self[f"{prefix}-TOTAL_FORMS"] = str(int(self[f"{prefix}-TOTAL_FORMS"]) + 1)
        return row

    def send(self):
        data = {
            name: value
            for name, value in self.items()
            if "__prefix__" not in name and value not in ([], None)
        }
        response = self.client.post(self.where, data)
        assert response.status_code in (200, 302), response.status_code
        return Answer(self.client, self.where, response)


class Answer(Form):
    """The response: a redirect or the form with errors."""

    def __init__(self, client, where, response):
        super().__init__(client, where, response)
        self.response = response
        self.saved = response.status_code == 302

    @property
    def errors(self):
        """Error texts by field name, by row, or "" for the form as a whole."""
        by_place = {}
        for errors in self.soup.select("ul.errorlist"):
            texts = [item.get_text(" ", strip=True) for item in errors.select("li")]
            by_place.setdefault(_place(errors), []).extend(texts)
        return by_place


def _place(errors):
    """The field or row of these errors."""
    if errors.get("id", "").endswith("_error"):
        return errors["id"].removeprefix("id_").removesuffix("_error")
    if cell := errors.find_parent("td", class_=re.compile("^field-")):
        return cell.select_one("[name]")["name"]
    if line := errors.find_parent("tr"):  # above the row of a table
        return line.find_next_sibling("tr", class_="form-row")["id"]
    row = errors.find_parent(class_="inline-related")
    return row.get("id", "") if row else ""


def as_shown(value):
    return value.replace("\0", "\N{REPLACEMENT CHARACTER}")


def _listed(value):
    return value if isinstance(value, list) else [value]
