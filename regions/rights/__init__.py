"""Permissions: national editors may do everything, others only within their assigned regions.

National editors are superusers. A leader edits and publishes for a region; an editor changes only
what is not yet public. Access to the admin is granted only by assignments, which national editors
make and which are read on every request; Django's permissions and staff flag are ignored. On a
public model, `owner_path` is the lookup to the region that owns a row, and `is_shared` lets every
leader read it. A model with neither is restricted to national editors, so a forgotten declaration
is safe. `DirectoryQuerySet.visible_to(rights)` limits lists, choices, autocompletes, filters and
inlines alike; a row outside a user's rights gives a 404. `tests/admin/isolation/` requests every
admin URL with every object of another region.

This package imports no models (`regions.assigned_rights` reads the rights of a user). Every app may
import it.
"""

from regions.rights.ownership import parent_field_name, parent_of, region_of
from regions.rights.user_rights import Rights

__all__ = ["Rights", "parent_field_name", "parent_of", "region_of"]
