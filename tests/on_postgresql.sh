#!/usr/bin/env bash
# Runs a command with a temporary PostgreSQL server:
#   bash tests/on_postgresql.sh .venv/bin/pytest tests/regions
# With --find: prints the folder of the server programs, or fails if there is none.
set -euo pipefail

find_programs() {
    local folder installed
    installed=$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV)
    for folder in $installed $(pg_config --bindir 2>/dev/null) ${PATH//:/ }; do
        if [ -x "$folder/initdb" ] && [ -x "$folder/postgres" ]; then
            echo "$folder"
            return
        fi
    done
    echo "Geen PostgreSQL-server gevonden." >&2
    return 1
}

programs=$(find_programs)
if [ "$1" = --find ]; then
    echo "$programs"
    exit
fi

# PostgreSQL rejects long socket paths, and does not run as root.
cluster=$(mktemp -d /tmp/pgXXXXXX)
if [ "$(id -u)" = 0 ]; then
    chown postgres "$cluster"
    as_owner() (cd "$cluster" && runuser -u postgres -- "$@")
else
    as_owner() { "$@"; }
fi

remove_cluster() {
    as_owner "$programs/pg_ctl" stop -s -m immediate -D "$cluster/data" >/dev/null 2>&1 || true
    rm -rf "$cluster"
}
trap remove_cluster EXIT
# Clean up however this ends, including a closed stdout.
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 141' PIPE
trap 'exit 143' TERM

as_owner "$programs/initdb" --pgdata="$cluster/data" --username=postgres --auth=trust \
    --encoding=UTF8 --locale=C.UTF-8 --no-sync >/dev/null
as_owner "$programs/pg_ctl" start -s -w -D "$cluster/data" -l "$cluster/log" \
    -o "-k $cluster -c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off" ||
    { cat "$cluster/log" >&2; exit 1; }
as_owner "$programs/createdb" --host="$cluster" --username=postgres pactdir

export DATABASE_URL="postgresql://postgres@${cluster//\//%2F}/pactdir"
"$@"
