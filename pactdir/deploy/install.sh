#!/bin/sh
# Installs a requirements file in .venv: sh pactdir/deploy/install.sh requirements.txt
# Does nothing if it is up to date. pip checks every download against its hash, and leaves compiling
# to the first import: five in six files are never imported.
set -eu
cd "$(dirname "$0")/../.."
requirements=$1
installed=.venv/installed-$requirements # a copy of the file as it was last installed

if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    python=$(sh pactdir/deploy/find_python.sh)
    "$python" -m venv .venv
fi
if ! cmp -s "$requirements" "$installed"; then
    echo "Installeren wat in $requirements staat ..."
    .venv/bin/python -m pip install -q --no-compile --disable-pip-version-check --require-hashes -r "$requirements"
    cp "$requirements" "$installed"
fi
