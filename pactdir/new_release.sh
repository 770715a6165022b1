#!/bin/sh
# Replaces the running release without downtime: sh pactdir/new_release.sh PIDFILE
# gunicorn starts the new release on the same socket; the old one stops once it is ready.
set -eu
pidfile=$1
tries=$((${PATIENCE:-60} * 10)) # seconds in which the new one must stand

fail() {
    echo "$1" >&2
    exit 1
}

old=$(cat "$pidfile")
if [ -e "$pidfile.2" ] && kill -0 "$(cat "$pidfile.2")" 2>/dev/null; then
    fail "Er neemt al een nieuwe versie over. Wacht tot die klaar is."
fi
rm -f "$pidfile.2"
kill -USR2 "$old"
until [ -s "$pidfile.2" ]; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || fail "De nieuwe versie start niet: zie het logboek. De oude blijft staan."
    sleep 0.1
done
new=$(cat "$pidfile.2")
sleep 1 # it writes that file before it takes over the socket and starts its workers
kill -0 "$new" 2>/dev/null || fail "De nieuwe versie start niet: zie het logboek. De oude blijft staan."
kill -TERM "$old" # finishes what was asked of it
until [ "$(cat "$pidfile" 2>/dev/null)" = "$new" ]; do
    kill -0 "$new" 2>/dev/null || fail "De nieuwe versie is gestopt: zie het logboek."
    sleep 0.1
done
