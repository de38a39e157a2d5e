#!/bin/sh
# Put a new key before the older ones of a secret, which stay good:
#   deploy/docker/rotate.sh encryption_key && deploy/docker/roll.sh registry
#   deploy/docker/rotate.sh link_key && deploy/docker/roll.sh notifications
# The folder is that of secrets.sh.  rotate.sh encryption_key|link_key [FOLDER]
set -eu
folder=${2:-${BOUCLE_SECRETS:-$(dirname "$0")/secrets}}
case ${1:-} in encryption_key | link_key) ;; *) echo "usage: $0 encryption_key|link_key [FOLDER]" >&2 && exit 2 ;; esac
[ -s "$folder/$1" ] || { echo "$folder/$1 is not there: make it with deploy/docker/secrets.sh" >&2 && exit 1; }
(
    umask 0077
    od -An -N32 -tx1 /dev/urandom | tr -d ' \n'
    echo
    cat "$folder/$1"
) > "$folder/.$1.new"
chmod 0444 "$folder/.$1.new"
mv "$folder/.$1.new" "$folder/$1"
echo "$folder/$1 has a new key; the containers that run have the older ones until they are renewed"
