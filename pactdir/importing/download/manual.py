"""Lists the files to download elsewhere if this machine has no network."""

from pathlib import Path

from pactdir.importing.download.folder import Sources, file_names
from pactdir.importing.problems import printable


def manual_download_instructions(sources: Sources, folder: Path) -> list[str]:
    shown = printable(str(folder))
    return [
        "Wat heel aankwam, blijft een dag bewaard; de volgende keer komt alleen de rest.",
        "Zonder netwerk: haal elders op wat hieronder staat, en pak een zip-bestand uit.",
        f"Zet het onder deze namen in {shown}, en laad die map:",
        f"  .venv/bin/python manage.py import_country {shown}",
        *(f"  {name}: {url}" for _, url, name in file_names(sources)),
    ]
