"""Companies place their profile or offer, and regions ask for a page, without an account.

Whoever gives an email address gets a link to everything sent from that address. A draft is filled
in step by step, shown exactly as it would be published, and sent to the leader of the chosen
region, who accepts it, changes it first, or refuses it with a reason. A later change waits in the
submission, next to the published row, until it is accepted too: then only what the sender changed
is merged with what editors changed since. A sender takes their contact off the site at once, and
asks the leader to take off the rest.

`pactdir/admin.py` registers `submission_admin`; the retention rules import `retention_periods`, and
`pactdir/urls.py` imports `urls`.
"""
