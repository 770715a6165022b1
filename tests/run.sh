#!/usr/bin/env bash
# Runs all checks and tests, also from a fresh clone. Arguments go to pytest.
set -euo pipefail
cd "$(dirname "$0")/.."
. tests/environment.sh

# Two halves in parallel, each with half of the CPUs; tests/sharing.py divides the tests.
pytest=(.venv/bin/pytest --share)
workers=$(($(getconf _NPROCESSORS_ONLN) / 2))
[ "$workers" -lt 2 ] || pytest+=(-n "$workers" --dist worksteal)

on_sqlite() {
    . tests/checks.sh
    say "migraties"
    .venv/bin/python manage.py makemigrations --check --dry-run
    say "check --deploy"
    HTTPS=on .venv/bin/python manage.py check --deploy --fail-level WARNING
    say "pytest op SQLite"
    exec "${pytest[@]}" "$@"
}
on_sqlite "$@" >"$work/sqlite" 2>&1 &
sqlite=$!
# Usually it has already ended; a failing trap would fail the whole run.
trap 'kill "$sqlite" 2>/dev/null || true; rm -rf "$work"' EXIT

say "pytest op PostgreSQL, met ernaast de controles en pytest op SQLite"
red=0
bash tests/on_postgresql.sh "${pytest[@]}" "$@" 2>&1 | tee -i "$work/postgresql" || red=$?
other=0
wait "$sqlite" || other=$?
# With arguments, one half may have no tests.
[ "$red" = 5 ] && [ $# -gt 0 ] && red=0
[ "$other" = 5 ] && [ $# -gt 0 ] && other=0
[ "$other" = 0 ] || red=1
cat "$work/sqlite"
[ "$red" = 0 ] || exit 1

say "Alles groen, op SQLite en op PostgreSQL:"
tail -n 1 "$work/sqlite"
tail -n 1 "$work/postgresql"
