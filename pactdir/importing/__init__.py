"""Official files, as they come, into the directory.

`reading` makes rows of text of a file, `kinds` says what a kind of file is, `rows` compares with
what stands and writes, `country` takes a whole folder, `problems` says what is wrong and where,
`download` fetches. The kinds: `geography`, `boundaries`, `successions` (with `division` and
`following`: what lies where on a day), `schools` (with `school_matching`, `school_decisions` and
`capitals`), `profiles`, `region_list` (with `listed_schools`).
"""

from pactdir.importing.country import Busy, Run, files_in, import_files
from pactdir.importing.problems import Problem, Refused

__all__ = ["Busy", "Problem", "Refused", "Run", "files_in", "import_files"]
