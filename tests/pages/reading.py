"""Reads a response as a visitor does: its main part, its sections, its links."""

import json
import re
from copy import copy
from html import unescape

from bs4 import BeautifulSoup, SoupStrainer

OWN_SCRIPT = {"src": "/static/js/site.js", "type": "module"}
DATA = "application/ld+json"
INLINE = "time, a.term"
LINK = re.compile(r'<a\s(?:[^>]*\s)?href="([^"]*)"')


def read(response):
    """The whole page, parsed once and cached on the response."""
    if not hasattr(response, "soup"):
        # lxml takes less than half the time, but stops at a NUL.
        parser = "html.parser" if b"\0" in response.content else "lxml"
        response.soup = BeautifulSoup(response.content, parser)
    return response.soup


def main_of(response):
    """The <main> of a page; fails unless the status is 200."""
    assert response.status_code == 200, response.status_code
    return read(response).main


def words(part):
    """The text of an element with single spaces, also between elements.

    Dates and glossary terms are part of the running text, so no spaces are added around them.
    """
    if part.select_one(INLINE):
        part = copy(part)
        for element in part.select(INLINE):
            element.unwrap()
        part.smooth()
    return " ".join(part.get_text(" ").split())


def words_of(parts):
    return [words(part) for part in parts]


def text_of(response):
    return words(main_of(response))


def lede(response):
    return words(main_of(response).select_one(".lede"))


def factline(response):
    return words_of(main_of(response).select(".factline li"))


def facts(part):
    return {words(term): words(term.find_next_sibling("dd")) for term in part.find_all("dt")}


def block(response, heading):
    for element in main_of(response).find_all(["h2", "h3"]):
        if words(element) == heading:
            return element.find_parent("section") or element.parent
    return None


def names(part, prefix):
    """The texts of row links to URLs that start with `prefix` ("/scholen/"), in order."""
    rows = part.select("a.row__name") if part else []
    return [row.get_text(strip=True) for row in rows if row["href"].startswith(prefix)]


def running_scripts(response):
    """Scripts that a browser would run, other than the site's own file; JSON-LD is not run."""
    scripts = _only("script", response).find_all("script")
    return [
        script
        for script in scripts
        if script.attrs != {"type": DATA} and (script.attrs != OWN_SCRIPT or script.string)
    ]


def data_of(response):
    """The JSON-LD blocks on the page, parsed."""
    blocks = _only("script", response).find_all("script", type=DATA)
    return [json.loads(block.string) for block in blocks]


def own_addresses(response):
    # Site-wide tests read thousands of pages, and parsing them takes longer than rendering them.
    links = LINK.findall(response.content.decode())
    addresses = {unescape(link).split("#")[0] for link in links}
    return {address for address in addresses if address.startswith("/")}


def redirect_or_status(client, address):
    """The URL of a permanent redirect, or the status code of any other response."""
    response = client.get(address)
    return response["Location"] if response.status_code == 301 else response.status_code


def _only(name, response):
    if hasattr(response, "soup"):
        return response.soup
    return BeautifulSoup(response.content, "lxml", parse_only=SoupStrainer(name))
