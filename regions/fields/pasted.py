"""HTML as Word, Outlook, Google Docs, LibreOffice and web pages put it on the clipboard.

It becomes the marks of this site: lists stay lists, bold stays bold, a table is read row by row,
references to footnotes go and a wrapped link leads to its own target. static/js/paste.js does the
same in the editor; tests/browser/test_paste.py holds the two against each other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from xml.etree.ElementTree import Element, SubElement, tostring

import nh3

from regions.fields.pasted_links import unwrapped, unwrapped_in

# What tells that a text did not come out of our own editor.
SIGNS = re.compile(
    r"<(?:b|i|div|span|font|table|tr|td|h[1-6]|o:p|sup|img)\b|\bMso|safelinks|href=.?#", re.I
)
BLOCKS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "table", "div"}
ROWS = {"table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption"}
READ = BLOCKS | ROWS | {"a", "b", "strong", "i", "em", "br", "span", "font", "sup", "sub"}
HEADINGS = dict.fromkeys(("h1", "h2", "h4", "h5", "h6"), "h3")
MARKED_BY_STYLE = {"span", "font", "a", "p"}
SCHEMES = {"http", "https", "mailto", "tel", "file"}

IGNORED = re.compile(r"mso-list:\s*ignore", re.I)
LIST_LEVEL = re.compile(r"mso-list:[^;]{0,40}\blevel([1-9])", re.I)
BOLD = re.compile(r"(?<![\w-])font-weight:\s*(?:bold|[6-9]00)", re.I)
NOT_BOLD = re.compile(r"(?<![\w-])font-weight:\s*(?:normal|[1-5]00)", re.I)
ITALIC = re.compile(r"(?<![\w-])font-style:\s*italic", re.I)
BULLET = re.compile(r"\s*[·•‣\u25aa\u25cf\u25e6]\s+")
NUMBER = re.compile(r"\s*\(?(?:[0-9]{1,3}|[a-z]|[ivx]{1,5})[.)]", re.I)
REFERENCE = re.compile(r"\s*(?:\[\w{1,4}\]|[0-9*†‡]{1,3})\s*")
NOTE = re.compile(r"#_?(?:ftn|edn|cite|sdfootnote|sdendnote|fn)")
SPACES = re.compile(r"[ \t\r\n\u00a0]+")
BETWEEN_CELLS = " · "
DEEPEST = 60  # what lies deeper is text of the tag that holds it

# What stands in the place of an element: texts and elements, in their order.
Parts = list[Element | str]


def in_our_marks(html: str) -> str:
    """HTML in the marks of the site, as far as those can say the same."""
    if not SIGNS.search(html):
        return html
    root = _tree(html)
    for step in (_lead_on, _name_marks, _read_tables, _make_lists, _make_paragraphs):
        step(root)
    children = "".join(tostring(child, encoding="unicode", method="html") for child in root)
    return _well_formed(_escaped(root.text or "") + children)


def _tree(html: str) -> Element:
    """Parsed from well-formed HTML without comments, so that each opened tag is closed."""
    builder = _Builder()
    builder.feed(_well_formed(html))
    builder.close()
    return builder.root


def _well_formed(html: str) -> str:
    return nh3.clean(
        html,
        tags=READ,
        attributes={"*": {"style"}, "a": {"href", "name"}, "li": {"data-aria-level"}},
        url_schemes=SCHEMES,
        link_rel=None,
        clean_content_tags={"script", "style", "title", "xml"},
    )


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("div")
        self.open = [self.root]
        self.too_deep = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "br" and len(self.open) > DEEPEST:
            self.too_deep += 1
            return
        attributes = {name: value or "" for name, value in attrs}
        if (tag := HEADINGS.get(tag, tag)) == "h3" and any(
            parent.tag == tag for parent in self.open
        ):
            tag = "span"
        element = SubElement(self.open[-1], tag, attributes)
        if tag != "br":
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if self.too_deep:
            self.too_deep -= 1
        elif len(self.open) > 1:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        _add(self.open[-1], data)


def _add(parent: Element, *parts: Element | str) -> None:
    for part in parts:
        if not isinstance(part, str):
            parent.append(part)
        elif len(parent):
            parent[-1].tail = (parent[-1].tail or "") + part
        else:
            parent.text = (parent.text or "") + part


def _parts(element: Element) -> Parts:
    """Detach the contents of an element."""
    parts: Parts = [element.text or ""]
    for child in element:
        tail, child.tail = child.tail or "", None
        parts += [child, tail]
    return parts


def _refill(parent: Element, parts: Parts) -> None:
    parent.text, parent[:] = None, []
    _add(parent, *parts)


def _replace(root: Element, instead: Callable[[Element], Parts]) -> None:
    """Replace each element by what `instead` makes of it, the innermost first."""
    for parent in reversed(list(root.iter())):
        if len(parent):
            parts = [[part] if isinstance(part, str) else instead(part) for part in _parts(parent)]
            _refill(parent, [part for some in parts for part in some])


def _text(element: Element) -> str:
    return "".join(element.itertext())


def _lead_on(root: Element) -> None:
    """Point wrapped links at their targets, and drop references to notes."""
    _replace(root, _led_on)
    for element in root.iter():
        element.text = unwrapped_in(element.text or "")
        element.tail = unwrapped_in(element.tail or "")


def _led_on(link: Element) -> Parts:
    if link.tag != "a":
        return [link]
    href = link.get("href", "")
    leads_within = href.startswith("#") or (not href and "name" in link.attrib)
    if (leads_within or NOTE.search(href)) and REFERENCE.fullmatch(_text(link)):
        return []
    if leads_within or href.startswith("file:"):
        return _parts(link)
    if (target := unwrapped(href)) is None:
        return _parts(link)
    link.attrib = {"href": target} if target else {}
    return [link]


def _name_marks(root: Element) -> None:
    """Turn bold and italic styles into tags."""
    for element in list(root.iter()):
        style = element.get("style", "")
        if element.tag == "b" and not NOT_BOLD.search(style):
            element.tag = "strong"
        elif element.tag == "i":
            element.tag = "em"
        elif element.tag in MARKED_BY_STYLE:
            for pattern, tag in ((BOLD, "strong"), (ITALIC, "em")):
                if pattern.search(style) and _text(element).strip():
                    mark = Element(tag)
                    _refill(mark, _parts(element))
                    _refill(element, [mark])


def _read_tables(root: Element) -> None:
    """Each row becomes a paragraph; a layout table of one column gives way to its contents."""
    _replace(root, lambda element: list(_rows(element)) if element.tag == "table" else [element])


def _rows(table: Element) -> Iterator[Element]:
    for row in list(table.iter()):
        if row.tag == "caption":
            yield _as_line([row])
        if row.tag != "tr":
            continue
        cells = [cell for cell in row if cell.tag in ("td", "th") and _text(cell).strip()]
        if len(cells) == 1 and any(child.tag in BLOCKS for child in cells[0]):
            cells[0].tag, cells[0].tail = "div", None
            yield cells[0]
        elif cells:
            yield _as_line(cells)


def _as_line(cells: list[Element]) -> Element:
    line = Element("p")
    for number, cell in enumerate(cells):
        _replace(cell, _spaced)
        cell.tail = None
        _trim(cell)
        _add(line, *([BETWEEN_CELLS] if number else []), *_parts(cell))
    return line


def _spaced(element: Element) -> Parts:
    return [" ", *_parts(element), " "] if _is_line(element) else [element]


def _is_line(element: Element) -> bool:
    return element.tag in BLOCKS or element.tag == "br"


def _trim(cell: Element) -> None:
    for element in cell.iter():
        element.text = SPACES.sub(" ", element.text or "")
        element.tail = SPACES.sub(" ", element.tail or "")
    cell.text = (cell.text or "").lstrip()
    if len(cell):
        cell[-1].tail = (cell[-1].tail or "").rstrip()
    else:
        cell.text = cell.text.rstrip()


def _make_lists(root: Element) -> None:
    for parent in list(root.iter()):
        if parent.tag in ("ul", "ol"):
            _nest_lists(parent)
    _replace(root, _without_wrapper)
    for parent in list(root.iter()):
        if parent.tag not in ("ul", "ol"):
            _gather_items(parent)


def _nest_lists(outer: Element) -> None:
    """A list between items, as Google Docs writes it, belongs to the item before."""
    items: list[Element] = []
    for child in outer:
        if child.tag in ("ul", "ol") and items:
            child.tail = None
            items[-1].append(child)
        else:
            items.append(child)
    outer[:] = items


def _without_wrapper(element: Element) -> Parts:
    return _parts(element) if _holds_only_lists(element) else [element]


def _holds_only_lists(element: Element) -> bool:
    texts = [element.text, *(child.tail for child in element)]
    return (
        element.tag == "div"
        and len(element) > 0
        and all(child.tag in ("ul", "ol") for child in element)
        and not any(text and text.strip() for text in texts)
    )


def _gather_items(parent: Element) -> None:
    made: Parts = []
    levels: list[tuple[int, Element]] = []  # the lists that are open, the innermost last
    for part in _parts(parent):
        items = [] if isinstance(part, str) else _items(part)
        if not items:
            made.append(part)
            if not isinstance(part, str) or part.strip():
                levels = []
        for level, tag, item in items:
            while levels and (
                levels[-1][0] > level or (levels[-1][0] == level and levels[-1][1].tag != tag)
            ):
                levels.pop()
            if not levels or levels[-1][0] < level:
                new = Element(tag)
                if levels:
                    levels[-1][1][-1].append(new)
                else:
                    made.append(new)
                levels.append((level, new))
            levels[-1][1].append(item)
    _refill(parent, made)


def _items(element: Element) -> list[tuple[int, str, Element]]:
    """Triples of (depth, list tag, item); empty for an element that is no item."""
    if element.tag in ("ul", "ol"):  # Word on the web makes a list of each item
        levels = [item.get("data-aria-level", "") for item in element]
        if not all(level.isdecimal() and len(level) == 1 for level in levels):
            return []
        return list(zip(map(int, levels), [element.tag] * len(levels), element, strict=True))
    if element.tag not in ("p", "div"):
        return []
    word_level = LIST_LEVEL.search(element.get("style", ""))
    marker = _take_marker(element)
    if word_level is None and marker is None and not _take_bullet(element):
        return []
    item = Element("li")
    _refill(item, _parts(element))
    item.text = (item.text or "").lstrip()
    is_number = marker is not None and NUMBER.match(marker) is not None
    return [(int(word_level[1]) if word_level else 1, "ol" if is_number else "ul", item)]


def _take_marker(paragraph: Element) -> str | None:
    """Remove the bullet or number that Word writes before an item and marks as ignored."""
    for parent in paragraph.iter():
        for child in parent:
            if IGNORED.search(child.get("style", "")):
                marker = _text(child).replace("\N{NO-BREAK SPACE}", " ")
                _refill(parent, [part for part in _parts(parent) if part is not child])
                return marker
    return None


def _take_bullet(paragraph: Element) -> bool:
    first = next((part for part in paragraph.iter() if (part.text or "").strip()), None)
    if first is None or not (bullet := BULLET.match(first.text or "")):
        return False
    first.text = (first.text or "")[bullet.end() :]
    return True


def _make_paragraphs(root: Element) -> None:
    for element in list(root.iter())[1:]:
        if element.tag == "div" and not _holds_blocks(element):
            element.tag = "p"


def _holds_blocks(element: Element) -> bool:
    return any(child.tag in BLOCKS for child in element.iter() if child is not element)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
