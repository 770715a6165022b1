#!/usr/bin/env bash
# System packages for the tests: the server programs of PostgreSQL and Redis, Chromium, and
# libraries for PDFs.
set -euo pipefail

missing=()
bash "$(dirname "$0")/on_postgresql.sh" --find >/dev/null 2>&1 || missing+=(postgresql postgresql-contrib)
command -v redis-server >/dev/null || missing+=(redis-server)
[ -x "$CHROMIUM" ] || missing+=(chromium-headless-shell)
libraries=$(/sbin/ldconfig -p 2>/dev/null || true)
for library in libpango-1.0.so.0 libpangoft2-1.0.so.0 libharfbuzz-subset.so.0; do
    [[ -z $libraries || $libraries == *$library* ]] || { read -ra packages <pactdir/paper/packages.txt; missing+=("${packages[@]}"); break; }
done
[ ${#missing[@]} -gt 0 ] || exit 0

if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    # The full Chromium works too, but is slower: run.sh uses it if the headless shell is missing.
    [ "${missing[*]}" = chromium-headless-shell ] && [ -x /usr/bin/chromium ] && exit 0
    echo "Voor de tests ontbreekt op dit systeem: ${missing[*]}" >&2
    echo "Op Debian: sudo apt-get install --no-install-recommends ${missing[*]}" >&2
    echo "Chromium elders? Zet het pad in CHROMIUM. PostgreSQL elders? Zet zijn bin-map in PATH." >&2
    exit 1
fi
echo "Installeren: ${missing[*]} ..."
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
