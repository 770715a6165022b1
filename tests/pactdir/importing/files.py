"""Small files as the sources write them, and what a database holds, to tell whether it changed."""

import json
from hashlib import sha256
from pathlib import Path

import pytest
from django.apps import apps

from pactdir.importing import Refused, import_files

# What the sources publish is no part of the project. It passes without, on the small files below
# and those that `duo_generator` and `malformed` write; where the real ones lie, they are read too.
REAL = Path(__file__).resolve().parents[4] / "shared" / "data"
if_real_files_are_here = pytest.mark.skipif(
    not REAL.is_dir(), reason="the official files are not on this machine"
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


def geojson(*features, **more):
    return json.dumps({"type": "FeatureCollection", "features": features, **more})


def feature(code="GM0361", coordinates=SQUARE, kind="Polygon"):
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": {"statcode": code}, "geometry": geometry}


COUNTRY = {
    "gemeenten.csv": MUNICIPALITIES,
    "buren.csv": NEIGHBOURS,
    "pc4.csv": POSTCODES,
    "grenzen.geojson": geojson(feature()),
}


def written(folder, files):
    """These files in that folder, as paths; a text is written in UTF-8 as it stands."""
    paths = []
    for name, content in files.items():
        path = folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        paths.append(path)
    return paths


def problems_of(paths, **options):
    """What is said against these files, which must be refused."""
    with pytest.raises(Refused) as refused:
        import_files(paths, **options)
    return [str(one) for one in refused.value.problems]


def all_rows(*but):
    """A hash of every row of every table, but for the models named."""
    found = sha256()
    for model in apps.get_models(include_auto_created=True):
        if model._meta.label not in but:
            for row in model._base_manager.order_by("pk").values_list():
                found.update(f"{model._meta.label} {row}".encode())
    return found.hexdigest()


def last_file(run):
    """The outcome of the last file, without what followed from all of them together."""
    return [outcome for outcome in run.outcomes if outcome.digest][-1]
