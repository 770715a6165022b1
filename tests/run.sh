#!/usr/bin/env bash
# Everything that must be green, from a fresh clone. Arguments go to pytest.
set -euo pipefail
cd "$(dirname "$0")/.."
. tests/environment.sh

# Two halves side by side, each with half of the processors; tests/sharing.py says which runs what.
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
# It has ended by then, as a rule; a trap that fails would make the whole run red.
trap 'kill "$sqlite" 2>/dev/null || true; rm -rf "$work"' EXIT

say "pytest op PostgreSQL, met ernaast de controles en pytest op SQLite"
red=0
bash tests/on_postgresql.sh "${pytest[@]}" "$@" 2>&1 | tee -i "$work/postgresql" || red=$?
other=0
wait "$sqlite" || other=$?
# A part may hold nothing but tests of one half: the other has run them.
[ "$red" = 5 ] && [ $# -gt 0 ] && red=0
[ "$other" = 5 ] && [ $# -gt 0 ] && other=0
[ "$other" = 0 ] || red=1
cat "$work/sqlite"
[ "$red" = 0 ] || exit 1

say "Alles groen, op SQLite en op PostgreSQL:"
tail -n 1 "$work/sqlite"
tail -n 1 "$work/postgresql"
