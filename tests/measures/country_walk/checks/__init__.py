"""Checks of pages that a regular expression over one sentence cannot make.

Each check takes the pages of one address and what the database knows, and yields the address and
the text of each violation. `forbidden.toml` names them, with mutants of each. For others:
`CHECKS`, and `shapes_of` and `clashing`, for what only all pages together show.
"""

from tests.measures.country_walk.checks import counts, ended, promises, rows, schools
from tests.measures.country_walk.checks.registry import CHECKS
from tests.measures.country_walk.checks.states import clashing, shapes_of

__all__ = ["CHECKS", "clashing", "counts", "ended", "promises", "rows", "schools", "shapes_of"]
