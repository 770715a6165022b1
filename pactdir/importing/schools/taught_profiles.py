"""The profiles that schools teach, by the exams of one school year.

That pupils took an exam in a profile says that the location taught it in that school year. How
many they were stays out: a small number is masked, and it says nothing about what is taught.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from pactdir.importing.imported_values import as_text, store
from pactdir.importing.outcome import Difference, Outcome, in_words
from pactdir.importing.problems import Problem
from pactdir.importing.run import Run
from pactdir.importing.schools.profile_departments import DEPARTMENTS
from pactdir.models import ImportedRow
from regions.wording.dutch import counted, listed
from schools.models import Profile, School

SENTENCE = "In schooljaar {} deden hier leerlingen examen in deze profielen (DUO)."
INCOMPLETE = (
    " De lijst is misschien niet volledig: bij DUO staat ook de code {}, die wij niet kennen."
)


@dataclass(frozen=True)
class TaughtProfiles:
    kind: str
    year: str
    imported: Mapping[str, ImportedRow]
    run: Run
    outcome: Outcome

    def write(self, departments: Mapping[str, set[str]]) -> None:
        """`departments` by the code of the location."""
        known = School.objects.real().exclude(location_code="")
        schools = {school.duo_code: school for school in known}
        imported, unknown = [], 0
        for code, names in sorted(departments.items()):
            profiles = _in_order(DEPARTMENTS[name] for name in names & DEPARTMENTS.keys())
            strange = listed(sorted(names - DEPARTMENTS.keys()))
            if strange:
                self.outcome.doubtful.append(_strange(code, strange, profiles))
            if (school := schools.get(code)) is None:
                unknown += 1
            elif profiles:
                note = SENTENCE.format(self.year) + (INCOMPLETE.format(strange) if strange else "")
                imported.append(self._write_school(school, code, profiles, note))
        if unknown:
            self.outcome.doubtful.append(
                f"{counted(unknown, 'vestiging staat', 'vestigingen staan')} niet bij onze scholen"
            )
        store(imported)

    def _write_school(
        self, school: School, code: str, profiles: list[str], note: str
    ) -> ImportedRow:
        """Profiles and whether they are known are one thing: who said either said both."""
        last = self.imported[code].values if code in self.imported else {}
        ours = as_text(School, "profiles", school.profiles) if school.profiles_known else None
        theirs = as_text(School, "profiles", profiles)
        is_editors = ours != last.get("profiles")
        if ours == theirs and (is_editors or last.get("said") == note):
            self.outcome.same += 1
        elif is_editors:
            self.outcome.kept.append(_difference(school, profiles))
        else:
            self.outcome.changed.append(_difference(school, profiles))
            self.outcome.changed_rows += 1
            school.profiles, school.profiles_known = profiles, True
            school.note = _with(school.note, last.get("said", ""), note)
            self._save(school)
        values = {"profiles": theirs, "said": note, "year": self.year}
        return ImportedRow(kind=self.kind, key=code, object_id=school.pk, values=values)

    def _save(self, school: School) -> None:
        try:
            school.save()
        except ValidationError as refusal:
            self.run.problems += [
                Problem(self.outcome.file, f"{school}: {text}") for text in refusal.messages
            ]


def _strange(code: str, strange: str, profiles: list[str]) -> str:
    rest = "de profielen zijn misschien niet volledig" if profiles else "niets overgenomen"
    return f"{code}: de afdeling {strange} kennen we niet; {rest}"


def _difference(school: School, profiles: list[str]) -> Difference:
    ours = in_words(school.profiles_in_words) if school.profiles_known else "onbekend"
    theirs = ", ".join(Profile(profile).label for profile in profiles)
    return Difference(str(school), "profielen", ours, theirs)


def _in_order(profiles: Iterable[Profile]) -> list[str]:
    wanted = set(profiles)
    return [profile.value for profile in Profile if profile in wanted]


def _with(note: str, last: str, new: str) -> str:
    """The note with the new sentence in the place of the last; one that is gone stays away."""
    if last:
        return note.replace(last, new)
    return f"{note}\n{new}" if note else new
