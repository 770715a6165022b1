"""Checks that the page, PDF, CSV and XLSX of a region or municipality have the same numbers."""

import re
from collections import Counter, defaultdict
from datetime import datetime
from decimal import Decimal
from itertools import takewhile

from regions.models import Region
from regions.sheets.addresses import sheet_path
from regions.sheets.columns import SEPARATOR
from regions.wording.dutch import euros
from schools.models import Profile
from schools.profile_words import abbreviation
from tests.pactdir.paper.reading import text_on
from tests.pages.reading import factline, main_of, words
from tests.regions.sheets.reading import csv_rows, records, xlsx_rows

COUNTED = re.compile(r"(\d+) (\w+)")
NOT_GIVEN = "niet te zeggen"
NUMBER = re.compile(rf"(?:{NOT_GIVEN}|<5|[\d.]+(?:,\d+)?(?:–[\d.]+(?:,\d+)?)?)")
# First headings of tables that are compared apart.
PER_SCHOOL, PER_PROFILE_AND_LEVEL = "School", "Profiel"
BY_LEVEL = "Leerlingen per technisch profiel, per leerweg (leerjaar 3 en 4)"
NO_FIGURE = "–"
PROFILES = re.compile(r"(?:in \d{4}|profielen): (.*)")  # in the line of a school
TOGETHER = {
    "technische profielen samen": "Samen in een technisch profiel",
    "alle leerwegen samen": "Alle leerwegen samen",
    "leerwegen met genoeg kandidaten samen": "Leerwegen met genoeg kandidaten samen",
}
# Part and fact in the sheet for each count in the fact line.
OF_REGION = {
    "school": ("Scholen", "deelnemer van"),
    "partner": ("Partners", "deelnemer van"),
    "gemeente": ("Gemeenten", "hoort bij"),
}
OF_MUNICIPALITY = {"school": ("Scholen", "niveaus")}
SINGULAR = {"scholen": "school", "partners": "partner", "gemeenten": "gemeente", "doelen": "doel"}
SINGULAR |= {"schoollocaties": "school", "schoollocatie": "school"}
SINGULAR |= {"vestigingen": "school", "vestiging": "school"}  # counted separately where uncertain


def differences(client, row):
    """Return how many numbers were compared, and a sentence for each difference."""
    address = row.get_absolute_url()
    page = client.get(address)
    csv = client.get(sheet_path(address, "csv")).content
    xlsx = client.get(sheet_path(address, "xlsx")).content
    paper = in_short(text_on(client.get(f"{address[:-1]}.pdf")))
    facts = records(csv_rows(csv))
    found = _cells(facts, records(xlsx_rows(xlsx)))
    checks = [
        *_counts(row, page, facts, paper),
        *_figures(page, facts, paper),
        *_by_level(page, facts),
        *_together(page, facts, paper),
        *_per_school(page, facts),
        *_money(page, facts, paper),
        *_profiles(page, facts),
    ]
    found += [f"{address} {what}" for what, is_same in checks if not is_same]
    return len(checks), found


def in_short(text):
    """Numbers in words, as sheets write them."""
    for old, new in {
        "minder dan 5": "<5",
        " tot en met ": "–",
        "\N{NO-BREAK SPACE}": " ",
        " %": "",
    }.items():
        text = text.replace(old, new)
    return " ".join(text.split())


def _cells(facts, same):
    pairs = list(zip(facts, same, strict=True))
    return [
        f"CSV en XLSX: {head}: {fact[head]!r} en {other[head]!r}"
        for fact, other in pairs
        for head in fact
        if _as_text(other[head]) != fact[head]
    ]


def _as_text(cell):
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return cell if isinstance(cell, str) else str(cell).replace(".", ",")


def _counts(row, page, facts, paper):
    counted = Counter()
    for item in factline(page):
        if match := COUNTED.match(item):
            counted[SINGULAR.get(match[2], match[2])] += int(match[1])
            yield f"pdf: {item}", item in paper
    of_sheet = OF_REGION if isinstance(row, Region) else OF_MUNICIPALITY
    for word, (part, what) in of_sheet.items():
        listed = sum(fact["onderdeel"] == part and fact["gegeven"] == what for fact in facts)
        yield f"{word}: {counted[word]} op de pagina, {listed} in het blad", listed == counted[word]
    if isinstance(row, Region):
        goals = sum(bool(re.fullmatch(r"doel \d+", fact["gegeven"])) for fact in facts)
        yield f"doelen: {counted['doel']} en {goals}", goals == counted["doel"]


def _figures(page, facts, paper):
    """Each number in the sheet is on the page and in the PDF, and the page has no others."""
    of_sheet = _figures_of_sheet(facts)
    of_sheet.pop(BY_LEVEL, None)
    on_page = dict(_tables(page))
    yield f"cijfers: {sorted(on_page)} en {sorted(of_sheet)}", on_page.keys() == of_sheet.keys()
    on_paper = _by_heading(paper, of_sheet)
    for name, numbers in of_sheet.items():
        shown = Counter(on_page.get(name, []))
        yield f"{name}: {shown} en {numbers}", shown == Counter(numbers)
        missing = [number for number in numbers if not on_paper[name] >= {*number.split()}]
        yield f"{name}: niet in de pdf: {missing}", not missing
        yield from ((f"{name}: {number}", True) for number in numbers[1:])


def _figures_of_sheet(facts):
    of_sheet = {}
    for fact in facts:
        if fact["onderdeel"] == "Cijfers":
            name = fact["gegeven"].rpartition(": ")[0] or fact["gegeven"]
            number = first_number(fact["waarde"])
            of_sheet.setdefault(name, []).append(_grouped(number))
    return of_sheet


def _by_level(page, facts):
    """The sheet has the numbers of the table by profile and learning path, and no others."""
    numbers = _figures_of_sheet(facts).get(BY_LEVEL, [])
    tables = main_of(page).select("table.figures")
    on_page = [
        number
        for table in tables
        if words(table.find("th")) == PER_PROFILE_AND_LEVEL
        for number in _numbers(table)
    ]
    yield f"per leerweg: {on_page} en {numbers}", Counter(on_page) == Counter(numbers)
    yield from ((f"per leerweg: {number}", True) for number in numbers[1:])


def _together(page, facts, paper):
    """Each total is on the page and in the PDF, and the sheet has all of those on the page."""
    of_sheet = {}
    for fact in facts:
        if fact["onderdeel"] == "Cijfers samen":
            name, group = fact["gegeven"].split(": ")
            of_sheet[name] = TOGETHER[group], _grouped(first_number(fact["waarde"]))
    on_page = {}
    for heading in main_of(page).select("h3[id^=cijfer-]"):
        for block in takewhile(lambda tag: tag.name != "h3", heading.find_next_siblings()):
            label = words(block).partition(":")[0].partition(",")[0]
            if block.name == "p" and label in TOGETHER.values():
                on_page[words(heading)] = label, first_number(in_short(words(block.strong)))
    yield f"samen: {on_page} en {of_sheet}", on_page == of_sheet
    for label, number in on_page.values():
        found = re.search(rf"{label}(?:, [\w -]+)?: {re.escape(number)}\b", paper)
        yield f"samen: niet in de pdf: {label} {number}", bool(found)


def _per_school(page, facts):
    """The sheet has each cell of the tables by school, in the same order."""
    of_sheet, on_page = defaultdict(list), defaultdict(list)
    for fact in facts:
        if fact["onderdeel"] == "Cijfers per school":
            name, number = fact["gegeven"].rpartition(": ")[0], fact["waarde"]
            shown = NO_FIGURE if number == "geen cijfer" else _grouped(first_number(number))
            of_sheet[name, fact["pagina"].partition("/scholen/")[2]].append(shown)
    for heading in main_of(page).select("h3[id^=cijfer-]"):
        for block in takewhile(lambda tag: tag.name != "h3", heading.find_next_siblings()):
            for table in _within(block):
                if words(table.find("th")) == PER_SCHOOL:
                    for row in table.select("tbody tr"):
                        path = row.a["href"].partition("/scholen/")[2]
                        on_page[words(heading), path] += _cells_of(table, row)
    for key in [*on_page, *(of_sheet.keys() - on_page.keys())]:
        shown, numbers = on_page.get(key, []), of_sheet.get(key, [])
        yield f"per school: {key}: {shown} en {numbers}", shown == numbers
        yield from ((f"per school: {key}: {number}", True) for number in numbers[1:])


def _cells_of(table, row):
    has_difference = words(table.select("thead th")[-1]).startswith("Verschil")
    cells = row.select("td")[: -1 if has_difference else None]
    return [first_number(in_short(words(cell))) or NO_FIGURE for cell in cells]


def _grouped(value):
    return "–".join(_with_dots(number) for number in value.split("–"))


def _with_dots(number):
    whole, comma, fraction = number.partition(",")
    return f"{int(whole):,}".replace(",", ".") + comma + fraction if whole.isdigit() else number


def _tables(page):
    """Map indicator names to the numbers of their tables by part, or to their one number."""
    for heading in main_of(page).select("h3[id^=cijfer-]"):
        blocks = list(takewhile(lambda tag: tag.name != "h3", heading.find_next_siblings()))
        tables = [table for block in blocks for table in _within(block)]
        omitted = (PER_SCHOOL, PER_PROFILE_AND_LEVEL)
        tables = [table for table in tables if words(table.find("th")) not in omitted]
        numbers = [number for table in tables for number in _numbers(table)]
        if not tables:
            numbers = [
                first_number(in_short(words(strong))) for strong in blocks[0].select("strong")
            ]
        if numbers:
            yield words(heading), numbers


def _within(block):
    return [block] if block.name == "table" else block.select("table.figures")


def _numbers(table):
    for row in table.select("tbody tr"):
        yield from (number for number in _cells_of(table, row) if number != NO_FIGURE)


def first_number(text):
    """The number without the total of a share; empty for the dash that means no figure."""
    match = NUMBER.match(text)
    return match[0].rstrip(".") if match else ""


def _by_heading(paper, names):
    """The numbers after each heading, up to the next one."""
    places = {name: paper.find(f"{name} (") for name in names}
    ends = sorted([*places.values(), len(paper)])
    return {
        name: {number.strip("().,;:") for number in paper[start : _next(ends, start)].split()}
        for name, start in places.items()
    }


def _next(ends, start):
    return next((end for end in ends if end > start), None)


def _money(page, facts, paper):
    text = in_short(words(main_of(page)))
    for fact in facts:
        if fact["onderdeel"].startswith("Geld") and fact["cijfer: eenheid"]:
            value = fact["waarde"]
            if re.fullmatch(r"\d+(,\d+)?", value):
                value = euros(Decimal(value.replace(",", ".")))
            amount = in_short(value)
            yield f"{amount} niet op de pagina", amount in text
            yield f"{amount} niet in de pdf", amount in paper


def _profiles(page, facts):
    """For each school, the sheet has the profiles on the page, with their source."""
    section = main_of(page).select_one("[aria-labelledby=kop-scholen]")
    told = [fact for fact in facts if fact["gegeven"] == "profielen"]
    shown = section.select("li.row:not(.row--past)") if section else []
    yield f"profielen: {len(told)} en {len(shown)}", len(told) == len(shown)
    for school in shown:
        path, meta = school.select_one(".row__name")["href"], school.select(".row__meta")[-1]
        # Not of the whole line, which may have a street with the name of a profile.
        listed = PROFILES.search(words(meta))
        abbreviations = re.split(r"[\s,]+", listed[1]) if listed else []
        profiles = [p.label for p in Profile if abbreviation(p) in abbreviations]
        found = [fact for fact in told if fact["pagina"].endswith(path)]
        in_sheet = [label for fact in found for label in fact["waarde"].split(SEPARATOR)]
        yield (
            f"{path}: {profiles} en {in_sheet}",
            profiles == [label for label in in_sheet if label in Profile.labels],
        )
        sources = [fact["toelichting"] for fact in found]
        yield f"{path}: {sources}", all(source in words(section) for source in sources)
