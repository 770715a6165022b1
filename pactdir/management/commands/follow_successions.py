"""Moves places and schools to new municipalities, for reorganisations that have taken effect."""

from typing import Any

from django.core.management.base import BaseCommand

from pactdir.importing.geography.division import Division
from pactdir.importing.geography.moving import move_to_successors
from regions.clock import today


class Command(BaseCommand):
    help = "Zet plaatsen en scholen in de gemeente die er na een herindeling is, vanaf die dag."

    def handle(self, *args: Any, **options: Any) -> None:
        moves = move_to_successors(Division(today()))
        for name, old, new in moves.moved:
            self.stdout.write(f"{name}: van {old} naar {new}.")
        for question in moves.warnings:
            self.stdout.write(f"twijfel: {question}")
        if not moves.moved and not moves.warnings:
            self.stdout.write("Niets te verplaatsen.")
