"""What a drawn map says, read as XML."""

from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}"
KINDS = {"stated", "derived", "both", "both--stated", "none"}


def parsed(svg):
    return ElementTree.fromstring(svg)  # noqa: S314 (drawn here)


def links(svg):
    """Where each link leads, its name, and the titles of the shapes in it."""
    return [
        (link.get("href"), link.get("aria-label"), [one.text for one in link.iter(f"{SVG}title")])
        for link in parsed(svg).iter(f"{SVG}a")
    ]


def kinds(svg):
    """How each municipality is drawn, by its title: the shape, and the words of its class."""
    found = {}
    for around in parsed(svg).iter():
        for shape in around:
            if (title := shape.find(f"{SVG}title")) is None:
                continue
            classes = [one.get("class") or "" for one in (shape, *shape, around)]
            words = {word for one in classes for word in one.split()} & KINDS
            is_area = shape.tag == f"{SVG}path"
            found[title.text] = ("area" if is_area else "mark", " ".join(sorted(words)))
    return found
