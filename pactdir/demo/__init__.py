"""The demo: the facts in fixtures/, and how they come into the database.

`tables` says what a fixture may hold, `fixtures` reads the files, `values` turns what they say
into what a model keeps, `loading` writes what is missing or new, `accounts` makes the demo users.
"""

from pactdir.demo.accounts import demo_password, log_ins
from pactdir.demo.loading import Report, load_demo
from pactdir.demo.tables import DemoError

__all__ = ["DemoError", "Report", "demo_password", "load_demo", "log_ins"]
