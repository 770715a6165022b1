"""The digest: a mail each week or month with what is new and coming, for who asked for it.

Subscribing needs no account and no cookie. The address gets a link; its page has a button, since
programs that scan mail follow links but press no buttons. The same page later changes the choices
and unsubscribes. Its token is a signature, so nothing secret is stored.

`manage.py send_digest` queues the mail. Nothing to tell is no mail.

`pactdir/urls.py` imports `urls`, `pactdir/admin.py` the `subscriber_admin`, the command `queueing`.
"""
