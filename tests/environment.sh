# Sourced by every script here. Installs missing requirements, and sets an isolated environment,
# so that no .env is read and no running site is touched.
#
# The headless shell is Chromium without a window, and takes a third of the time.
# CHROMIUM=/usr/bin/chromium tests with the full one.
export CHROMIUM="${CHROMIUM:-/usr/bin/chromium-headless-shell}"

bash tests/install.sh &
programs=$!
sh pactdir/deploy/install.sh requirements.txt
sh pactdir/deploy/install.sh requirements-dev.txt
wait "$programs"
[ -x "$CHROMIUM" ] || CHROMIUM=/usr/bin/chromium

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

SECRET_KEY=$(.venv/bin/python -c 'import secrets; print(secrets.token_urlsafe(50))')
export SECRET_KEY
export DATABASE_URL="sqlite:///$work/pactdir.sqlite3" STATIC_ROOT="$work/static"
export ALLOWED_HOSTS=pactdir.example HTTPS=off CONTROLLER_NAME= CONTROLLER_EMAIL=
export SECURITY_CONTACT= SECURITY_EXPIRES= REDIS_URL= MAIL_FROM= SITE_ADDRESS=
unset DEMO_PASSWORD PYTHONDONTWRITEBYTECODE  # tests start dozens of processes

say() { printf '\n== %s\n' "$*"; }
