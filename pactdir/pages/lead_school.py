"""The school that is a region's lead organisation."""

from __future__ import annotations

from collections.abc import Iterable

from regions.models import Agreement
from schools.models import School


def school_of_lead(agreement: Agreement | None, schools: Iterable[School]) -> School | None:
    """Return the one school with the name of the lead, of these participants of its region.

    Elsewhere a namesake may be another school.
    """
    lead = agreement.lead_organisation if agreement else None
    if lead is None:
        return None
    named = {school for school in schools if school.folded_name == lead.folded_name}
    return named.pop() if len(named) == 1 else None
