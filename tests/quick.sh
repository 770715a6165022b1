#!/usr/bin/env bash
# Fast checks and tests for development: SQLite, no browser, no slow walks. Arguments go to pytest.
set -euo pipefail
cd "$(dirname "$0")/.."
. tests/environment.sh

. tests/checks.sh
say "pytest op SQLite"
.venv/bin/pytest --quick -n auto --dist worksteal "$@"
