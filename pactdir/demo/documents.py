"""Stores the files of the demo's documents, which `example_documents` wrote."""

from pathlib import Path

from regions.documents.files import FOLDER, document_models

FIXTURES = "documents"


def store_documents(fixtures: Path) -> None:
    for model in document_models():
        for document in model._default_manager.with_file():
            file = fixtures / FIXTURES / document.file_name
            if file.exists():
                FOLDER.store(document.file_name, file.read_bytes())
