"""Links in pasted HTML: unwrap them, and remove references to notes."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from regions.fields.pasted.tree import Parts, replace, take_parts, text_of
from regions.fields.pasted.wrapped_links import unwrapped, unwrapped_in

REFERENCE = re.compile(r"\s*(?:\[\w{1,4}\]|[0-9*†‡]{1,3})\s*")
NOTE = re.compile(r"#_?(?:ftn|edn|cite|sdfootnote|sdendnote|fn)")


def clean_links(root: Element) -> None:
    replace(root, _clean_link)
    for element in root.iter():
        element.text = unwrapped_in(element.text or "")
        element.tail = unwrapped_in(element.tail or "")


def _clean_link(link: Element) -> Parts:
    if link.tag != "a":
        return [link]
    href = link.get("href", "")
    is_internal = href.startswith("#") or (not href and "name" in link.attrib)
    if (is_internal or NOTE.search(href)) and REFERENCE.fullmatch(text_of(link)):
        return []
    if is_internal or href.startswith("file:"):
        return take_parts(link)
    if (target := unwrapped(href)) is None:
        return take_parts(link)
    link.attrib = {"href": target} if target else {}
    return [link]
