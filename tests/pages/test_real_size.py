"""Pages in a database of the real size: no more queries than in a small one, and hardly heavier."""

import gzip
from pathlib import Path

from django.contrib.staticfiles import finders

from pactdir.pages.sitemaps import SECTIONS
from tests.pages.test_queries import LISTS, PAGES, queries, rows_on_every_list
from tests.real_size import the_whole_country

MOST_BYTES = 22_000  # HTML and CSS, compressed
SITEMAPS = ["/sitemap.xml", *(f"/sitemap-{name}.xml" for name in SECTIONS)]
MORE_LISTS = ["/themas/", "/agenda/maand/2099-05/"]


def weight_to_read(client, address):
    """The bytes of the page and its style sheet, compressed."""
    style = Path(str(finders.find("css/site.css")))
    texts = [client.get(address).content, style.read_bytes()]
    return sum(len(gzip.compress(text)) for text in texts)


def test_the_whole_country_costs_no_page_a_query_more_and_keeps_it_light(db, client):
    rows_on_every_list(1)
    asked = [*LISTS, *MORE_LISTS, *PAGES, *SITEMAPS]
    in_a_village = {address: len(queries(client, address)) for address in asked}

    regions, municipalities = the_whole_country()

    assert {address: len(queries(client, address)) for address in asked} == in_a_village
    ends = [rows[n].get_absolute_url() for rows in (regions, municipalities) for n in (0, -1)]
    # Regions and their links are cached per version.
    assert [len(queries(client, address)) for address in ends] == [11, 11, 8, 8]
    read = [*LISTS, *MORE_LISTS, "/gemeenten/?page=7", *PAGES, *ends]
    weights = {address: weight_to_read(client, address) for address in read}
    assert {one: found for one, found in weights.items() if found > MOST_BYTES} == {}
