import pytest

from pactdir.importing import import_files
from tests.pactdir.importing.files import write_files


@pytest.fixture
def load(tmp_path, editor):
    def load(files, **options):
        return import_files(write_files(tmp_path, files), **{"user": editor, **options})

    return load
