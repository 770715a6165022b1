"""The digest: a weekly or monthly mail with what is new and upcoming, for those who subscribed.

Subscribing needs no account and no cookie. The address gets a link; its page has a button, since
programs that scan mail follow links but press no buttons. The same page later changes the choices
and unsubscribes. Its token is a signature, so nothing secret is stored.

`manage.py send_digest` queues the mail; if there is nothing to report, no mail is sent.

`pactdir/urls.py` imports `urls`, `pactdir/admin.py` the `subscriber_admin`, the command
`queueing`.
"""
