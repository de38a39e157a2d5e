#!/bin/sh
# Make the secrets of docker-compose.yml, once: what is there is kept.  secrets.sh [FOLDER]
# The folder is closed to others; the files are open in it, because each container reads those it
# is given with a user of its own.
set -eu
# Those with a database.
services=$(ls -d "$(dirname "$0")"/../../services/*/src/boucle/*/migrations | sed 's|/migrations$||; s|.*/||')
folder=${1:-$(dirname "$0")/secrets}
mkdir -p "$folder"
chmod 0700 "$folder"

random() { od -An -N32 -tx1 /dev/urandom | tr -d ' \n'; }

secret() { # NAME VALUE
    [ -e "$folder/$1" ] && return
    (umask 0077 && printf '%s' "$2" > "$folder/.$1.new")
    chmod 0444 "$folder/.$1.new"
    mv "$folder/.$1.new" "$folder/$1"
    echo "made $folder/$1"
}

secret postgres_password "$(random)"
for service in $services; do
    secret "${service}_database_url" "postgresql://$service:$(random)@postgres:5432/$service"
    secret "${service}_kafka_password" '' # empty until you need it, as the last two below
done
secret operator_client "$(random)"
secret notifications_client "$(random)"
secret portal_client "$(random)"
secret link_key "$(random)"
secret person_key "$(random)"
secret encryption_key "$(random)"
secret grafana_password "$(random)"
# Empty until you need them: a mail server, a provider or a broker that wants them.
secret smtp_password ''
secret imap_password ''
secret openid_client_secret ''
secret kafka_ca ''
