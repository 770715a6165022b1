"""Who may what: national editors everything, others in the regions assigned to them.

National editors are superusers. A leader edits and publishes for a region; an editor changes only
what is not on the site yet. Assignments alone open the admin, are read in every request, and are
given by national editors only: Django's permissions and staff flag open nothing. A public model
says whose it is: `owner_path` is the lookup to the region that owns a row, `is_shared` lets every
leader read it. A model that says neither is for national editors only, so what is forgotten is
closed. `DirectoryQuerySet.visible_to(rights)` limits lists, choices, autocompletes, filters and
inlines alike; a row one may not see is a 404. `tests/admin/isolation/` requests every admin address
with every object of another region.

Knows no models: `regions.assigned_rights` reads the rights of a user. Every app imports this
package.
"""

from regions.rights.granted import Rights
from regions.rights.ownership import hangs_below, region_of, row_above

__all__ = ["Rights", "hangs_below", "region_of", "row_above"]
