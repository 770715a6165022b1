"""The accessibility tests of the site with their results, for the accessibility statement.

List only tests that were really run. These run with every change (tests/browser).
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class AccessibilityTest:
    subject: str
    method: str
    on: date
    result: str


TESTED = [
    AccessibilityTest(
        "Regels die een programma kan nagaan",
        "Met axe in Chromium, op elke soort pagina, licht, donker en met gedwongen kleuren",
        date(2026, 11, 26),
        "Geen fouten gevonden.",
    ),
    AccessibilityTest(
        "Smal scherm, grote tekst en ruim gezette tekst",
        "In Chromium, op 320 beeldpunten breed, met tekst op 200 procent en met ruime regels",
        date(2026, 11, 26),
        "Niets valt weg en niets schuift opzij.",
    ),
    AccessibilityTest(
        "Alleen met het toetsenbord",
        "In Chromium, op de pagina van een regio en in een lijst",
        date(2026, 11, 26),
        "Alles is te bereiken en de plek is steeds te zien.",
    ),
]
NOT_TESTED = ["met een schermlezer", "in Firefox", "in Safari"]
