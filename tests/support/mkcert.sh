#!/bin/sh
# SPDX-License-Identifier: LGPL-3.0-or-later
# Throw-away certificates on elliptic curves.
#   mkcert.sh DIR ca                                       DIR/ca.pem, DIR/ca.key
#   mkcert.sh DIR NAME SUBJECT [SAN [DAYS [self-signed]]]  DIR/NAME.pem, DIR/NAME.key
# SUBJECT is openssl's form (/CN=localhost), SAN its list (DNS:localhost,IP:::1), may be empty.
# DAYS may be negative: such a certificate has expired.
set -eu

dir=$1
name=$2
subject=${3-}
san=${4-}
days=${5-30}
signer=${6-ca}

mkdir -p "$dir"
cd "$dir"

new_key="-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"

quietly() {
    "$@" 2>"$name.log" || { cat "$name.log" >&2; exit 1; }
    rm -f "$name.log"
}

if [ "$name" = ca ]; then
    # shellcheck disable=SC2086 # options, one word each
    quietly openssl req -x509 $new_key -keyout ca.key -out ca.pem -days 30 \
        -subj "/CN=QImap4 throw-away CA" -addext basicConstraints=critical,CA:TRUE \
        -addext keyUsage=critical,keyCertSign,cRLSign
    exit 0
fi

{
    echo "basicConstraints = critical, CA:FALSE"
    echo "extendedKeyUsage = serverAuth, clientAuth"
    if [ -n "$san" ]; then
        echo "subjectAltName = $san"
    fi
} > "$name.ext"

# shellcheck disable=SC2086
quietly openssl req $new_key -keyout "$name.key" -out "$name.csr" -subj "$subject"
if [ "$signer" = self-signed ]; then
    quietly openssl x509 -req -in "$name.csr" -signkey "$name.key" -days "$days" \
        -extfile "$name.ext" -out "$name.pem"
else
    serial=0x$(openssl rand -hex 16)
    quietly openssl x509 -req -in "$name.csr" -CA ca.pem -CAkey ca.key -set_serial "$serial" \
        -days "$days" -extfile "$name.ext" -out "$name.pem"
fi
rm -f "$name.csr" "$name.ext"
