"""The demo data set: facts in `fixtures/*.toml`, loaded without overwriting edits.

`tables` lists the tables of a fixture, `fixtures` parses the files, `values` converts their
values into column values, `loader` writes what is missing or has changed, and `accounts` creates
the demo users. `pictures` stores the files that `drawings` made.
"""

from pactdir.demo.accounts import demo_password, demo_users
from pactdir.demo.loader import Report, load_demo
from pactdir.demo.tables import DemoError

__all__ = ["DemoError", "Report", "demo_password", "demo_users", "load_demo"]
