"""Payloads in a fixture: a TOML file with three rows of every table with texts."""

import json

from pactdir.demo.tables import demo_tables, tables_by_name
from tests.browser.poisoned import open_texts, values

EVERY_ROW = """
[every_row]
published_from = 2020-01-01
starts_on = 2099-05-20
on = 2022-01-01
source = "x"
"""
# Required fields of a row, besides its texts; $ is its number.
NEEDED = {
    "municipality": {"slug": "gemeente-van-$", "code": "GM900$", "province": "PV27"},
    "municipality_succession": {"old": "gemeente-van-$", "new": "gemeente-van-4"},
    "place": {"municipality": "gemeente-van-1"},
    "funding_period": {"first_year": 2090, "last_year": "209$"},
    "programme_line": {"funding_period": "2090/2091", "number": "$"},
    "organisation": {"slug": "organisatie-van-$"},
    "organisation_name": {"organisation": "organisatie-van-1"},
    "region": {"slug": "regio-van-$", "kind": "sto"},
    "agreement": {"region": "regio-van-$", "kind": "sto-project"},
    "goal": {"region": "regio-van-1", "order": "$"},
    "goal_document": {"goal": "regio-van-1/$", "source_url": "https://bewijs.example/$"},
    "theme": {"slug": "thema-van-$"},
    "channel": {"region": "regio-van-1", "kind": "nieuwsbrief", "url": "https://k.example/$"},
    "contact": {"region": "regio-van-1", "order": "$"},
    "municipality_participation": {"region": "regio-van-1", "municipality": "gemeente-van-$"},
    "school": {"slug": "school-van-$", "municipality": "gemeente-van-1", "levels": ["vmbo"]},
    "school_name": {"school": "school-van-1", "until": "2022"},
    "school_participation": {"region": "regio-van-1", "school": "school-van-$"},
    "indicator": {"slug": "indicator-van-$", "unit": "leerlingen"},
    "figure": {
        "indicator": "indicator-van-$",
        "area_code": "NL",
        "profile": "pie",
        "level": "",
        "period": "2019",
        "low": 20,
        "high": 20,
    },
    "partner": {"slug": "partner-van-$", "kind": "bedrijf"},
    "partner_participation": {"region": "regio-van-1", "partner": "partner-van-$"},
    "picture": {"digest": "bestand$", "width": 800, "height": 400, "people": "niemand"},
    "region_document": {"region": "regio-van-$", "file_key": "regiobestand$", "size": 1},
    "article_document": {"article": "bericht-van-$", "file_key": "nieuwsbestand$", "size": 1},
    "offer_document": {"offer": "aanbod-van-$", "file_key": "aanbodbestand$", "size": 1},
    "article": {"region": "regio-van-1", "slug": "bericht-van-$", "kind": "nieuws"},
    "event": {"region": "regio-van-1", "slug": "activiteit-van-$"},
    "offer": {
        "region": "regio-van-1",
        "slug": "aanbod-van-$",
        "kind": "project",
        "is_of_region": True,
        "cost": "betaald",
    },
}
NUMBERS = (1, 2, 3)


def write_fixture(folder):
    tables = [table for table in demo_tables() if open_texts(table.model)]
    blocks = [_block(table, number) for table in tables for number in NUMBERS]
    blocks.append(_block(tables_by_name()["municipality"], 4))  # into which the others merge
    (folder / "payloads.toml").write_text(EVERY_ROW + "\n".join(blocks), "utf-8")


def _block(table, number):
    texts = {name: text.replace("\0", "") for name, text in values(table.model, number).items()}
    row = texts | {name: _numbered(value, number) for name, value in NEEDED[table.name].items()}
    lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in row.items()]
    return "\n".join([f"[[{table.name}]]", *lines])


def _numbered(value, number):
    if not isinstance(value, str):
        return value
    text = value.replace("$", str(number))
    return int(text) if text.isdecimal() and value != text and len(text) < 5 else text
