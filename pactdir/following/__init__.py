"""Calendars (iCalendar) and feeds (Atom) to follow, of each stream in `streams.STREAMS`.

A scope says what a file is about and which rows belong to it; a stream says how its rows relate to
regions, municipalities and themes. A new kind of record joins with a line in `STREAMS`. The feed of
what changed is in `pactdir.timeline`.

A subscribed calendar replaces all its events at each poll, so that an event that is unpublished
disappears. An event that does not go on stays, and says so in its title too: Outlook and Google
hide events with the status CANCELLED, without telling those who had planned to come.

`pactdir/urls.py` imports `urls`, `pactdir.digest` the scopes, streams and `atom`, `pactdir.nearby`
the scopes and views, and `pactdir.timeline` the parts of a feed in `atom`.
"""
