"""Official files, as they come, into the directory.

`reading` makes rows of text of a file, `kinds` says what a kind of file is (and `geography`,
`boundaries` are the kinds), `rows` compares with what stands and writes, `country` takes a whole
folder, `problems` says what is wrong and where.
"""

from pactdir.importing.country import Busy, Run, files_in, import_files
from pactdir.importing.problems import Problem, Refused

__all__ = ["Busy", "Problem", "Refused", "Run", "files_in", "import_files"]
