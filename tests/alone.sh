#!/usr/bin/env bash
# Runs each test file by itself on SQLite, to detect dependencies between files.
#   bash tests/alone.sh tests/pages     only those in that folder
set -euo pipefail
cd "$(dirname "$0")/.."
. tests/environment.sh

say "elk bestand met tests alleen"
find "${1:-tests}" -name 'test_*.py' | sort |
    xargs -P "$(getconf _NPROCESSORS_ONLN)" -I {} sh -c \
        '.venv/bin/pytest {} >"$0/$$" 2>&1 || { echo "{}"; cat "$0/$$"; exit 255; }' "$work"
say "Elk bestand is alleen ook groen."
