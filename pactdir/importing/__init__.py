"""Imports official files into the directory, in three steps: read, match, write.

`detection` decides which kind each file is; `reading` turns it into checked rows; `matching` finds
the object that each row describes; `writing` writes the differences, unless an editor changed the
field. What is specific to one kind of file is in its module in `kinds`, which also explains how to
add a kind; `schools`, `geography` and `region_list` hold the rules those kinds share. `importer`
imports several files in one transaction, `run` holds their shared state, `download` fetches them.
`desk` is the admin.

Management commands may import the names below, `KINDS`, `Kind`, `download` and each kind. The
admin, its first page and the settings may import from `desk`, `pactdir/links` from `download`.
Nothing else imports this package.
"""

from pactdir.importing.detection import files_in, find_reorganisations
from pactdir.importing.importer import Busy, import_files
from pactdir.importing.problems import Problem, Refused
from pactdir.importing.run import Run

__all__ = ["Busy", "Problem", "Refused", "Run", "files_in", "find_reorganisations", "import_files"]
