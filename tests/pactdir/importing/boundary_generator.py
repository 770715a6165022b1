"""Boundary files as CBS and Kadaster publish them, of an invented country of squares.

342 municipalities in a grid of 19 by 18, in twelve provinces of whole rows and columns. No
boundary or name is real; codes run from GM1000.
"""

import json

from pyproj import Transformer

COLUMNS, ROWS = 19, 18
WEST, SOUTH, SIDE = 4.0, 51.0, 0.1  # degrees
PROVINCE_CODES = [f"PV{number}" for number in range(20, 32)]
IN_METRES = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}
_to_metres = Transformer.from_crs("EPSG:4326", "EPSG:28992", always_xy=True)


def code_of(column, row):
    return f"GM{1000 + row * COLUMNS + column}"


def province_of(column, row):
    return PROVINCE_CODES[(row * 4 // ROWS) * 3 + column * 3 // COLUMNS]


def cells():
    return [(column, row) for row in range(ROWS) for column in range(COLUMNS)]


def pairs_of_neighbours():
    """Every pair in both directions; squares also touch at their corners."""
    return {
        (code_of(column, row), code_of(column + x, row + y))
        for column, row in cells()
        for x in (-1, 0, 1)
        for y in (-1, 0, 1)
        if (x or y) and 0 <= column + x < COLUMNS and 0 <= row + y < ROWS
    }


def box(column, row, to_column, to_row):
    """The ring around some squares, with a point at every corner of a square."""
    xs = [round(WEST + SIDE * number, 4) for number in range(column, to_column + 1)]
    ys = [round(SOUTH + SIDE * number, 4) for number in range(row, to_row + 1)]
    ring = [[x, ys[0]] for x in xs] + [[xs[-1], y] for y in ys[1:]]
    return ring + [[x, ys[-1]] for x in xs[-2::-1]] + [[xs[0], y] for y in ys[-2::-1]]


def square(column, row):
    return box(column, row, column + 1, row + 1)


def feature(properties, *rings, in_metres=False):
    if in_metres:
        rings = [[list(map(float, _to_metres.transform(*point))) for point in r] for r in rings]
    shape = {"type": "Polygon", "coordinates": [rings[0]]}
    if len(rings) > 1:
        shape = {"type": "MultiPolygon", "coordinates": [[ring] for ring in rings]}
    return {"type": "Feature", "properties": properties, "geometry": shape}


def collection(features, **members):
    return json.dumps({"type": "FeatureCollection", **members, "features": features})


def name_of(column, row):
    return f"Rij {row} vak {column}"


def of_cbs(squares=None, *, in_metres=False):
    """`gemeente_gegeneraliseerd`, as CBS publishes it through PDOK."""
    features = [
        feature(
            {
                "id": number,
                "statcode": code_of(*cell),
                "jrstatcode": f"2025{code_of(*cell)}",
                "statnaam": name_of(*cell),
                "rubriek": "gemeente",
            },
            square(*cell),
            in_metres=in_metres,
        )
        for number, cell in enumerate(squares or cells(), 1)
    ]
    return collection(features, **({"crs": IN_METRES} if in_metres else {}))


def provinces_of_cbs():
    """`provincie_gegeneraliseerd`, as CBS publishes it through PDOK."""
    by_province = {}
    for cell in cells():
        by_province.setdefault(province_of(*cell), []).append(cell)
    return collection(
        [
            feature(
                {"statcode": code, "statnaam": code, "rubriek": "provincie"},
                box(
                    min(column for column, _ in of),
                    min(row for _, row in of),
                    max(column for column, _ in of) + 1,
                    max(row for _, row in of) + 1,
                ),
            )
            for code, of in by_province.items()
        ]
    )


def of_districts(upper_case=False):
    """CBS's map of districts, in which the water of each municipality is a second area."""
    code, name, water = (
        ("GM_CODE", "GM_NAAM", "H2O") if upper_case else ("gm_code", "gm_naam", "water")
    )
    features = []
    for cell in cells():
        column, row = cell
        properties = {code: code_of(*cell), name: name_of(*cell)}
        lake = [[x, y - 20 * SIDE if row == 0 else y] for x, y in square(column, row)]
        features.append(feature({**properties, water: "JA"}, [[x, max(y, 50.8)] for x, y in lake]))
        features.append(feature({**properties, water: "NEE"}, square(*cell)))
    return collection(features)


def of_kadaster():
    """Kadaster's `Gemeentegebied`, which names the province of each municipality."""
    return collection(
        [
            feature(
                {
                    "identificatie": code_of(*cell),
                    "naam": name_of(*cell),
                    "code": code_of(*cell)[2:],
                    "ligtInProvincieCode": province_of(*cell)[2:],
                    "ligtInProvincieNaam": "…",
                },
                square(*cell),
                in_metres=True,
            )
            for cell in cells()
        ],
        crs=IN_METRES,
    )
