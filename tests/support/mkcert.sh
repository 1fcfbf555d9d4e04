#!/bin/sh
# SPDX-License-Identifier: LGPL-3.0-or-later
# Throw-away certificates on elliptic curves.
#   mkcert.sh DIR ca                                       DIR/ca.pem, DIR/ca.key
#   mkcert.sh DIR NAME SUBJECT [SAN [DAYS [SIGNER [KEY [DIGEST [USAGE]]]]]]
#                                                          DIR/NAME.pem, DIR/NAME.key
# SUBJECT is openssl's form (/CN=localhost), SAN its list (DNS:localhost,IP:::1), may be empty.
# DAYS may be negative: such a certificate has expired; "future": it is not valid yet. SIGNER is ca,
# self-signed, or the NAME of another certificate. KEY is ec or rsa:BITS.
set -eu
unset OPENSSL_CONF # it is for the servers of a test

dir=$1
name=$2
subject=${3-}
san=${4-}
days=${5-30}
signer=${6-ca}
key=${7-ec}
digest=${8-sha256}
usage=${9-serverAuth,clientAuth}

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
    echo "extendedKeyUsage = $usage"
    if [ -n "$san" ]; then
        echo "subjectAltName = $san"
    fi
} > "$name.ext"

[ "$key" = ec ] || new_key="-newkey $key -nodes"
# shellcheck disable=SC2086
quietly openssl req $new_key -keyout "$name.key" -out "$name.csr" -subj "$subject"
if [ "$signer" = self-signed ]; then
    quietly openssl x509 -req -in "$name.csr" -signkey "$name.key" -days "$days" "-$digest" \
        -extfile "$name.ext" -out "$name.pem"
elif [ "$days" = future ]; then
    : > "$name.db"
    printf '%s\n' '[ca]' 'default_ca = one' '[one]' "database = $name.db" 'new_certs_dir = .' \
        'rand_serial = yes' 'default_md = sha256' 'policy = any' '[any]' \
        'commonName = supplied' > "$name.cnf"
    quietly openssl ca -batch -notext -config "$name.cnf" -cert ca.pem -keyfile ca.key \
        -startdate 20340101000000Z -enddate 20350101000000Z -extfile "$name.ext" \
        -in "$name.csr" -out "$name.pem"
    rm -f "$name.cnf" "$name.db"*
else
    serial=0x$(openssl rand -hex 16)
    quietly openssl x509 -req -in "$name.csr" -CA "$signer.pem" -CAkey "$signer.key" \
        -set_serial "$serial" -days "$days" "-$digest" -extfile "$name.ext" -out "$name.pem"
fi
rm -f "$name.csr" "$name.ext"
