from typing import Any

from django.contrib.auth.management.commands import createsuperuser

from pactdir.accounts.set_by_hand import set_by_hand


class Command(createsuperuser.Command):
    def handle(self, *args: Any, **options: Any) -> str | None:
        with set_by_hand():
            return super().handle(*args, **options)
