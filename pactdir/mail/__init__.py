"""Mail: a queue in the database, written in the same transaction as the cause of a message.

`queue` writes a `Message`; `manage.py send_mail` sends what is due, and with `MAIL_AT_ONCE` each
request does so after its response. Failed attempts are retried with growing delays; after the last
one the message is marked as failed, with the reason. National editors see how many on their first
screen, and the reasons in a list. A link with a token is stored separately until the mail is sent,
and never displayed.

Packages considered in November 2026: django-post-office (maintained, MIT) stores the body with its
links, which every administrator can read and change, and retries at fixed intervals; django-mailer
was last released in May 2024, django-celery-email in 2019.

Others import `queue` and `sending`, whose `before_sending` turns
requests into mail; `pactdir/admin.py` registers `mail_admin`.
"""
