import pytest

from pactdir.importing import import_files
from tests.pactdir.importing.files import written


@pytest.fixture
def load(tmp_path, editor):
    """Import these files as a national editor."""

    def load(files, **options):
        return import_files(written(tmp_path, files), **{"user": editor, **options})

    return load
