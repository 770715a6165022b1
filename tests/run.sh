#!/usr/bin/env bash
# Everything that must be green, from a fresh clone; stops at the first red. Arguments go to pytest.
set -euo pipefail
cd "$(dirname "$0")/.."
# Chromium, of the same source as the full one but without the window that draws round every page:
# that is two thirds of its work. CHROMIUM=/usr/bin/chromium tests with the full one.
export CHROMIUM="${CHROMIUM:-/usr/bin/chromium-headless-shell}"

sh pactdir/deploy/install.sh requirements.txt
sh pactdir/deploy/install.sh requirements-dev.txt
bash tests/install.sh
[ -x "$CHROMIUM" ] || CHROMIUM=/usr/bin/chromium

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# All of it said here, so that no .env plays a part and no running site is touched.
SECRET_KEY=$(.venv/bin/python -c 'import secrets; print(secrets.token_urlsafe(50))')
export SECRET_KEY
export DATABASE_URL="sqlite:///$work/pactdir.sqlite3" STATIC_ROOT="$work/static"
export ALLOWED_HOSTS=pactdir.example HTTPS=off CONTROLLER_NAME= CONTROLLER_EMAIL=
export SECURITY_CONTACT= SECURITY_EXPIRES= REDIS_URL=
unset DEMO_PASSWORD

say() { printf '\n== %s\n' "$*"; }

say "ruff"
.venv/bin/ruff format --check --quiet .
.venv/bin/ruff check --quiet .
say "mypy"
.venv/bin/mypy .
say "migraties"
.venv/bin/python manage.py makemigrations --check --dry-run
say "check --deploy"
HTTPS=on .venv/bin/python manage.py check --deploy --fail-level WARNING

# Side by side: much of a test is waiting, for a browser or a disk. What only looks at what the
# browser shows is shared out between the two.
say "pytest op SQLite en op PostgreSQL, naast elkaar"
.venv/bin/pytest -m "not looks_on_postgresql" "$@" >"$work/sqlite" 2>&1 &
sqlite=$!
# It has ended by then, as a rule; a trap that fails would make the whole run red.
trap 'kill "$sqlite" 2>/dev/null || true; rm -rf "$work"' EXIT
red=0
bash tests/on_postgresql.sh .venv/bin/pytest -m "not without_database and not looks_on_sqlite" "$@" 2>&1 |
    tee -i "$work/postgresql" || red=$?
other=0
wait "$sqlite" || other=$?
# A part may hold nothing but tests of one half: the other has run them.
[ "$red" = 5 ] && [ $# -gt 0 ] && red=0
[ "$other" = 5 ] && [ $# -gt 0 ] && other=0
[ "$other" = 0 ] || red=1
say "en op SQLite"
cat "$work/sqlite"
[ "$red" = 0 ] || exit 1

say "Alles groen, op SQLite en op PostgreSQL:"
tail -n 1 "$work/sqlite"
tail -n 1 "$work/postgresql"
