"""Reads the sitemaps."""

from xml.etree import ElementTree

HERE = "http://testserver"
NAMESPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def entries(client, address):
    """Map each URL in that sitemap to its `lastmod`, or to None."""
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "application/xml")
    root = ElementTree.fromstring(response.content)  # noqa: S314 (our own)
    return {
        entry.findtext("s:loc", namespaces=NAMESPACE).removeprefix(HERE): entry.findtext(
            "s:lastmod", namespaces=NAMESPACE
        )
        for entry in root
    }
