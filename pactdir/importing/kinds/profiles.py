"""The vmbo profiles, a closed list which a file is held against; and DUO's exams, which tell where.

That pupils took an exam in a profile says that the location taught it in that school year. How
many they were stays out: a small number is masked, and it says nothing about what is taught.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models

from pactdir.importing.kinds.kind import BATCH, Kind
from pactdir.importing.problems import Problem
from pactdir.importing.reading.columns import Column
from pactdir.importing.reading.row_form import RowForm
from pactdir.importing.rows import Checked, Difference, as_text, in_words
from pactdir.models import ImportedRow
from regions.names.folding import fold
from regions.wording.dutch import counted, listed
from schools.models import Profile, School

# What DUO calls them in AFDELING; the last four as seen in the exams of 2018-2019, beside the
# number of pupils by profile in words.
DEPARTMENTS = {
    "BWI": Profile.BWI,
    "PIE": Profile.PIE,
    "MVI": Profile.MVI,
    "ZWE": Profile.ZW,
    "EO": Profile.EO,
    "DP": Profile.DP,
    "MTR": Profile.MT,
    "MTE": Profile.MAT,
    "HBR": Profile.HBR,
    "G": Profile.GROEN,
}
SENTENCE = "In schooljaar {} deden hier leerlingen examen in deze profielen (DUO)."
INCOMPLETE = (
    " De lijst is misschien niet volledig: bij DUO staat ook de code {}, die wij niet kennen."
)
SCHOOL_YEAR = re.compile(r"(?<!\d)(20\d\d)-(20\d\d)(?!\d)")


class OnlyRead(Kind):
    """A file whose rows are no rows of ours."""

    model = School
    fields = ()

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.lines = 0

    def admitted(self, rows: list[Checked], existing: Collection[str]) -> list[Checked]:
        return []

    def existing(self) -> Iterator[tuple[str, models.Model]]:
        return iter(())


class ProfileForm(RowForm):
    abbreviation = forms.CharField()
    department = forms.CharField(required=False)
    profile_name = forms.CharField()

    class Meta:
        model = School
        fields: list[str] = []

    def clean_abbreviation(self) -> Profile:
        typed = self.cleaned_data["abbreviation"]
        try:
            return Profile(fold(typed).replace(" ", ""))
        except ValueError:
            raise ValidationError(
                "Dit profiel kennen we niet. De profielen staan vast in het programma."
            ) from None


class Profiles(OnlyRead):
    name = "vmbo-profielen"
    columns = (
        Column("abbreviation", ("afkorting",)),
        Column("department", ("duo afdeling",)),
        Column("profile_name", ("naam",)),
    )
    form = ProfileForm
    key_field = "abbreviation"

    def before(self, rows: list[dict[str, Any]]) -> None:
        """Nothing is written: what differs from the list in the program is said."""
        outcome = self.run.outcome
        for row in rows:
            profile, code = row["abbreviation"], row["department"]
            differs = []
            if row["profile_name"] != profile.label:
                differs.append(
                    f"heet hier “{profile.label}”, in het bestand “{row['profile_name']}”"
                )
            if code and DEPARTMENTS.get(code) != profile:
                differs.append(f"heeft in het bestand de afdeling “{code}”, die wij niet kennen")
            outcome.doubtful += [f"{profile.name}: {one}" for one in differs]
            outcome.same += not differs
        missing = set(Profile) - {row["abbreviation"] for row in rows}
        outcome.doubtful += [
            f"{profile.name}: staat niet in het bestand"
            for profile in Profile
            if profile in missing
        ]


class ExamForm(RowForm):
    code = forms.CharField(
        validators=[
            RegexValidator(
                r"^[0-9]{2}[A-Z]{2}[0-9A-Z]{2}\Z",
                "Een vestigingscode is twee cijfers, twee letters en twee tekens, zoals 00AH17.",
            )
        ]
    )
    school_type = forms.CharField()
    department = forms.CharField(required=False)
    candidates = forms.CharField(
        validators=[RegexValidator(r"^(<?[0-9]+)\Z", "Schrijf een getal, of <5.")]
    )

    class Meta:
        model = School
        fields: list[str] = []

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        is_vmbo = cleaned.get("school_type") == "VMBO" and cleaned.get("candidates") != "0"
        return {**cleaned, "taught": cleaned.get("department", "") if is_vmbo else ""}


class Exams(OnlyRead):
    name = "examens vo"
    columns = (
        Column("code", ("vestigingscode",)),
        Column("school_type", ("onderwijstype vo",)),
        Column("track", ("leerweg vmbo",)),
        Column("sector", ("vmbo sector",)),
        Column("department", ("afdeling",)),
        Column("candidates", ("examenkandidaten",)),
        Column("passed", ("geslaagden",)),
    )
    form = ExamForm
    key_field = "code"

    def key(self, cleaned: Mapping[str, Any]) -> str:
        """A location has many rows, one for each track and department."""
        self.lines += 1
        return f"{cleaned['code']} {self.lines}"

    def before(self, rows: list[dict[str, Any]]) -> None:
        outcome = self.run.outcome
        year = _school_year(outcome.file)
        if not year:
            outcome.doubtful.append(
                "het schooljaar staat alleen in de naam van het bestand, en daar niet; zet het er "
                "weer in, zoals 2024-2025. Er is niets overgenomen"
            )
            return
        self.memory = {one.key: one for one in ImportedRow.objects.filter(kind=self.name)}
        newest = max((one.values["year"] for one in self.memory.values()), default="")
        if newest > year:
            outcome.doubtful.append(
                f"de examens van {newest} zijn al geladen; van {year} is niets overgenomen"
            )
            return
        taught: defaultdict[str, set[str]] = defaultdict(set)
        for row in rows:
            if row["taught"]:
                taught[row["code"]].add(row["taught"])
        self._take_over(taught, year)

    def _take_over(self, taught: Mapping[str, set[str]], year: str) -> None:
        known = School.objects.real().exclude(location_code="")
        schools = {school.duo_code: school for school in known}
        remembered, unknown = [], 0
        for code, departments in sorted(taught.items()):
            profiles = _in_order(DEPARTMENTS[one] for one in departments & DEPARTMENTS.keys())
            strange = listed(sorted(departments - DEPARTMENTS.keys()))
            if strange:
                self.run.outcome.doubtful.append(
                    f"{code}: de afdeling {strange} kennen we niet; "
                    + (
                        "de profielen zijn misschien niet volledig"
                        if profiles
                        else "niets overgenomen"
                    )
                )
            if (school := schools.get(code)) is None:
                unknown += 1
            elif profiles:
                said = SENTENCE.format(year) + (INCOMPLETE.format(strange) if strange else "")
                remembered.append(self._take(school, code, profiles, year, said))
        if unknown:
            self.run.outcome.doubtful.append(
                f"{counted(unknown, 'vestiging staat', 'vestigingen staan')} niet bij onze scholen"
            )
        ImportedRow.objects.bulk_create(
            remembered,
            update_conflicts=True,
            unique_fields=["kind", "key"],
            update_fields=["values", "object_id"],
            batch_size=BATCH,
        )

    def _take(
        self, school: School, code: str, profiles: list[str], year: str, said: str
    ) -> ImportedRow:
        """Profiles and whether they are known are one thing: who said either said both."""
        outcome = self.run.outcome
        last = self.memory[code].values if code in self.memory else {}
        ours = as_text(School, "profiles", school.profiles) if school.profiles_known else None
        theirs = as_text(School, "profiles", profiles)
        if ours != last.get("profiles"):
            if ours == theirs:
                outcome.same += 1
            else:
                words = in_words(school.profiles_in_words) if school.profiles_known else "onbekend"
                outcome.kept.append(Difference(str(school), "profielen", words, _words(profiles)))
        elif ours == theirs and last.get("said") == said:
            outcome.same += 1
        else:
            words = in_words(school.profiles_in_words) if school.profiles_known else "onbekend"
            outcome.changed.append(Difference(str(school), "profielen", words, _words(profiles)))
            outcome.changed_rows += 1
            school.profiles, school.profiles_known = profiles, True
            school.note = _with(school.note, last.get("said", ""), said)
            self._save(school)
        values = {"profiles": theirs, "said": said, "year": year}
        return ImportedRow(kind=self.name, key=code, object_id=school.pk, values=values)

    def _save(self, school: School) -> None:
        try:
            school.save()
        except ValidationError as refusal:
            self.run.problems += [
                Problem(self.run.outcome.file, f"{school}: {text}") for text in refusal.messages
            ]


def _school_year(file: str) -> str:
    """ "2024-2025", where the name of the file holds it."""
    match = SCHOOL_YEAR.search(file)
    return match[0] if match and int(match[2]) == int(match[1]) + 1 else ""


def _in_order(profiles: Iterable[Profile]) -> list[str]:
    wanted = set(profiles)
    return [profile.value for profile in Profile if profile in wanted]


def _words(profiles: list[str]) -> str:
    return ", ".join(Profile(one).label for one in profiles)


def _with(note: str, last: str, said: str) -> str:
    """The note with the new sentence in the place of the last; one that is gone stays away."""
    if last:
        return note.replace(last, said)
    return f"{note}\n{said}" if note else said
