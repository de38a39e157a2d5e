#!/bin/sh
# Renew one service without a failed request:  BOUCLE_IMAGE=boucle:0.2.0 deploy/docker/roll.sh registry
# First the schema (the version that runs works with it), then each process: as many new ones beside
# the old, ready, before the old ones end.
set -eu
basename -a "$(dirname "$0")"/../../services/* | grep -qx -e "${1:-}" ||
    { echo "usage: $0 SERVICE, one of:" $(ls "$(dirname "$0")/../../services") >&2 && exit 2; }

parts=$(docker compose config --services)
if echo "$parts" | grep -qx "$1-migrate"; then docker compose run --rm --no-deps "$1-migrate"; fi
for part in $(echo "$parts" | grep -xE "$1-(api|worker|webhooks)"); do
    old=$(docker compose ps -q "$part")
    count=$(echo "$old" | grep -c . || true)
    [ "$count" -gt 0 ] || { echo "$part does not run: docker compose up" >&2 && exit 1; }
    docker compose up -d --no-deps --no-recreate --wait --scale "$part=$((2 * count))" "$part"
    # shellcheck disable=SC2086 # ids are words
    docker stop $old >/dev/null && docker rm $old >/dev/null
    echo "$part renewed"
done
