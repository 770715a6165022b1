#!/bin/sh
# Make .venv hold what a requirements file names: sh pactdir/install.sh requirements.txt
# Does nothing where that is so already. PIP checks every download against its hash.
set -eu
cd "$(dirname "$0")/.."
requirements=$1
installed=.venv/installed-$requirements # a copy of the file as it was last installed

find_python() {
    for name in python3 python3.13 python3.12 python3.11; do
        # Run it: a name on the path may stand for a Python that is not there.
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    echo "Python 3.11 of nieuwer is nodig en niet gevonden." >&2
    echo "Op Debian en Ubuntu: apt install python3 python3-venv" >&2
    exit 1
}

make_venv() {
    python=$(find_python)
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        echo "Python $version kan geen .venv maken: er ontbreekt een onderdeel." >&2
        echo "Op Debian en Ubuntu: apt install python$version-venv" >&2
        exit 1
    fi
    "$python" -m venv .venv
}

.venv/bin/python -m pip --version >/dev/null 2>&1 || make_venv
if ! cmp -s "$requirements" "$installed"; then
    echo "Installeren wat in $requirements staat ..."
    .venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r "$requirements"
    cp "$requirements" "$installed"
fi
