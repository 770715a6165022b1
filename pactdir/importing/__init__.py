"""Official files, as they come, into the directory: read -> match -> write.

`recognising` tells which kind each file is; `reading` makes checked rows of it, `matching` finds
the object of ours that each row is about, `writing` writes what differs, and editors win. What is
particular to a kind of file stands in its module in `kinds`, which also says how to add one; that
leans on `schools`, `geography` and `region_list`. `all_or_nothing` imports files together, with
what they share in `run`; `download` fetches them. `desk` is all of it in the admin.

Others may import: the management commands the names below, `KINDS`, `Kind`, `download` and a kind
each; the admin, its first screen and the settings `desk`. Nothing else of the site imports this.
"""

from pactdir.importing.all_or_nothing import Busy, import_files
from pactdir.importing.problems import Problem, Refused
from pactdir.importing.recognising import files_in
from pactdir.importing.run import Run

__all__ = ["Busy", "Problem", "Refused", "Run", "files_in", "import_files"]
