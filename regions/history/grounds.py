"""Who recorded why personal data of a contact may be public, according to the history."""

from __future__ import annotations

from regions.history.moments import moment_in_words
from regions.history.names import Names
from regions.history.records import records_of_row
from regions.models import Contact
from regions.rights import Rights


def who_recorded_ground(contact: Contact, rights: Rights) -> str:
    """Return who recorded the current legal basis and its date, and when; "" if there is none."""
    if not contact.publication_ground:
        return ""
    recorded, last = None, None
    for record in records_of_row(contact, rights).order_by("history_id"):
        ground = (record.publication_ground, record.publication_agreed_on)
        if ground != last:
            recorded, last = record, ground
    if recorded is None:
        return ""
    who = Names(rights, [recorded]).who(recorded)
    return f"{who}, {moment_in_words(recorded.history_date)}"
