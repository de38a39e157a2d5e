#!/bin/sh
# Back up the running stack to a new folder:  deploy/docker/backup.sh /safe/boucle-2026-11-24
# One dump per service, each a consistent snapshot, and the secrets. docs/backup.md tells the rest.
set -eu
# Those with a database.
services=$(ls -d "$(dirname "$0")"/../../services/*/src/boucle/*/migrations | sed 's|/migrations$||; s|.*/||')
folder=${1:?usage: $0 NEW-FOLDER}
[ ! -e "$folder" ] || { echo "$folder exists: name a folder that does not, one for each backup" >&2 && exit 1; }
umask 0077
rm -rf "$folder.partial"
mkdir -p "$folder.partial/secrets"
for service in $services; do
    docker compose exec -T postgres \
        pg_dump -U postgres --format=custom --no-owner --no-acl "$service" > "$folder.partial/$service.dump"
done
# From the containers that are given them: BOUCLE_SECRETS may name another folder than ours.
secret() { docker compose run --rm --no-deps -T --entrypoint cat "$1" "/run/secrets/$2"; }
secret notifications-api link_key > "$folder.partial/secrets/link.key"
secret registry-api person_key > "$folder.partial/secrets/person.key"
secret registry-operator operator_client > "$folder.partial/secrets/operator.client"
secret registry-mailer notifications_client > "$folder.partial/secrets/notifications.client"
(
    cd "$folder.partial"
    entry() { printf '"%s": {"file": "%s.dump", "sha256": "%s"}' "$1" "$1" "$(sha256sum "$1.dump" | cut -d' ' -f1)"; }
    entries=$(for service in $services; do entry "$service"; done | sed 's/}"/}, "/g')
    printf '{"format": 1, "made_at": "%s", "services": {%s}}\n' "$(date -u +%Y-%m-%dT%H:%M:%S+00:00)" "$entries" > manifest.json
)
mv "$folder.partial" "$folder"
echo "$folder holds secrets and people's addresses: keep it where nobody else reads." >&2
