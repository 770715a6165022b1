#!/usr/bin/env python
import gc
import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pactdir.settings")
    # A migration makes thousands of model classes, which refer to themselves: with the default
    # thresholds a fifth of its time goes to the collector.
    gc.set_threshold(50_000, 20, 20)
    execute_from_command_line(sys.argv)
