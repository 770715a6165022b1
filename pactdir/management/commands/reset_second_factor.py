from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser

from pactdir.accounts.second_factor import reset_second_factor


class Command(BaseCommand):
    help = "Wist de tweede stap van een gebruiker, als geen landelijke redacteur dat meer kan."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"Er is geen gebruiker {username}.")
        reset_second_factor(user, "the command")
        self.stdout.write(f"De tweede stap van {username} is gewist.")
