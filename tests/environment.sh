# What every run of the tests stands on, from a fresh clone: the programs, and an environment of its
# own, so that no .env plays a part and no running site is touched. To be read by a shell:
#   . tests/environment.sh
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

SECRET_KEY=$(.venv/bin/python -c 'import secrets; print(secrets.token_urlsafe(50))')
export SECRET_KEY
export DATABASE_URL="sqlite:///$work/pactdir.sqlite3" STATIC_ROOT="$work/static"
export ALLOWED_HOSTS=pactdir.example HTTPS=off CONTROLLER_NAME= CONTROLLER_EMAIL=
export SECURITY_CONTACT= SECURITY_EXPIRES= REDIS_URL=
unset DEMO_PASSWORD

say() { printf '\n== %s\n' "$*"; }
