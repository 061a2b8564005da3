#!/bin/bash
# Run once by the postgres image on an empty data folder: a database and a role per service.
# A role can open its own database only.
set -euo pipefail
for service in identity domain_registration application_review archival_filing badge_issuance red_page notification; do
  variable="PASSWORD_${service^^}"
  psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" -v role="$service" -v password="${!variable}" <<'SQL'
CREATE ROLE :"role" LOGIN PASSWORD :'password';
CREATE DATABASE :"role" OWNER :"role";
REVOKE CONNECT, TEMPORARY ON DATABASE :"role" FROM PUBLIC;
SQL
done
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" -c 'REVOKE CONNECT ON DATABASE postgres FROM PUBLIC'
