#!/bin/sh
# Makes the secrets of docker-compose.yml that are missing, in deploy/secrets or in the folder given.
# A secret that is there stays as it is.
set -eu

folder=${1:-$(dirname -- "$0")/secrets}
mkdir -p -- "$folder"
# Nobody but you enters the folder. The files are readable in it, because Compose mounts each one with
# its mode into containers that run under users of their own.
chmod 700 -- "$folder"
umask 022

for name in telltale_metrics_token grafana_admin_password influxdb_admin_password influxdb_admin_token \
  node_red_credential_secret; do
  file=$folder/$name
  [ -s "$file" ] && continue
  od -An -N32 -tx1 /dev/urandom | tr -d ' \n' >"$file"
  echo "made $file"
done
