"""The admin's machinery: scope by rights, history pages, edit conflicts, previews, form fields.

Every app's admin is built from it. A form carries a signed optimistic lock: the last history record
of its row and of each inline row. They are compared before saving and again after writing, without
locking the row: `clean()` locks regions first, and another order could deadlock. A change form
posted without it is never saved; it comes back once. An editor changes nothing that is on the site,
also no row without a date of its own (a goal, a contact): that is as public as its region. Leaders
set no address: a row gets it from its name when first published, then keeps it, and never takes an
old one. A draft's slug is a proposal that others may share, so that its number betrays no draft
elsewhere; a page planned for later holds its address once its day is set. A preview is a stored
page, made by saving, publishing, rendering the public view and rolling it all back. Help texts are
in `help`, not in the models: rewording one needs no migration.
"""
