"""Building blocks of the admins of all apps.

`base` has the two base classes for an app: `RegionScopedAdmin`, and `NamedAdmin` for models with a
page. `stacked_rows` and `participation` are for inlines, `national` and `decisions` for models that
only national editors see. An admin lists its `parts` (`composed`), such as edit conflicts, history
and previews, which add fieldsets, URLs, context and checks to it. `scope` determines who may see
and write a row.

Editors cannot change what is on the site, nor a row without a publication date (a goal, a contact),
which is as public as its region. Leaders cannot set a slug: a row gets one from its name when it is
first published, keeps it, and never gets a former slug of another row. The slug of a draft is only
proposed, and other drafts may have the same one, so that a number does not reveal another draft; a
page planned for later has its URL from the moment its date is set. Help texts are in `help` rather
than in the models, so that rewording one needs no migration.
"""
