"""Official files, as they come, into the directory.

`reading` makes rows of text of a file, `kinds` says what a kind of file is, `recognising` tells
which kind each is, `rows` compares with what stands and writes, `country` imports them together,
`run` is what they share meanwhile, `problems` says what is wrong and where, `download` fetches.
The kinds: `geography`, `boundaries`, `successions` (with `division` and `following`: what lies
where on a day), `schools` (with `people_names` and what that is made of, `school_addresses`,
`school_matching`, `open_proposals`, `school_decisions` and `capitals`), `profiles`, `region_list`
(with `listed_schools`).
"""

from pactdir.importing.import_files import Busy, import_files
from pactdir.importing.problems import Problem, Refused
from pactdir.importing.recognising import files_in
from pactdir.importing.run import Run

__all__ = ["Busy", "Problem", "Refused", "Run", "files_in", "import_files"]
