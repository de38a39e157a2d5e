#!/bin/sh
# Put the stack back to a backup:  deploy/docker/restore.sh /safe/boucle-2026-11-24 [--discard]
# Kafka stays as it is: what was written since the backup comes back from it. docs/backup.md tells
# the rest. Broken off, run it again, to its end, before you start any service.
set -eu
folder=${1:?usage: $0 FOLDER [--discard]}
discard=${2:-}
case $discard in '' | --discard) ;; *) echo "usage: $0 FOLDER [--discard]" >&2 && exit 2 ;; esac
# Who publishes comes before who reads.
# Those with a database.
services=$(ls -d "$(dirname "$0")"/../../services/*/src/boucle/*/migrations | sed 's|/migrations$||; s|.*/||')
services="registry matching $(echo "$services" | grep -vx -e registry -e matching)"

# Nothing is touched before the backup is known to be whole.
for service in $services; do
    sum=$(sha256sum "$folder/$service.dump" | cut -d' ' -f1)
    grep -q "\"$service.dump\", \"sha256\": \"$sum\"" "$folder/manifest.json" ||
        tr -d ' \n' < "$folder/manifest.json" | grep -q "\"$service.dump\",\"sha256\":\"$sum\"" ||
        { echo "$folder/$service.dump is not as it was written: use another backup" >&2 && exit 1; }
done

docker compose stop entry $(docker compose config --services | grep -E -e '-(api|worker|webhooks)$')
docker compose up -d --wait --no-recreate postgres kafka
psql() { docker compose exec -T postgres psql -U postgres --no-psqlrc --quiet -v ON_ERROR_STOP=1 -d postgres "$@"; }
for service in $services; do
    psql -c "DROP DATABASE IF EXISTS \"$service\" WITH (FORCE)"
done
docker compose exec -T postgres sh /docker-entrypoint-initdb.d/10-boucle.sh # roles and databases, empty
for service in $services; do
    docker compose exec -T postgres pg_restore -U postgres --no-owner --no-acl --role="$service" \
        --exit-on-error --single-transaction --dbname="$service" < "$folder/$service.dump"
    docker compose exec -T postgres vacuumdb -U postgres --quiet --analyze-only --dbname="$service"
    docker compose run --rm --no-deps "$service-migrate"
done
for job in $(docker compose config --services | grep -e '-topics$'); do
    docker compose run --rm --no-deps "$job"
done
for service in $services; do
    # shellcheck disable=SC2086 # empty or one word
    docker compose run --rm --no-deps "$service-worker" "boucle.$service" after-restore $discard
done
docker compose up -d --wait
echo "restored; next: docker compose exec notifications-worker python -m boucle.notifications mail-kept" >&2
