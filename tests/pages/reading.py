"""Read an answered page as a visitor does: its main part, its blocks, its links."""

import json
from copy import copy
from functools import lru_cache

from bs4 import BeautifulSoup, SoupStrainer

OWN_SCRIPT = {"src": "/static/js/site.js", "type": "module"}
DATA = "application/ld+json"
RUNS_ON = "time, a.term"


@lru_cache(maxsize=4)
def read(response):
    """The whole page; several questions about one answer read it once."""
    return BeautifulSoup(response.content, "html.parser")


def main_of(response):
    """The main part of a page that was found."""
    assert response.status_code == 200, response.status_code
    return read(response).main


def words(part):
    """What a part says, without the white space that only lays it out.

    A date runs on in it, and so does a term that leads to its explanation.
    """
    if part.select_one(RUNS_ON):
        part = copy(part)
        for one in part.select(RUNS_ON):
            one.unwrap()
        part.smooth()
    return " ".join(part.get_text(" ").split())


def words_of(parts):
    return [words(part) for part in parts]


def text_of(response):
    return words(main_of(response))


def lede(response):
    """The answer in the first lines."""
    return words(main_of(response).select_one(".lede"))


def factline(response):
    return words_of(main_of(response).select(".factline li"))


def facts(part):
    """Label by label what a list of facts says."""
    return {words(term): words(term.find_next_sibling("dd")) for term in part.find_all("dt")}


def block(response, heading):
    """The section under that heading; None where the page has none."""
    for found in main_of(response).find_all(["h2", "h3"]):
        if words(found) == heading:
            return found.find_parent("section") or found.parent
    return None


def names(part, prefix):
    """The texts of the row links that lead below `prefix` ("/scholen/"), in their order."""
    rows = part.select("a.row__name") if part else []
    return [row.get_text(strip=True) for row in rows if row["href"].startswith(prefix)]


def running_scripts(response):
    """What a browser would run and is not the site's own file; a block of data is not run."""
    found = _only("script", response).find_all("script")
    return [
        script
        for script in found
        if script.attrs != {"type": DATA} and (script.attrs != OWN_SCRIPT or script.string)
    ]


def data_of(response):
    """The blocks of data on the page, for search engines."""
    blocks = _only("script", response).find_all("script", type=DATA)
    return [json.loads(block.string) for block in blocks]


def own_addresses(response):
    """Every address on the page that lies on this site, without its anchor."""
    links = _only("a", response).find_all("a", href=True)
    addresses = {link["href"].split("#")[0] for link in links}
    return {address for address in addresses if address.startswith("/")}


def _only(name, response):
    """What the page has of one element, which is read faster than the whole."""
    return BeautifulSoup(response.content, "html.parser", parse_only=SoupStrainer(name))
