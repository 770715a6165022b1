"""Completes the structure tree of a PDF rendered by WeasyPrint."""

from __future__ import annotations

from typing import Any


def complete_tags(document: object, pdf: Any) -> None:
    """Set the scope of header cells, and remove divs from lists.

    WeasyPrint calls this with the objects of the PDF before writing them.
    """
    by_reference: dict[bytes, Any] = {
        obj.reference: obj
        for obj in pdf.objects
        if hasattr(obj, "get") and obj.get("Type") == "/StructElem"
    }
    for element in by_reference.values():
        parent = by_reference.get(element["P"])
        if element["S"] == "/TH":
            is_in_head = by_reference[parent["P"]]["S"] == "/THead" if parent else False
            element["A"]["Scope"] = "/Column" if is_in_head else "/Row"
        if element["S"] == "/L":
            _remove_divs(element, by_reference)


def _remove_divs(list_: Any, by_reference: dict[bytes, Any]) -> None:
    # A list may contain only items; HTML groups a <dt> and its <dd> in a <div>.
    kids: list[Any] = []
    for kid in list_["K"]:
        child = by_reference.get(kid)
        if child is None or child["S"] != "/Div":
            kids.append(kid)
            continue
        for grandchild in child["K"]:
            by_reference[grandchild]["P"] = list_.reference
        kids += child["K"]
        child["K"] = type(list_["K"])()
    list_["K"] = type(list_["K"])(kids)
