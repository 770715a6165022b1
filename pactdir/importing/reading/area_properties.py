"""The properties of an area in boundary files, by the names that editions and publishers use.

CBS says `statcode` and `statnaam`, and in its map of districts `gemeentecode`, `gm_code` or
`GM_CODE`, with the water of a municipality as a second area. Kadaster says `identificatie`, `naam`
and `ligtInProvincieCode`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

CODES = ("statcode", "gmcode", "gemeentecode", "identificatie", "provinciecode", "pvcode", "code")
NAMES = ("statnaam", "gmnaam", "gemeentenaam", "naam", "provincie", "provincienaam", "pvnaam")
PROVINCES = ("provinciecode", "ligtinprovinciecode", "pvcode")
WATER = ("water", "h2o")
NUMBER_OF_MUNICIPALITY, NUMBER_OF_PROVINCE = re.compile("[0-9]{3,4}"), re.compile("[0-9]{2}")


def area_properties(properties: Mapping[str, Any]) -> dict[str, str]:
    by_name = _by_plain_name(properties)
    return {
        "code": _prefixed(_text(by_name, CODES)),
        "name": _text(by_name, NAMES),
        "province": _prefixed(_text(by_name, PROVINCES)),
    }


def is_water(properties: Mapping[str, Any]) -> bool:
    return _text(_by_plain_name(properties), WATER).casefold() == "ja"


def _by_plain_name(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name.casefold().replace("_", "").replace(" ", ""): properties[name] for name in properties
    }


def _text(properties: Mapping[str, Any], names: tuple[str, ...]) -> str:
    for name in names:
        value = properties.get(name)
        if isinstance(value, str | int) and value != "":
            return str(value)
    return ""


def _prefixed(code: str) -> str:
    # Kadaster omits the letters of a code, and a spreadsheet its leading zeros.
    if NUMBER_OF_MUNICIPALITY.fullmatch(code):
        return f"GM{code.zfill(4)}"
    return f"PV{code}" if NUMBER_OF_PROVINCE.fullmatch(code) else code
