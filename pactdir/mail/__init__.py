"""Mail: a queue in the database, written in the same transaction as what a mail is about.

`queue` writes a `Message`; `manage.py send_mail` sends what is due, and so does each request after
its response where `MAIL_AT_ONCE` is on. A failed attempt is repeated after growing waits, and the
last one leaves the message as failed, with the reason, in the list that national editors read.
A link with a token is stored apart from the text, until the mail is sent: no list or page shows it.

Packages that were looked at in November 2026: django-post-office (kept up, MIT) keeps the text of
a mail with its links, for every administrator to read and change, and repeats at fixed intervals;
the last release of django-mailer is from May 2024, that of django-celery-email from 2019.

Others import `queue` and `sending`, whose `before_sending` turns
requests into mail; `pactdir/admin.py` registers `mail_admin`.
"""
