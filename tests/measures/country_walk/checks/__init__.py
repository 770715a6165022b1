"""What may not be on a page and is no matter of words alone.

Each check takes what was asked under one address and what the database knows, and tells the address
and the text of what is wrong. `forbidden.toml` names them, with a mutant of each. For others:
`CHECKS`, and `shapes_of` and `clashing`, for what shows over all pages only.
"""

from tests.measures.country_walk.checks import counts, ended, promises, rows, schools
from tests.measures.country_walk.checks.registry import CHECKS
from tests.measures.country_walk.checks.states import clashing, shapes_of

__all__ = ["CHECKS", "clashing", "counts", "ended", "promises", "rows", "schools", "shapes_of"]
