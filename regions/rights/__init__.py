"""Who may what: national editors everything, others in the regions assigned to them.

A leader edits and publishes there; an editor writes what is not on the site yet. Knows no models:
`regions.assigned_rights` reads the rights of a user. Every app imports from this package.
"""

from regions.rights.granted import Rights
from regions.rights.ownership import hangs_below, region_of, row_above

__all__ = ["Rights", "hangs_below", "region_of", "row_above"]
