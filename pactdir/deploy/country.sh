#!/bin/sh
# Loads the whole country from the official URLs into the database of `make run`. Safe to repeat:
# edits stay, and an interrupted download is resumed.
set -eu
umask 077
cd "$(dirname "$0")/../.."

[ -f .env ] || PORT="${PORT:-8000}" "$(sh pactdir/deploy/find_python.sh)" -m pactdir.deploy.first_run
sh pactdir/deploy/install.sh requirements.txt
.venv/bin/python manage.py migrate --verbosity 0
exec .venv/bin/python manage.py import_country "${1:-.run/country}" --download
