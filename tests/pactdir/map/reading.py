"""Reads a rendered map as XML."""

from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}"
KINDS = {"stated", "derived", "both", "both--stated", "none"}


def parse(svg):
    return ElementTree.fromstring(svg)  # noqa: S314 (drawn here)


def links(svg):
    """(href, name, titles of its shapes) of each link."""
    return [
        (link.get("href"), link.get("aria-label"), [t.text for t in link.iter(f"{SVG}title")])
        for link in parse(svg).iter(f"{SVG}a")
    ]


def kinds(svg):
    """Map the title of each municipality to "area" or "point" and its kinds."""
    kinds_by_title = {}
    for parent in parse(svg).iter():
        for shape in parent:
            if (title := shape.find(f"{SVG}title")) is None:
                continue
            classes = " ".join(element.get("class") or "" for element in (shape, *shape, parent))
            words = set(classes.split()) & KINDS
            geometry = "area" if shape.tag == f"{SVG}path" else "point"
            kinds_by_title[title.text] = (geometry, " ".join(sorted(words)))
    return kinds_by_title
