"""Writes the documents of the example region, which say that they are invented.

    from pactdir.demo.example_documents import write_documents; write_documents()

In `manage.py shell` this writes their files to `fixtures/documents/`, and prints the values for
`fixtures/voorbeeldregio.toml`.
"""

from hashlib import sha256

from django.conf import settings

from pactdir.demo.documents import FIXTURES
from pactdir.paper.making import pdf_of
from regions.documents.checking import check

TEXTS = {
    "Voorbeeldplan van de regio": "De regio wil meer leerlingen in een technisch profiel.",
    "Voorbeeldplattegrond van het lokaal": "Links staan de robots, rechts is ruimte om te bouwen.",
    "Voorbeeldopdracht: meet een wand op": "Meet een wand op en teken haar op schaal.",
}
PAGE = """<html lang=nl><title>{title}</title><style>body {{ font: 12pt sans-serif }}</style>
<h1>{title}</h1><p>Dit document is verzonnen, voor de Voorbeeldregio.</p><p>{text}</p>"""


def write_documents() -> None:
    folder = settings.BASE_DIR / "fixtures" / FIXTURES
    folder.mkdir(exist_ok=True)
    for title, text in TEXTS.items():
        pdf = check(pdf_of(PAGE.format(title=title, text=text), "https://pactdir.example/"))
        key = sha256(title.encode()).hexdigest()[:40]
        (folder / f"{key}.pdf").write_bytes(pdf)
        print(f'{title}: file_key = "{key}", size = {len(pdf)}')  # noqa: T201
