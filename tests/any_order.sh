#!/usr/bin/env bash
# Runs all tests in random order on both databases, to detect dependencies between tests.
#   bash tests/any_order.sh 42     repeats the order of seed 42
set -euo pipefail
cd "$(dirname "$0")/.."
. tests/environment.sh

seed=${1:-$RANDOM}
say "pytest in willekeurige volgorde $seed, op SQLite"
.venv/bin/pytest --share --shuffle="$seed" -n auto --dist worksteal
say "en op PostgreSQL"
bash tests/on_postgresql.sh .venv/bin/pytest --share --shuffle="$seed" -n auto --dist worksteal
