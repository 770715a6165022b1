"""Files with one defect each: its name, the content of the file, and the expected messages.

Each replaces a valid file of the same name; a dictionary as content lists replacements in that
file. `SKIPPED`: the file is of an unknown kind, so it is skipped with a message.
"""

from typing import NamedTuple

from tests.pactdir.importing.files import (
    MUNICIPALITIES,
    NEIGHBOURS,
    POSTCODES,
    SQUARE,
    feature,
    geojson,
)
from tests.pactdir.importing.malformed_layouts import (
    DEFECTS_OF_LAYOUTS,
    EDITIONS,
    FOREIGN_LAYOUTS,
)

SKIPPED = "niet herkend, overgeslagen. "
AND_MORE = "…"
HEADER, ALKMAAR, BERGEN = MUNICIPALITIES.splitlines(keepends=True)


class Defect(NamedTuple):
    name: str
    file: str
    content: bytes
    messages: tuple[str, ...]


def _table(file, valid, rows):
    for name, content, *messages in rows:
        if isinstance(content, dict):
            content = _changed(valid, content)
        if isinstance(content, str):
            content = content.encode()
        yield Defect(name, file, content, tuple(messages))


def _changed(text, changes):
    for old, new in changes.items():
        assert old in text, old
        text = text.replace(old, new)
    return text


def _lat(value):
    return {"52.60038": value}


VALID_BOUNDARIES = geojson(feature())


def _shape(coordinates, kind="Polygon"):
    return geojson(feature(), feature("GM0373", coordinates, kind))


def _ring(*points):
    return _shape([list(map(list, points))])


# One line per defect, however long, so that it reads as a table.
# fmt: off
MUNICIPALITY_DEFECTS = [
    # defect, content, messages
    ("empty", b"", SKIPPED + "Het bestand is leeg."),
    ("only a mark", b"\xef\xbb\xbf", SKIPPED + "Het bestand is leeg."),
    ("only blank lines", "\r\n\n  \n", SKIPPED + "Het bestand is leeg."),
    ("only a mark and blank lines", b"\xef\xbb\xbf\n\n", SKIPPED + "Het bestand is leeg."),
    ("only the header", HEADER, "Er staat geen enkele rij in dit bestand."),
    ("only the header, without a line end", HEADER.strip(), "Er staat geen enkele rij in dit bestand."),
    ("a header and blank lines", HEADER + "\n\n\n", "Er staat geen enkele rij in dit bestand."),
    ("UTF-16 that is cut off within a character", MUNICIPALITIES.encode("utf-16")[:-1], "regel 3: Het bestand is in UTF-16, maar hier is het dat niet."),
    ("half a character in UTF-16", MUNICIPALITIES.encode("utf-16-le").replace(b"A\0l\0", b"\0\xd8l\0"), "regel 2: Het bestand is in UTF-16, maar hier is het dat niet."),
    ("UTF-32", MUNICIPALITIES.encode("utf-32"), "Dit is UTF-32. Bewaar het bestand als “CSV UTF-8”."),
    ("cells spilled under columns without a name, by the wrong separator", _changed(MUNICIPALITIES, {",lon\n": ",lon,,\n", ",4.81703": ",4,81703,", ",4.68771": ",4.68771,,"}), "regel 2: Hier staat iets onder een kolom zonder naam: de cellen zijn verschoven. Misschien is het bestand met het verkeerde scheidingsteken geopend en weer bewaard. Dan begint een komma in een getal een nieuwe cel. Haal het opnieuw op, en bewaar het niet vanuit een rekenblad."),
    ("a byte that windows-1252 has not", _changed(MUNICIPALITIES, {"Alkmaar": "Alkma\x81r"}).encode("latin-1"), "regel 2: Hier staat een teken dat in UTF-8 noch in windows-1252 bestaat. Met DOS bewaard (CP850) zou dit “Alkmaür” zijn."),
    ("a mark of UTF-8 above windows-1252", b"\xef\xbb\xbf" + _changed(MUNICIPALITIES, {"Alkmaar": "Alkm\xe4\xe4r"}).encode("latin-1"), "regel 2: Het bestand noemt zich UTF-8, en hier is het dat niet."),
    ("UTF-8 and windows-1252 mixed", _changed(MUNICIPALITIES, {"Alkmaar": "Alkmär"}).encode() + "GM0375,0375,Bevérwijk,,PV27,NH,1,52.5,4.6\n".encode("latin-1"), "regel 4: Het bestand is in UTF-8, maar hier staat een teken dat dat niet is."),
    ("cut off within a character", _changed(MUNICIPALITIES, {"Bergen (NH.)": "Bérgen", "Alkmaar": "Alkmär"}).encode().split(b"\xa9")[0], "regel 3: Het bestand is in UTF-8, maar hier staat een teken dat dat niet is."),
    ("a character that was lost before", {"Alkmaar": "Alkm\ufffdar"}, "regel 2: Hier ging een teken verloren: er staat “�”."),
    ("NUL", {"Alkmaar": "Alk\0maar"}, "regel 2: Hier staat een NUL-teken: dit is geen tekst."),
    ("nothing but NUL", b"\0" * 5000, SKIPPED + "Regel 1: Hier staat een NUL-teken: dit is geen tekst."),
    ("a picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", SKIPPED + "Regel 3: Hier staat een NUL-teken: dit is geen tekst."),
    ("random bytes", bytes(range(1, 256)) * 20, SKIPPED + "Regel 3: Hier staat een teken dat in UTF-8 noch in windows-1252 bestaat."),
    ("a zip or an Excel workbook", b"PK\x03\x04\x14\0\x06\0[Content_Types].xml", SKIPPED + "Dit is een werkmap van Excel of een zip-bestand. Bewaar het als “CSV UTF-8”."),
    ("an old Excel workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, SKIPPED + "Dit is een werkmap van Excel. Bewaar die als “CSV UTF-8”."),
    ("gzip", b"\x1f\x8b\x08\0\0\0\0\0\0\x03", SKIPPED + "Dit is een ingepakt bestand. Pak het eerst uit."),
    ("a PDF", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", SKIPPED + "Dit is een PDF."),
    ("an error page", "<!DOCTYPE html>\n<html lang=nl><title>404, niet gevonden</title>", SKIPPED + "Dit is een webpagina of XML. Is het ophalen misgegaan?"),
    ("an error page after blank lines", "\n\n  <html><body>502 Bad Gateway</body></html>", SKIPPED + "Dit is een webpagina of XML. Is het ophalen misgegaan?"),
    ("XML", '<?xml version="1.0"?><fout/>', SKIPPED + "Dit is een webpagina of XML. Is het ophalen misgegaan?"),
    ("an error in words", "Deze dienst is tijdelijk niet beschikbaar.\n", SKIPPED + "Boven de kolommen staat: “Deze dienst is tijdelijk niet beschikbaar.”."),
    ("a quote that never closes", {"Alkmaar": '"Alkmaar'}, "regel 2: Een aanhalingsteken dat hier opent, gaat niet meer dicht."),
    ("a quote in the last cell that never closes", {"4.68771": '"4.68771'}, "regel 3: Een aanhalingsteken dat hier opent, gaat niet meer dicht."),
    ("text after a quote", {"Alkmaar": '"Alk"maar'}, "regel 2: Na een aanhalingsteken staat nog tekst in dezelfde cel."),
    ("a quote closed on the next line", {"Alkmaar,": '"Alkmaar,', "Bergen (NH.),": 'Bergen (NH.)",'}, "regel 2, kolom naam: Deze cel loopt door op de volgende regel. Ontbreekt er een aanhalingsteken? Er staat: “Alkmaar,,PV27,Noord-Holland,112000,52.60038,4.81703�GM0373,0373,Bergen (NH.)”."),
    ("a line end within a name", {"Alkmaar": '"Alk\nmaar"'}, "regel 2, kolom naam: Deze cel loopt door op de volgende regel. Ontbreekt er een aanhalingsteken? Er staat: “Alk�maar”."),
    ("a column is missing", {"provinciecode": "p", "provincie,": "q,"}, "regel 1: Dit lijkt een bestand met gemeenten, maar er ontbreekt: provinciecode."),
    ("two columns are missing", {"inwoners,": "burgers,", "lat,lon": "lat,x"}, "regel 1: Dit lijkt een bestand met gemeenten, maar er ontbreken: inwoners, lon."),
    ("half of the columns are missing", {"inwoners,": "burgers,", "lat,lon": "x,y"}, SKIPPED + "Het lijkt op een bestand met gemeenten, maar er ontbreken: inwoners, lat, lon. Boven de kolommen staat: “statcode, gemeentenummer, naam, naam_alternatief, provinciecode, provincie, burgers, x, y”."),
    ("all but one column are missing", "statcode,jaar,huizen\nGM0361,2026,1\n", SKIPPED + "Boven de kolommen staat: “statcode, jaar, huizen”."),
    ("nothing above the columns", ",,,\n1,2,3,4\n", SKIPPED + "Boven de kolommen staat niets."),
    ("very much above the columns", ",".join(["kolom"] + [f"kolom{n}" for n in range(40)]) + "\n", SKIPPED + "Boven de kolommen staat: “" + ", ".join(["kolom"] + [f"kolom{n}" for n in range(40)])[:200] + "…”."),
    ("all names with an e are misspelled", HEADER.replace("e", "3") + ALKMAAR, SKIPPED + "Het lijkt op een bestand met gemeenten, maar er ontbreken: statcode, provinciecode, inwoners. Boven de kolommen staat: “" + HEADER.replace("e", "3").strip().replace(",", ", ") + "”."),
    ("a duplicate column", {"gemeentenummer": "naam"}, "regel 1, kolom naam: Deze kolom staat er meer dan eens."),
    ("a name too few above the columns", {",lon": ""}, "regel 1: Dit lijkt een bestand met gemeenten, maar er ontbreekt: lon."),
    ("a cell too few", {",,PV27": ",PV27"}, "regel 2: Er staan 8 cellen; boven de kolommen staan 9 namen."),
    ("a cell too many", {"112000": "112,000"}, "regel 2: Er staan 10 cellen; boven de kolommen staan 9 namen."),
    ("cut off within a line", MUNICIPALITIES[:-30], "regel 3: Er staan 6 cellen; boven de kolommen staan 9 namen."),
    ("another separator halfway", HEADER + ALKMAAR.replace(",", ";") + BERGEN, "regel 2: Er staat 1 cel; boven de kolommen staan 9 namen."),
    ("swapped columns below the names", {"52.60038,4.81703": "4.81703,52.60038"}, "regel 2, kolom lat: Breedte en lengte staan andersom. Er staat: “4.81703”."),
    ("a duplicate code", {"GM0373": "GM0361"}, "regel 3, kolom statcode: Dit staat ook al op regel 2. Er staat: “GM0361”."),
    ("a duplicate line", MUNICIPALITIES + ALKMAAR, "regel 4, kolom statcode: Dit staat ook al op regel 2. Er staat: “GM0361”."),
    ("no code", {"GM0361,": ","}, "regel 2, kolom statcode: Dit veld is verplicht."),
    ("a code of five digits", {"GM0361": "GM03610"}, "regel 2, kolom statcode: Zorg dat deze waarde niet meer dan 6 tekens bevat (het zijn er nu 7). Er staat: “GM03610”."),
    ("a code with an O for a zero", {"GM0361": "GMO361"}, "regel 2, kolom statcode: Een CBS-code is GM en vier cijfers. Er staat: “GMO361”."),
    ("a code in the digits of another script", {"GM0361": "GM٠٣٦١"}, "regel 2, kolom statcode: Hier staat een cijfer uit een ander schrift. Er staat: “GM٠٣٦١”."),
    ("no name", {"Alkmaar": ""}, "regel 2, kolom naam: Dit veld is verplicht."),
    ("an unknown province", {"Alkmaar,,PV27": "Alkmaar,,PV99"}, "regel 2, kolom provinciecode: Deze provincie kennen we niet. Er staat: “PV99”."),
    ("no province", {"Alkmaar,,PV27": "Alkmaar,,"}, "regel 2, kolom provinciecode: Dit veld is verplicht."),
    ("a formula: =", {"Alkmaar": "=1+1"}, "regel 2, kolom naam: Hier staat een formule in plaats van een tekst. Er staat: “=1+1”."),
    ("a formula: = in quotes", {"Alkmaar": '"=HYPERLINK(""https://x.example"")"'}, 'regel 2, kolom naam: Hier staat een formule in plaats van een tekst. Er staat: “=HYPERLINK("https://x.example")”.'),
    ("a formula: +", {"Alkmaar": "+1"}, "regel 2, kolom naam: Hier staat een formule in plaats van een tekst. Er staat: “+1”."),
    ("a formula: @", {"Alkmaar": "@SUM(A1)"}, "regel 2, kolom naam: Hier staat een formule in plaats van een tekst. Er staat: “@SUM(A1)”."),
    ("a formula in a number", _lat("=52.6"), "regel 2, kolom lat: Schrijf een getal, zoals 52.37. Er staat: “=52.6”."),
    ("thousands with points", _lat('"1.234,5"'), "regel 2, kolom lat: Schrijf een getal, zoals 52.37. Er staat: “1.234,5”."),
    ("two points in a number", _lat("52.600.38"), "regel 2, kolom lat: Schrijf een getal, zoals 52.37. Er staat: “52.600.38”."),
    ("an exponent", _lat("5.260038e1"), "regel 2, kolom lat: Schrijf een getal, zoals 52.37. Er staat: “5.260038e1”."),
    ("infinity", _lat("inf"), "regel 2, kolom lat: Schrijf een getal, zoals 52.37. Er staat: “inf”."),
    ("not a number", _lat("nan"), "regel 2, kolom lat: Schrijf een getal, zoals 52.37. Er staat: “nan”."),
    ("an underscore in a number", _lat("5_2.6"), "regel 2, kolom lat: Schrijf een getal, zoals 52.37. Er staat: “5_2.6”."),
    ("a number in another script", _lat("٥٢.٦"), "regel 2, kolom lat: Schrijf een getal, zoals 52.37. Er staat: “٥٢.٦”."),
    ("a number in words", _lat("zuid"), "regel 2, kolom lat: Schrijf een getal, zoals 52.37. Er staat: “zuid”."),
    ("no number", _lat(""), "regel 2, kolom lat: Dit veld is verplicht."),
    ("a point at sea", _lat("49.9"), "regel 2, kolom lat: Zorg ervoor dat deze waarde minstens 50.7 is. Er staat: “49.9”."),
    ("a point on the other side", _lat("-52.6"), "regel 2, kolom lat: Zorg ervoor dat deze waarde minstens 50.7 is. Er staat: “-52.6”."),
    ("metres in place of degrees", {"52.60038,4.81703": "516000,112000"}, "regel 2, kolom lat: Zorg ervoor dat deze waarde hoogstens 53.7 is. Er staat: “516000”.", "regel 2, kolom lon: Zorg ervoor dat deze waarde hoogstens 7.3 is. Er staat: “112000”."),
    ("latitude and longitude swapped", {"lat,lon": "lon,lat"}, "regel 2, kolom lat: Breedte en lengte staan andersom. Er staat: “4.81703”.", "regel 3, kolom lat: Breedte en lengte staan andersom. Er staat: “4.68771”."),
    ("a name that is too long", {"Alkmaar": "Alkmaar" * 30}, "regel 2, kolom naam: Zorg dat deze waarde niet meer dan 120 tekens bevat (het zijn er nu 210). Er staat: “AlkmaarAlkmaarAlkmaarAlkmaarAlkmaarAlkmaarAlkmaarAlkmaarAlkmaarAlkmaarAlkmaarAlk…”."),
    ("a cell that has no end", {"Alkmaar": "Alkmaar" * 2000}, "regel 2: Een cel is langer dan 10000 tekens. Ontbreekt er een aanhalingsteken?"),
    ("a name above a column that has no end", {"gemeentenummer": "x" * 20_000}, "regel 1: Een cel is langer dan 10000 tekens. Ontbreekt er een aanhalingsteken?"),
    ("right-to-left turned on unseen", {"Alkmaar": "Alk\u202eraam"}, "regel 2, kolom naam: Hier staat een teken dat je niet ziet (U+202E). Er staat: “Alk�raam”."),
    ("a space that has no width", {"Alkmaar": "Alk\u200bmaar"}, "regel 2, kolom naam: Hier staat een teken dat je niet ziet (U+200B). Er staat: “Alk�maar”."),
    ("a character that rings a bell", {"Alkmaar": "Alk\amaar"}, "regel 2, kolom naam: Hier staat een teken dat je niet ziet (U+0007). Er staat: “Alk�maar”."),
    ("100,000 names above columns", ",".join(map(str, range(100_000))) + "\n", SKIPPED + "Regel 1: Er staan 100000 kolommen in; meer dan 200 lezen we niet."),
    ("100,000 names in quotes", '"a\n' + '","'.join(map(str, range(100_000))) + '"\n', SKIPPED + "Regel 1: Er staan meer dan 200 kolommen in."),
    ("100,000 cells on a line", {",52.66537": ",52.66537" * 100_000}, "regel 3: Er staan 100008 cellen; boven de kolommen staan 9 namen."),
    ("ten thousand lines that are wrong", HEADER + "x\n" * 10_000, "regel 2: Er staat 1 cel; boven de kolommen staan 9 namen.", "regel 3: Er staat 1 cel; boven de kolommen staan 9 namen.", AND_MORE),
]
NEIGHBOUR_DEFECTS = [
    ("next to itself", {"GM0361,GM0373": "GM0361,GM0361"}, "regel 2, kolom buur_statcode: Een gemeente ligt niet naast zichzelf. Er staat: “GM0361”."),
    ("an unknown municipality", {"GM0361,GM0373": "GM0361,GM9999"}, "regel 2, kolom buur_statcode: Deze gemeente kennen we niet. Er staat: “GM9999”."),
    ("a pair twice", NEIGHBOURS + "GM0361,GM0373\n", "regel 4, kolom buur_statcode: Dit staat ook al op regel 2. Er staat: “GM0361 GM0373”."),
    ("a name in place of a code", {"GM0361,GM0373": "Alkmaar,GM0373"}, "regel 2, kolom statcode: Deze gemeente kennen we niet. Er staat: “Alkmaar”."),
    ("a tab before it, and a formula", {"GM0361,GM0373": "GM0361,\t=GM0373"}, "regel 2, kolom buur_statcode: Deze gemeente kennen we niet. Er staat: “=GM0373”."),
]
POSTCODE_DEFECTS = [
    ("an unknown municipality", {"Alkmaar,GM0361": "Alkmaar,GM9999"}, "regel 2, kolom statcode: Deze gemeente kennen we niet. Er staat: “GM9999”."),
    ("a postcode with letters", {"1811": "1811 AB"}, "regel 2, kolom pc4: Zorg dat deze waarde niet meer dan 4 tekens bevat (het zijn er nu 7). Er staat: “1811 AB”."),
    ("a postcode that begins with 0", {"1811": "0811"}, "regel 2, kolom pc4: Vier cijfers, niet met een 0 voorop. Er staat: “0811”."),
    ("a postcode of three digits", {"1811": "181"}, "regel 2, kolom pc4: Vier cijfers, niet met een 0 voorop. Er staat: “181”."),
    ("a postcode twice", {"1861": "1811"}, "regel 3, kolom pc4: Dit staat ook al op regel 2. Er staat: “1811”."),
    ("a place that is a formula", {"1811,Alkmaar": "1811,@Alkmaar"}, "regel 2, kolom plaats: Hier staat een formule in plaats van een tekst. Er staat: “@Alkmaar”."),
    ("a place too long", {"1811,Alkmaar": "1811," + "Alkmaar" * 20}, "regel 2, kolom plaats: Zorg dat deze waarde niet meer dan 120 tekens bevat (het zijn er nu 140). Er staat: “AlkmaarAlkmaarAlkmaarAlkmaarAlkmaarAlkmaarAlkmaarAlkmaarAlkmaarAlkmaarAlkmaarAlk…”."),
    ("a place without a name", {"1811,Alkmaar": "1811,"}, "regel 2, kolom plaats: Dit veld is verplicht."),
]
BOUNDARY_DEFECTS = [
    ("no JSON", VALID_BOUNDARIES.replace('"features":', '"features"'), "regel 1: Dit is geen JSON: bij teken 42 klopt het niet."),
    ("no JSON, on the third line", VALID_BOUNDARIES.replace(', "features"', ',\n\n"features" x'), "regel 3: Dit is geen JSON: bij teken 12 klopt het niet."),
    ("cut off", VALID_BOUNDARIES[:-20], "regel 1: Dit is geen JSON: bij teken 187 klopt het niet."),
    ("text after the end", VALID_BOUNDARIES + "\n]", "regel 2: Dit is geen JSON: bij teken 1 klopt het niet."),
    ("a comma too many", VALID_BOUNDARIES.replace("]]]}", "]],]}"), "regel 1: Dit is geen JSON: bij teken 203 klopt het niet."),
    ("one shape, no collection", '{"type": "Feature", "properties": {}, "geometry": null}', SKIPPED + "Dit is JSON, maar geen GeoJSON met een lijst van vormen (FeatureCollection)."),
    ("TopoJSON", '{"type": "Topology", "arcs": [], "objects": {}}', SKIPPED + "Dit is JSON, maar geen GeoJSON met een lijst van vormen (FeatureCollection)."),
    ("a collection without a list", '{"type": "FeatureCollection", "features": {}}', "Dit is geen GeoJSON met een lijst van vormen (FeatureCollection)."),
    ("a collection by its name alone", '{"type": "FeatureCollection"}', "Dit is geen GeoJSON met een lijst van vormen (FeatureCollection)."),
    ("an empty collection", geojson(), "Er staat geen enkele rij in dit bestand."),
    ("a collection within another", '{"type": "x", "features": [], "n": "FeatureCollection"}', "Dit is geen GeoJSON met een lijst van vormen (FeatureCollection)."),
    ("a shape that is null", geojson(None), "onderdeel 1, kolom geometry: Dit is geen vorm met eigenschappen."),
    ("properties that are null", geojson({"type": "Feature", "properties": None}), "onderdeel 1, kolom geometry: Dit is geen vorm met eigenschappen."),
    ("no geometry", geojson(feature() | {"geometry": None}), "onderdeel 1, kolom geometry: Een grens is een Polygon of een MultiPolygon."),
    ("a point", _shape([4.7, 52.6], "Point"), "onderdeel 2, kolom geometry: Een grens is een Polygon of een MultiPolygon."),
    ("a line", _shape(SQUARE[0], "LineString"), "onderdeel 2, kolom geometry: Een grens is een Polygon of een MultiPolygon."),
    ("no coordinates", _shape(None), "onderdeel 2, kolom geometry: Een vlak zonder rand."),
    ("an empty polygon", _shape([]), "onderdeel 2, kolom geometry: Een vlak zonder rand."),
    ("an empty ring", _shape([[]]), "onderdeel 2, kolom geometry: Een rand heeft minder dan vier punten."),
    ("several polygons, none there", _shape([], "MultiPolygon"), "onderdeel 2, kolom geometry: De vorm is leeg."),
    ("several polygons, one empty", _shape([SQUARE, []], "MultiPolygon"), "onderdeel 2, kolom geometry: Een vlak zonder rand."),
    ("a polygon that is called several", _shape(SQUARE, "MultiPolygon"), "onderdeel 2, kolom geometry: Een rand heeft minder dan vier punten."),
    ("a ring of three points", _ring((4.7, 52.6), (4.8, 52.6), (4.7, 52.6)), "onderdeel 2, kolom geometry: Een rand heeft minder dan vier punten."),
    ("a ring that is open", _ring((4.7, 52.6), (4.8, 52.6), (4.8, 52.7), (4.7, 52.7)), "onderdeel 2, kolom geometry: Een rand sluit niet: het laatste punt is niet het eerste."),
    ("a ring around nothing", _ring((4.7, 52.6), (4.8, 52.6), (4.7, 52.6), (4.7, 52.6)), "onderdeel 2, kolom geometry: Een rand omsluit niets: er zijn minder dan drie verschillende punten."),
    ("a hole that is open", _shape([SQUARE[0], [*SQUARE[0][:-1], [4.75, 52.65]]]), "onderdeel 2, kolom geometry: Een rand sluit niet: het laatste punt is niet het eerste."),
    ("latitude and longitude swapped", _ring((52.6, 4.7), (52.6, 4.8), (52.7, 4.8), (52.6, 4.7)), "onderdeel 2, kolom geometry: Breedte en lengte staan andersom."),
    ("metres in place of degrees", _ring((112000, 516000), (112001, 516000), (112001, 516001), (112000, 516000)), "onderdeel 2, kolom geometry: Een punt ligt buiten Nederland. Staat het bestand in graden (WGS84)?"),
    ("metres, and it says so", geojson(feature(), crs={"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}), "onderdeel 1, kolom geometry: Een punt ligt buiten Nederland. Staat het bestand in meters (RD)?"),
    ("a coordinate system that is no name", geojson(feature(), crs=[["EPSG"]]), "kolom crs: De coördinaten staan niet in graden (WGS84) en ook niet in meters (RD, EPSG:28992)."),
    ("a point in another country", _ring((2.3, 48.8), (2.4, 48.8), (2.4, 48.9), (2.3, 48.8)), "onderdeel 2, kolom geometry: Een punt ligt buiten Nederland. Staat het bestand in graden (WGS84)?"),
    ("a point with one number", _ring((4.7,), (4.8, 52.6), (4.8, 52.7), (4.7,)), "onderdeel 2, kolom geometry: Een punt is geen lengte en breedte."),
    ("a point of four numbers", _ring((4.7, 52.6, 0, 0), (4.8, 52.6), (4.8, 52.7), (4.7, 52.6)), "onderdeel 2, kolom geometry: Een punt is geen lengte en breedte."),
    ("numbers in quotes", _ring(("4.7", "52.6"), (4.8, 52.6), (4.8, 52.7), ("4.7", "52.6")), "onderdeel 2, kolom geometry: Een punt bestaat uit twee getallen."),
    ("numbers that are true", _ring((True, 52.6), (4.8, 52.6), (4.8, 52.7), (True, 52.6)), "onderdeel 2, kolom geometry: Een punt bestaat uit twee getallen."),
    ("NaN", _ring((float("nan"), 52.6), (4.8, 52.6), (4.8, 52.7), (4.7, 52.6)), "regel 1: Dit is in JSON geen getal. Er staat: “NaN”."),
    ("infinity", '{"type": "FeatureCollection",\n"features": [\n-Infinity]}', "regel 3: Dit is in JSON geen getal. Er staat: “-Infinity”."),
    ("a number beyond all measure", _shape([[[4.7, 52.6], [4.8, 52.6], [4.8, 5], [4.7, 52.6]]]).replace(" 5]", " 1e999]"), "onderdeel 2, kolom geometry: Een punt ligt buiten Nederland. Staat het bestand in graden (WGS84)?"),
    ("a number of 4,000 digits", _ring((4.7, 10**4000), (4.8, 52.6), (4.8, 52.7), (4.7, 52.6)), "onderdeel 2, kolom geometry: Een punt ligt buiten Nederland. Staat het bestand in graden (WGS84)?"),
    ("a number of 5,000 digits", '{"type": "FeatureCollection", "features": [' + "9" * 5000 + "]}", "Er staat een getal in dat te groot is."),
    ("lists within lists", '{"type": "FeatureCollection", "features": ' + "[" * 100_000, "Er zitten te veel lijsten in elkaar."),
    ("a ring within rings", _shape([[SQUARE]]), "onderdeel 2, kolom geometry: Een rand heeft minder dan vier punten."),
    ("more lists than fit", '{"type": "FeatureCollection", "features": [' + "[]," * 600_000 + "[]]}", "Er staan 600003 punten en lijsten in; dat is te veel om te lezen."),
    ("a shape twice", geojson(feature(), feature()), "onderdeel 2, kolom statcode: Dit staat ook al op onderdeel 1. Er staat: “GM0361”."),
    ("a name twice in a shape", VALID_BOUNDARIES.replace('"statcode":', '"statcode": "GM0373", "statcode":'), "kolom statcode: Deze naam staat ergens twee keer in dezelfde vorm."),
    ("an unknown municipality", geojson(feature("GM9999")), "onderdeel 1, kolom statcode: Deze gemeente kennen we niet. Er staat: “GM9999”."),
    ("an unknown province", geojson(feature("PV99")), "onderdeel 1, kolom statcode: Deze gemeente kennen we niet. Er staat: “PV99”."),
    ("no code", geojson(feature("")), "onderdeel 1, kolom statcode: Er staat geen CBS-code bij deze vorm."),
    ("a number as code", geojson(feature(99999)), "onderdeel 1, kolom statcode: Deze gemeente kennen we niet. Er staat: “99999”."),
    ("a list as code", geojson(feature(["GM0361"])), "onderdeel 1, kolom statcode: Er staat geen CBS-code bij deze vorm."),
    ("half a character as code", geojson(feature("\ud800")), "onderdeel 1, kolom statcode: Deze gemeente kennen we niet. Er staat: “�”."),
    ("NUL in a code", geojson(feature("GM0361\0")), "onderdeel 1, kolom statcode: Null-tekens zijn niet toegestaan. Er staat: “GM0361�”."),
    ("an error page", "<html>502</html>", SKIPPED + "Dit is een webpagina of XML. Is het ophalen misgegaan?"),
    ("ten thousand shapes that are wrong", geojson(*[None] * 10_000), "onderdeel 1, kolom geometry: Dit is geen vorm met eigenschappen.", "onderdeel 2, kolom geometry: Dit is geen vorm met eigenschappen.", AND_MORE),
]
# fmt: on


def _in_layouts():
    for edition, name, file, changes, encoding, *messages in DEFECTS_OF_LAYOUTS:
        content = _changed(EDITIONS[edition], changes).encode(encoding)
        yield Defect(name, file, content, tuple(messages))
    for name, file, content, *messages in FOREIGN_LAYOUTS:
        yield Defect(name, file, content.encode(), tuple(messages))


DEFECTS = [
    *_table("gemeenten.csv", MUNICIPALITIES, MUNICIPALITY_DEFECTS),
    *_table("buren.csv", NEIGHBOURS, NEIGHBOUR_DEFECTS),
    *_table("pc4.csv", POSTCODES, POSTCODE_DEFECTS),
    *_table("grenzen.geojson", VALID_BOUNDARIES, BOUNDARY_DEFECTS),
    *_in_layouts(),
]
