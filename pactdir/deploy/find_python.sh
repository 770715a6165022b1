#!/bin/sh
# Prints the name of a Python that is recent enough and can create a .venv.
for name in python3 python3.13 python3.12 python3.11; do
    # Run it: a name on the PATH may be a shim for a missing Python.
    version=$("$name" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue
    "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || continue
    if ! "$name" -c 'import ensurepip, venv' 2>/dev/null; then
        echo "Python $version kan geen .venv maken: er ontbreekt een onderdeel." >&2
        echo "Op Debian en Ubuntu: apt install python$version-venv" >&2
        exit 1
    fi
    echo "$name"
    exit
done
echo "Python 3.11 of nieuwer is nodig en niet gevonden." >&2
echo "Op Debian en Ubuntu: apt install python3 python3-venv" >&2
exit 1
