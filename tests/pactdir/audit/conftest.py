import logging

import pytest


class Lines(logging.Handler):
    def __init__(self):
        super().__init__()
        self.lines = []

    def emit(self, record):
        self.lines.append(record.getMessage())


@pytest.fixture
def lines():
    """The lines written to the security log."""
    handler, logger = Lines(), logging.getLogger("pactdir.security")
    logger.addHandler(handler)
    yield handler.lines
    logger.removeHandler(handler)
