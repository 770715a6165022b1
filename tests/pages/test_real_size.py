"""With the whole country in the database, pages take as many queries as with a small one, and stay
light.
"""

import gzip
from pathlib import Path

from django.contrib.staticfiles import finders

from pactdir.pages.sitemaps import SECTIONS
from tests.pages.test_queries import LISTS, PAGES, queries, rows_on_every_list
from tests.real_size import the_whole_country

MAX_BYTES = 22_000  # HTML and CSS, compressed
SITEMAPS = ["/sitemap.xml", *(f"/sitemap-{name}.xml" for name in SECTIONS)]
MORE_LISTS = ["/themas/", "/agenda/maand/2099-05/"]


def compressed_size(client, address):
    style = Path(str(finders.find("css/site.css")))
    texts = [client.get(address).content, style.read_bytes()]
    return sum(len(gzip.compress(text)) for text in texts)


def test_a_full_database_adds_no_queries_and_keeps_pages_light(db, client):
    rows_on_every_list(1)
    addresses = [*LISTS, *MORE_LISTS, *PAGES, *SITEMAPS]
    in_a_small_database = {address: len(queries(client, address)) for address in addresses}

    regions, municipalities = the_whole_country()

    assert {address: len(queries(client, address)) for address in addresses} == in_a_small_database
    extremes = [rows[n].get_absolute_url() for rows in (regions, municipalities) for n in (0, -1)]
    # Regions and their links are cached per content version.
    assert [len(queries(client, address)) for address in extremes] == [11, 11, 11, 11]
    pages = [*LISTS, *MORE_LISTS, "/gemeenten/?page=7", *PAGES, *extremes]
    sizes = {address: compressed_size(client, address) for address in pages}
    assert {address: size for address, size in sizes.items() if size > MAX_BYTES} == {}
