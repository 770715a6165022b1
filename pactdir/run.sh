#!/bin/sh
# From a fresh clone to a running site with the demo. Safe to repeat: nothing is overwritten.
set -eu
umask 077 # session keys and password hashes stand in .run
cd "$(dirname "$0")/.."
export PORT="${PORT:-8000}"

python=$(sh pactdir/deploy/find_python.sh)
"$python" -m pactdir.deploy.first_run
sh pactdir/deploy/install.sh requirements.txt
.venv/bin/python manage.py collectstatic --noinput --verbosity 0 & # needs no database
collectstatic=$!
trap 'kill "$collectstatic" 2>/dev/null' EXIT
.venv/bin/python manage.py migrate --verbosity 0
.venv/bin/python manage.py load_demo
.venv/bin/python manage.py retention
wait "$collectstatic"
trap - EXIT

if ! .venv/bin/python -c "import weasyprint" >/dev/null 2>&1; then
    echo "Zonder Pango maakt de site geen pdf's. Op Debian: sudo apt-get install $(cat pactdir/paper/packages.txt)"
fi
echo
echo "De site:    http://127.0.0.1:$PORT/"
echo "Het beheer: http://127.0.0.1:$PORT/admin/"
echo "Stoppen met Ctrl-C."
exec .venv/bin/gunicorn --config pactdir/gunicorn.py
