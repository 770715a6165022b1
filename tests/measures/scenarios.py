"""Walks officials of twelve real municipalities through the site: make scenarios

Loads the country, serves it as in production and visits it in Chromium without JavaScript, on a
phone and at a desk. `ARGS=--at=http://127.0.0.1:8000` walks a site that is running already.
"""

from __future__ import annotations

import csv
import io
import os
import sys
import tempfile
from argparse import ArgumentParser
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from tests.browser.conftest import QUIET
from tests.browser.test_scenarios import block, compared_on, facts_of, words
from tests.browser.test_scenarios import main as main_of
from tests.measures.load import FILES, gather
from tests.measures.served import served_demo

MAX_TAPS = 3
SINCE, ON = "1-1-2020", "1-9-2021"
FACTS = ("Wat de gemeente zelf op zich nam", "Penvoerder", "Contact", "Laatst bevestigd")
NO_REGION = "Geen techniekregio bekend voor"
NOTHING_KNOWN = (
    "Een penvoerder, een contact en eigen afspraken van de gemeente kennen wij ook niet."
)
OF_MUNICIPALITIES = {"Techniekregio", "Overeenkomst", "Penvoerder", FACTS[0], "Scholen"}
OF_REGIONS = {"Periode", "Thema's", "Partners", "Doelen"}


@dataclass(frozen=True)
class Town:
    typed: str
    slug: str
    name: str
    province: str
    region: str = ""
    history: str = ""  # a sentence about a merger or a split
    choice: tuple[str, ...] = ()  # for a split: the municipalities to choose from


TOWNS = [
    Town("Uithoorn", "uithoorn", "Uithoorn", "Noord-Holland", "Techniekpact Amstelland"),
    Town(
        "De Ronde Venen", "de-ronde-venen", "De Ronde Venen", "Utrecht", "Techniekpact Amstelland"
    ),
    Town("Almere", "almere", "Almere", "Flevoland", "Sterk Techniekonderwijs Almere"),
    Town("Groningen", "groningen", "Groningen", "Groningen"),
    Town("Assen", "assen", "Assen", "Drenthe"),
    Town("Zwolle", "zwolle", "Zwolle", "Overijssel"),
    Town("Goes", "goes", "Goes", "Zeeland"),
    Town("Venlo", "venlo", "Venlo", "Limburg"),
    Town(
        "Heerhugowaard",
        "dijk-en-waard",
        "Dijk en Waard",
        "Noord-Holland",
        "TechniekPact Noord-Kennemerland",
        "samengevoegd per 1 januari 2022 uit Heerhugowaard en Langedijk",
    ),
    Town(
        "Brielle",
        "voorne-aan-zee",
        "Voorne aan Zee",
        "Zuid-Holland",
        history="Sinds 1 januari 2023 horen Brielle, Hellevoetsluis en Westvoorne bij deze",
    ),
    Town(
        "gemeente Haaren",
        "vught",
        "Vught",
        "Noord-Brabant",
        history="een deel van Haaren",
        choice=("Boxtel", "Oisterwijk", "Tilburg", "Vught"),
    ),
    Town("Apeldoorn", "apeldoorn", "Apeldoorn", "Gelderland"),
]


@dataclass
class Visit:
    page: Page
    about: str
    shots: Path | None
    faults: list[str] = field(default_factory=list)
    checked: int = 0
    taps: int = 0

    def expect(self, holds: object, sentence: str) -> None:
        self.checked += 1
        if not holds:
            self.faults.append(f"{self.about}, {self.page.url}: {sentence}")

    def arrive(self, name: str) -> None:
        """Check what holds on every page, and take its picture."""
        too_wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        self.expect(self.page.evaluate(too_wide) <= 0, "schuift opzij")
        self.expect(all(facts_of(main_of(self.page)).values()), "een feit zonder waarde")
        if self.shots:
            self.page.screenshot(path=self.shots / f"{self.about} {name}.png", full_page=True)

    def tap(self, link: Locator) -> None:
        with self.page.expect_navigation():
            link.first.click()
        self.taps += 1

    def go(self, path: str) -> None:
        self.page.goto(path)

    def file(self, name: str) -> bytes:
        link = main_of(self.page).get_by_role("link", name=name, exact=True).first
        answer = self.page.request.get(link.get_attribute("href") or "")
        self.expect(answer.status == 200, f"{name}: {answer.status}")
        return answer.body()


def new_alderman(visit: Visit, town: Town) -> None:
    """S4: from the home page to the page of the municipality, and all that it should say."""
    page = visit.page
    visit.go("/")
    page.get_by_label("Postcode, plaats of naam").last.fill(town.typed)
    visit.tap(page.get_by_role("button", name="Zoek").last)
    if town.choice:
        names = main_of(page).locator("a.row__name").all_inner_texts()
        wanted = [f"Gemeente {name}" for name in town.choice]
        visit.expect(names[: len(wanted)] == wanted, f"kiest uit {names}")
    path = f"/gemeenten/{town.slug}/"
    if not page.url.endswith(path):
        visit.tap(main_of(page).locator(f'a[href^="{path}"]:visible'))
    visit.expect(visit.taps <= MAX_TAPS, f"{visit.taps} tikken")
    visit.arrive("gemeente")
    text = words(main_of(page))
    visit.expect(words(page.locator("h1")) == f"Gemeente {town.name}", "andere gemeente")
    visit.expect(town.province in text, "provincie ontbreekt")
    visit.expect(town.history in text, "herindeling ontbreekt")
    if town.region:
        about = block(page, town.region)
        facts, said = facts_of(about), words(about)
        visit.expect(set(facts) >= set(FACTS), f"ontbreekt: {set(FACTS) - set(facts)}")
        visit.expect("Overeenkomst" in said or "STO-project" in said, "geen overeenkomst")
        goals = about.locator(".goal__measure").all()
        is_said = all("Bron: " in words(goal) for goal in goals)
        visit.expect(goals or "zijn nog niet opgegeven" in said, "niets over doelen")
        visit.expect(is_said, "een doel zonder bron")
        visit.expect("Bron: " in said, "regio zonder bron")
    else:
        visit.expect(f"{NO_REGION} {town.name}." in text, "zegt niet dat er geen regio bekend is")
        visit.expect(NOTHING_KNOWN in text, "zegt niets over penvoerder, contact en afspraken")
    figures = block(page, f"Cijfers over {town.name}")
    for heading in figures.locator("h3", has_not_text="Wat ontbreekt").all():
        after = heading.locator("xpath=following-sibling::p[contains(., 'Bron: ')][1]")
        visit.expect(after.count() and any(c.isdigit() for c in words(after)), words(heading))
        about = heading.locator("xpath=following-sibling::p[contains(., 'Wat telt mee')][1]")
        visit.expect(about.count(), f"{words(heading)}: geen uitleg van wat meetelt")
    visit.expect(figures.locator("h3").count() or "nog niet bekend" in text, "niets over cijfers")
    visit.expect(visit.file("pdf (A4)").startswith(b"%PDF"), "geen pdf")
    sheet = list(csv.reader(io.StringIO(visit.file("CSV").decode("utf-8-sig")), delimiter=";"))
    visit.expect(any(town.name in row for row in sheet), "andere gemeente in de CSV")


def policy_officer(visit: Visit, town: Town) -> None:
    """S5: the list by province, then a comparison with the neighbours."""
    page = visit.page
    facet = "&regio=geen" if not town.region else ""
    visit.go(f"/gemeenten/?provincie={town.province.lower()}{facet}&naam={town.name}")
    visit.arrive("lijst")
    row = main_of(page).locator(".row", has=page.get_by_role("link", name=town.name, exact=True))
    visit.expect(row.count() == 1, "niet in de lijst van zijn provincie")
    known = town.region or "Geen techniekregio bekend"
    visit.expect(row.count() and known in words(row.first), "lijst noemt andere regio")
    visit.taps = 0
    visit.tap(row.get_by_role("link"))
    visit.tap(main_of(page).get_by_role("link", name="Vergelijk met de dichtstbijzijnde"))
    visit.expect(visit.taps <= MAX_TAPS, f"{visit.taps} tikken")
    visit.arrive("naast elkaar")
    columns = [words(cell) for cell in main_of(page).locator("thead th").all()]
    visit.expect(town.name in columns and len(columns) >= 3, f"kolommen {columns}")
    rows = compared_on(page)
    empty = [name for name, cells in rows.items() if not all(cells)]
    visit.expect(not empty, f"lege cellen bij {empty}")
    visit.expect(rows.keys() >= OF_MUNICIPALITIES, f"geen rij {OF_MUNICIPALITIES - rows.keys()}")
    sheet = visit.file("CSV")
    visit.expect(sheet.startswith(b"\xef\xbb\xbf"), "CSV zonder BOM")
    lines = list(csv.reader(io.StringIO(sheet.decode("utf-8-sig")), delimiter=";"))
    codes = [line[0] for line in lines[1:]]
    visit.expect(len(codes) == len(columns), f"CSV met {len(codes)} gemeenten")
    visit.expect(all(code.startswith("GM") for code in codes), "CSV zonder CBS-codes")
    if town.region:
        _compare_regions(visit, town.region)


def _compare_regions(visit: Visit, own: str) -> None:
    page = visit.page
    visit.go("/regios/")
    visit.tap(page.get_by_role("link", name="naast elkaar"))
    choices = main_of(page).get_by_role("checkbox")
    names = [words(label) for label in main_of(page).locator("label:has(input)").all()]
    others = [number for number, name in enumerate(names) if own not in name][:2]
    page.get_by_label(own).first.check()
    for number in others:
        choices.nth(number).check()
    visit.tap(page.get_by_role("button", name="Vergelijk", exact=True))
    visit.arrive("regio's naast elkaar")
    columns = [words(cell) for cell in main_of(page).locator("thead th").all()]
    visit.expect(own in columns and len(columns) == 3, f"kolommen {columns}")
    rows = compared_on(page)
    visit.expect(rows.keys() >= OF_REGIONS, f"geen rij {OF_REGIONS - rows.keys()} in {list(rows)}")
    visit.expect(all(cell for cells in rows.values() for cell in cells), "lege cellen")


def council_officer(visit: Visit, town: Town) -> None:
    """S8: timeline, changes, and the page as of a past date."""
    page, path = visit.page, f"/gemeenten/{town.slug}/"
    visit.go(path)
    visit.taps = 0
    visit.tap(main_of(page).get_by_role("link", name=f"Tijdlijn van {town.name}"))
    visit.arrive("tijdlijn")
    for entry in main_of(page).locator(".rows--dated > li").all():
        visit.expect("Bron: " in words(entry), f"zonder bron: {words(entry)}")
    visit.go(path)
    visit.tap(main_of(page).get_by_role("link", name=f"Wat is er veranderd bij {town.name}"))
    page.get_by_label("Sinds welke dag?").fill(SINCE)
    visit.tap(page.get_by_role("button", name="Toon"))
    visit.expect(visit.taps <= MAX_TAPS, f"{visit.taps} tikken")
    visit.arrive("veranderd")
    visit.expect("?sinds=2020-01-01" in page.url or "sinds=1-1-2020" in page.url, "geen adres")
    visit.go(path)
    page.get_by_label("Toon deze pagina zoals die was op").fill(ON)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    text = words(main_of(page))
    if " 2023 " in town.history or " 2022 " in town.history:
        visit.expect("1 september 2021" in text, "zegt niet dat zij toen niet bestond")
    else:
        visit.expect("Stand op 1 september 2021." in text, "zegt niet van wanneer dit is")
    visit.arrive("stand op")


SCENARIOS = (new_alderman, policy_officer, council_officer)


def walk(browser: Browser, site: str, shots: Path | None) -> tuple[int, list[str]]:
    checked, faults = 0, []
    for width in (360, 1280):
        context = browser.new_context(
            base_url=site,
            viewport={"width": width, "height": 800},
            java_script_enabled=False,
        )
        page = context.new_page()
        for town in TOWNS:
            for scenario in SCENARIOS:
                visit = Visit(page, f"{town.name} {width}", shots)
                scenario(visit, town)
                checked += visit.checked
                faults += visit.faults
        context.close()
    return checked, faults


def main(arguments: list[str]) -> int:
    parser = ArgumentParser()
    parser.add_argument("folder", nargs="?", type=Path, default=FILES)
    parser.add_argument("--at", default="")
    parser.add_argument("--shots", type=Path)
    options = parser.parse_args(arguments)
    if not options.at and not options.folder.is_dir():
        print(f"De map met bestanden van het hele land is er niet: {options.folder}.")
        return 1
    if options.at:
        checked, faults = _walked(options.at, options.shots)
    else:
        with tempfile.TemporaryDirectory() as work:
            files = gather(options.folder.resolve(), Path(work) / "files")
            with served_demo(country=files) as site:
                checked, faults = _walked(site, options.shots)
    print("\n".join(faults))
    print(f"{len(TOWNS)} gemeenten, {checked} controles, {len(faults)} fouten")
    return int(bool(faults))


def _walked(site: str, shots: Path | None) -> tuple[int, list[str]]:
    if shots:
        shots.mkdir(exist_ok=True)
    chromium = os.environ.get("CHROMIUM", "/usr/bin/chromium-headless-shell")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        return walk(browser, site, shots)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
