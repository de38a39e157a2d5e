#!/bin/sh
# One database and one role per service; no role enters another's database. Run by the image when
# its volume is new, and by hand to give the roles the passwords of changed files:
#   docker compose exec postgres sh /docker-entrypoint-initdb.d/10-boucle.sh
set -eu
for file in /run/secrets/*_database_url; do
    service=$(basename "$file" _database_url)
    url=$(cat "$file")
    password=${url#postgresql://"$service":}
    password=${password%%@*}
    [ "$password" != "$url" ] || { echo "${service}_database_url: not postgresql://$service:PASSWORD@HOST:PORT/$service" >&2; exit 1; }
    # On standard input: the password shows in no list of processes.
    psql --no-psqlrc --quiet -v ON_ERROR_STOP=1 -U "${POSTGRES_USER:-postgres}" -d postgres <<SQL
SELECT 'CREATE ROLE "$service" LOGIN' WHERE NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '$service') \gexec
ALTER ROLE "$service" PASSWORD '$password';
SELECT 'CREATE DATABASE "$service" OWNER "$service"' WHERE NOT EXISTS (SELECT 1 FROM pg_database WHERE datname = '$service') \gexec
REVOKE ALL ON DATABASE "$service" FROM PUBLIC;
SQL
done
