"""Profiles that schools teach, according to the exams of one school year.

An exam in a profile shows that the location taught it that year. The number of pupils is not used:
small numbers are masked, and it says nothing about what is taught.
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
        """`departments` are by location code."""
        with_code = School.objects.real().exclude(location_code="")
        schools = {school.duo_code: school for school in with_code}
        imported, unknown_locations = [], 0
        for code, department_names in sorted(departments.items()):
            profiles = _sorted_profiles(
                DEPARTMENTS[name] for name in department_names & DEPARTMENTS.keys()
            )
            unknown_departments = listed(sorted(department_names - DEPARTMENTS.keys()))
            if unknown_departments:
                self.outcome.warnings.append(
                    _unknown_department_warning(code, unknown_departments, profiles)
                )
            if (school := schools.get(code)) is None:
                unknown_locations += 1
            elif profiles:
                note = SENTENCE.format(self.year) + (
                    INCOMPLETE.format(unknown_departments) if unknown_departments else ""
                )
                imported.append(self._write_school(school, code, profiles, note))
        if unknown_locations:
            count = counted(unknown_locations, "vestiging staat", "vestigingen staan")
            self.outcome.warnings.append(f"{count} niet bij onze scholen")
        store(imported)

    def _write_school(
        self, school: School, code: str, profiles: list[str], note: str
    ) -> ImportedRow:
        """Profiles and `profiles_known` are treated as one field."""
        last = self.imported[code].values if code in self.imported else {}
        ours = as_text(School, "profiles", school.profiles) if school.profiles_known else None
        theirs = as_text(School, "profiles", profiles)
        is_edited = ours != last.get("profiles")
        if ours == theirs and (is_edited or last.get("said") == note):
            self.outcome.unchanged += 1
        elif is_edited:
            self.outcome.conflicts.append(_profile_difference(school, profiles))
        else:
            self.outcome.changed.append(_profile_difference(school, profiles))
            self.outcome.changed_rows += 1
            school.profiles, school.profiles_known = profiles, True
            school.note = _replace_sentence(school.note, last.get("said", ""), note)
            self._save(school)
        values = {"profiles": theirs, "said": note, "year": self.year}
        return ImportedRow(kind=self.kind, key=code, object_id=school.pk, values=values)

    def _save(self, school: School) -> None:
        try:
            school.save()
        except ValidationError as error:
            self.run.problems += [
                Problem(self.outcome.file, f"{school}: {text}") for text in error.messages
            ]


def _unknown_department_warning(code: str, departments: str, profiles: list[str]) -> str:
    rest = "de profielen zijn misschien niet volledig" if profiles else "niets overgenomen"
    return f"{code}: de afdeling {departments} kennen we niet; {rest}"


def _profile_difference(school: School, profiles: list[str]) -> Difference:
    ours = in_words(school.profiles_in_words) if school.profiles_known else "onbekend"
    theirs = ", ".join(Profile(profile).label for profile in profiles)
    return Difference(str(school), "profielen", ours, theirs)


def _sorted_profiles(profiles: Iterable[Profile]) -> list[str]:
    wanted = set(profiles)
    return [profile.value for profile in Profile if profile in wanted]


def _replace_sentence(note: str, last: str, new: str) -> str:
    if last:
        return note.replace(last, new)
    return f"{note}\n{new}" if note else new
