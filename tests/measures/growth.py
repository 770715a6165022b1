"""Measures the list of offers and the theme pages as they grow, on DATABASE_URL, for `bench.py`.

Each page twice: with the demo, and with copies of its offers and partners. Fails if a page then
takes more than `MAX_GROWTH` times as long, or more queries than its budget.
"""

import random
import sys
from collections.abc import Iterator, Sequence
from copy import copy
from functools import partial
from io import StringIO
from itertools import cycle, islice
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402 (only now is there anything to import)
from django.core.management import call_command  # noqa: E402
from django.db.models import Model, QuerySet  # noqa: E402
from django.test import override_settings  # noqa: E402

from pactdir.gunicorn import when_ready  # noqa: E402
from pactdir.models import SearchEntry, entry_key  # noqa: E402
from partners.models import (  # noqa: E402
    Offer,
    OfferRegion,
    OfferTheme,
    Partner,
    PartnerParticipation,
)
from regions.clock import today  # noqa: E402
from regions.models import Place, Region, Theme  # noqa: E402
from regions.names.folding import fold  # noqa: E402
from regions.writing import version_cache  # noqa: E402
from schools.models import School  # noqa: E402
from tests import make  # noqa: E402
from tests.measures.costs import (  # noqa: E402
    URLS,
    Case,
    Results,
    after_a_write,
    as_autovacuum,
    print_table,
)
from tests.measures.wsgi_client import Get, wsgi_client  # noqa: E402

OFFERS, PARTNERS, REGIONS = 50_000, 250_000, 78
BATCH_SIZE = 500
MAX_GROWTH = 3  # times the time with the demo
MAX_QUERIES = {"aanbod": 8, "thema": 15}  # without those for the content version
CHOICES = {
    "zonder keuze": "",
    "bladzijde 40": "page=40",
    "postcode": "bij=1621",
    "voor wie": "voor=klas-1-2",
    "soort": "soort=techlab",
    "thema": "thema=techlab",
    "wanneer": "wanneer=nu-of-straks",
    "kosten": "kosten=gratis",
    "regio": "regio=sterk-techniekonderwijs-almere",
    "woord": "naam=techniek",
    "soort en regio": "soort=techlab&regio=sterk-techniekonderwijs-almere",
    "niets gevonden": "soort=mentor&kosten=betaald&regio=techniekpact-west-friesland",
}


def cases(get: Get) -> Iterator[Case]:
    for name, query in CHOICES.items():
        yield Case(f"aanbod: {name}", partial(get, f"/aanbod/?{query}"))
    yield Case("aanbod: net na een wijziging", partial(after_a_write, get, "/aanbod/"))
    for theme in Theme.objects.order_by("pk")[:2]:
        yield Case(f"thema: {theme.slug}"[:39], partial(get, theme.get_absolute_url()))


# --- copies ---


def grow(offers: int, partners: int) -> None:
    """Add regions, and copies of partners and offers; none belongs to an example."""
    rng = random.Random(7)  # noqa: S311
    more = range(REGIONS - Region.objects.count())
    _create(make.RegionFactory.build(name=f"Regio nummer {nth}") for nth in more)
    regions = _keys(Region.objects.published(today()).filter(is_example=False))
    partner_keys = _copy(
        Partner.objects.filter(is_example=False), "partner", partners, kvk_number=[""]
    )
    _create(
        PartnerParticipation(partner_id=key, region_id=rng.choice(regions), source="Verzonnen")
        for key in partner_keys
    )
    offer_keys = _copy(
        Offer.objects.all(),
        "aanbod",
        offers,
        region_id=regions,
        partner_id=partner_keys,
        school_id=_keys(School.objects.published(today()).filter(is_example=False)),
        place_id=_keys(Place.objects.filter(municipality__is_example=False)),
    )
    themes = _keys(Theme.objects.all())
    _create(OfferTheme(offer_id=key, theme_id=rng.choice(themes)) for key in offer_keys)
    _create(OfferRegion(offer_id=key, region_id=rng.choice(regions)) for key in offer_keys[::10])
    as_autovacuum()
    version_cache.clear_caches()


def _keys(rows: QuerySet) -> list[int]:
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _copy(originals: QuerySet, kind: str, number: int, **choices: Sequence[Any]) -> range:
    """Copy the rows in turn, and their search entries, without history; return the new keys.

    A copy gets one of the choices for each field that the original has filled in.
    """
    rng = random.Random(7)  # noqa: S311
    model = originals.model
    first = model._default_manager.latest("pk").pk + 1
    keys = range(first, first + number)
    rows = list(zip(keys, cycle(originals.order_by("pk").values())))

    def copied(key: int, row: dict[str, Any]) -> dict[str, Any]:
        chosen = {name: rng.choice(keys) for name, keys in choices.items() if row[name]}
        name = f"{row['name']} {key}"
        own = {"id": key, "slug": f"kopie-{key}", "name": name, "folded_name": fold(name)}
        return row | own | chosen

    _create(model(**copied(key, row)) for key, row in rows)
    entries = {entry.object_id: entry for entry in SearchEntry.objects.filter(kind=kind)}
    _create(_entry_of(entries[row["id"]], key) for key, row in rows)
    return keys


def _entry_of(original: SearchEntry, key: int) -> SearchEntry:
    entry = copy(original)
    entry.pk, entry.object_id = entry_key(original.kind, key), key
    return entry


def _create(rows: Iterator[Model]) -> None:
    while batch := list(islice(rows, BATCH_SIZE)):
        rows_of_model: Any = QuerySet(type(batch[0]))
        rows_of_model.bulk_create(batch)


# --- both sizes ---


def main(offers: int, partners: int) -> int:
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("load_demo", stdout=StringIO())
    when_ready(None)  # as in production
    get = wsgi_client([name for name in settings.MIDDLEWARE if "PageStore" not in name])
    as_autovacuum()
    with_demo = print_table("Met de demo", cases(get), get)
    print("\nMeer gegevens maken ...", flush=True)
    grow(offers, partners)
    title = f"Met {offers} aanbod en {partners} partners meer"
    return _report(print_table(title, cases(get), get, with_demo), with_demo)


def _report(results: Results, with_demo: Results) -> int:
    too_slow = {
        name: result.cost.wall / with_demo[name].cost.wall
        for name, result in results.items()
        if result.cost.wall > MAX_GROWTH * with_demo[name].cost.wall
    }
    too_many = {
        name: result.queries
        for name, result in results.items()
        if result.queries > MAX_QUERIES[name.partition(":")[0]]
    }
    for name, growth in too_slow.items():
        print(f"{name}: {growth:.1f} keer de tijd van de demo, hoogstens {MAX_GROWTH}")
    for name, queries in too_many.items():
        print(f"{name}: {queries} vragen aan de database")
    return 1 if too_slow or too_many else 0


if __name__ == "__main__":
    sizes = [int(size) for size in sys.argv[1:]] or [OFFERS, PARTNERS]
    with override_settings(ROOT_URLCONF=URLS):
        sys.exit(main(*sizes))
