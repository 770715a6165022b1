"""Rows of a file, each validated with the form of its layout."""

from __future__ import annotations

from typing import Any

from pactdir.importing.problems import MAX_PROBLEMS_PER_FILE, Problem
from pactdir.importing.reading.layout import Layout, Row
from pactdir.importing.reading.sheets import Sheet
from pactdir.importing.run import Run


def read_rows(layout: type[Layout], sheet: Sheet, run: Run) -> list[Row]:
    rows = _valid_rows(layout, sheet, run)
    if not rows and not sheet.problems:
        sheet.problems.append(Problem(sheet.file, "Er staat geen enkele rij in dit bestand."))
    run.problems += sorted(sheet.problems, key=lambda problem: problem.line)
    if len(sheet.problems) >= MAX_PROBLEMS_PER_FILE:
        run.problems.append(Problem(sheet.file, "Zoveel klopt er niet dat het lezen hier ophield."))
    return rows


def _valid_rows(layout: type[Layout], sheet: Sheet, run: Run) -> list[Row]:
    rows: dict[str, Row] = {}
    for line in sheet.lines():
        run.progress(sheet.file, line.number)
        form = layout.form(layout.cells_of(line), run)
        if not form.is_valid():
            sheet.problems += _problems(layout, sheet, line.number, form)
            continue
        key = layout.key(form.cleaned_data, line.number)
        if key in rows:
            sheet.problems.append(_duplicate(layout, sheet, line.number, rows[key]))
        else:
            rows[key] = Row(line.number, key, form.cleaned_data, form.instance)
    return list(rows.values())


def _problems(layout: type[Layout], sheet: Sheet, line: int, form: Any) -> list[Problem]:
    return [
        Problem(
            sheet.file,
            text,
            line,
            layout.heading_of(name, sheet),
            form.data.get(name, ""),
            layout.part,
        )
        for name, texts in form.errors.items()
        for text in texts
    ]


def _duplicate(layout: type[Layout], sheet: Sheet, line: int, first: Row) -> Problem:
    text = f"Dit staat ook al op {layout.part} {first.line}."
    heading = layout.heading_of(layout.key_field, sheet)
    return Problem(sheet.file, text, line, heading, first.key, layout.part)
