"""Small files as the sources publish them, and a hash of the database to see whether it changed."""

import json
from hashlib import sha256
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection

from pactdir.importing import Refused, import_files

# The official files are not part of the project. Tests use the small files below and those from
# `duo_generator` and `malformed`, and read the official files if they are on this machine.
OFFICIAL_FILES = Path(__file__).resolve().parents[4] / "shared" / "data"
needs_official_files = pytest.mark.skipif(
    not OFFICIAL_FILES.is_dir(), reason="the official files are not on this machine"
)

MUNICIPALITIES = """\
statcode,gemeentenummer,naam,naam_alternatief,provinciecode,provincie,inwoners,lat,lon
GM0361,0361,Alkmaar,,PV27,Noord-Holland,112000,52.60038,4.81703
GM0373,0373,Bergen (NH.),Bergen (NH),PV27,Noord-Holland,30000,52.66537,4.68771
"""
NEIGHBOURS = "statcode,buur_statcode\nGM0361,GM0373\nGM0373,GM0361\n"
POSTCODES = """\
pc4,plaats,statcode,gemeente,provinciecode,lat,lon,coordinaatbron
1811,Alkmaar,GM0361,Alkmaar,PV27,52.631,4.7486,geonames
1861,Bergen (NH),GM0373,Bergen (NH.),PV27,52.668,4.70,geonames
"""
SCHOOLS = """\
vestigingscode,instellingscode,naam,onderwijsstructuur,straat,huisnummer,postcode,plaats,statcode,internetadres,lat,lon
00AA00,00AA,Voorbeeld,VBO,Straat,1,1811 AA,Alkmaar,GM0361,,52.63,4.74
"""
SQUARE = [[[4.7, 52.6], [4.8, 52.6], [4.8, 52.7], [4.7, 52.6]]]


def geojson(*features, **members):
    return json.dumps({"type": "FeatureCollection", "features": features, **members})


def feature(code="GM0361", coordinates=SQUARE, kind="Polygon"):
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": {"statcode": code}, "geometry": geometry}


COUNTRY = {
    "gemeenten.csv": MUNICIPALITIES,
    "buren.csv": NEIGHBOURS,
    "pc4.csv": POSTCODES,
    "grenzen.geojson": geojson(feature()),
}


def write_files(folder, files):
    """Write these files to the folder and return their paths; text is encoded as UTF-8."""
    paths = []
    for name, content in files.items():
        path = folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        paths.append(path)
    return paths


def problems_of(paths, **options):
    with pytest.raises(Refused) as refused:
        import_files(paths, **options)
    return [str(problem) for problem in refused.value.problems]


def database_hash(*except_models):
    """A hash of every row of every table, except those of the given models.

    Each import also adds an event to the audit log, which is omitted along with `pactdir.Import`.
    """
    if "pactdir.Import" in except_models:
        except_models += ("pactdir.AuditEvent",)
    digest = sha256()
    models = apps.get_models(include_auto_created=True)
    for model in with_rows([model for model in models if model._meta.label not in except_models]):
        for row in model._base_manager.order_by("pk").values_list():
            digest.update(f"{model._meta.label} {row}".encode())
    return digest.hexdigest()


def with_rows(models):
    """The models that have rows, found with one query: most tables are empty."""
    tables = [connection.ops.quote_name(model._meta.db_table) for model in models]
    queries = [
        f"SELECT {number} WHERE EXISTS (SELECT 1 FROM {table})"  # noqa: S608
        for number, table in enumerate(tables)
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(queries))
        return [models[number] for (number,) in sorted(cursor.fetchall())]


def last_outcome(run):
    return [outcome for outcome in run.outcomes if outcome.digest][-1]
