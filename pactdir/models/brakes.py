"""Counts of failed logins, and IP addresses from which users logged in before."""

from django.db import models


class Brake(models.Model):
    """A count that decays over time. The key is a hash: no IP address or name is stored."""

    key = models.CharField(max_length=64, primary_key=True)
    level = models.FloatField(default=0)
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.level:.0f} op {self.at:%d-%m-%Y %H:%M}"
