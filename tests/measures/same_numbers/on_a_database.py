"""Loads the country into the database that the environment names, and compares."""

import logging
import random
import sys
import time
from pathlib import Path

import django

django.setup()

from django.test import Client, override_settings  # noqa: E402 (only now is there anything to import)

from regions.clock import today  # noqa: E402
from regions.models import Municipality, Region  # noqa: E402
from tests.measures.country_walk.loading import load  # noqa: E402
from tests.measures.country_walk.on_a_database import SETTINGS  # noqa: E402
from tests.pages.same_numbers import differences  # noqa: E402


def main(folder: Path, seed: int, many: int) -> int:
    began = time.perf_counter()
    load(folder)
    loaded = time.perf_counter()
    seed = seed or int(f"{today():%Y%m%d}")
    municipalities = list(Municipality.objects.exclude_examples().current(today()).order_by("code"))
    chosen = random.Random(seed).sample(municipalities, min(many, len(municipalities)))  # noqa: S311
    regions = list(Region.objects.published(today()))
    compared, found = 0, []
    for row in [*regions, *chosen]:
        number, differing = differences(Client(), row)
        compared += number
        found += differing
    print("\n".join(found))
    print(f"geladen in {loaded - began:.0f} s, vergeleken in {time.perf_counter() - loaded:.0f} s")
    print(f"keuze {seed}: {len(regions)} regio's en {len(chosen)} gemeenten, ", end="")
    print(f"{compared} vergelijkingen, {len(found)} verschillen")
    return int(bool(found))


if __name__ == "__main__":
    logging.disable()
    with override_settings(**SETTINGS):
        sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))
