"""What the admins of all apps are built from.

`base` has the two an app builds on: `RegionScopedAdmin`, and `NamedAdmin` for what has a page;
`stacked_rows` and `participation` are for inlines, `national` and `decisions` for what only
national editors see. An admin lists its `parts` (`composed`): edit conflicts, history, previews and
so on, which add fieldsets, addresses, context and checks to it. `scope` says which rows are whose.

Editors change nothing that is on the site, nor a row without a date of its own (a goal, a contact):
that is as public as its region. Leaders set no address: a row gets it from its name when it is
first published, keeps it from then on, and never takes an old one. The slug of a draft is a
proposal that others may share, so that its number betrays no draft elsewhere; a page planned for
later has its address from the moment its day is set. Help texts are in `help`, not in the models:
rewording one needs no migration.
"""
