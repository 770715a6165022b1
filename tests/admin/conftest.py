import pytest

from tests import make


@pytest.fixture
def editor(db):
    return make.a_national_editor(username="landelijk")


@pytest.fixture
def admin(client, editor):
    client.force_login(editor)
    return client
