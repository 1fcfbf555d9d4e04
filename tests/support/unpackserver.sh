#!/bin/bash
# SPDX-License-Identifier: LGPL-3.0-or-later
# Unpacks an IMAP server that cannot be installed beside Dovecot: Debian lets only one be there.
#   unpackserver.sh libraries cyrus|courier   the packages of the libraries that it needs
#   unpackserver.sh unpack cyrus|courier DIR  the server's own files, as they would lie below /
# Nothing is configured and nothing is started. The packages' lists must be up to date.
set -euo pipefail

declare -A packages=(
    [cyrus]="cyrus-imapd cyrus-common sasl2-bin"
    [courier]="courier-imap courier-base courier-authdaemon courier-authlib courier-authlib-userdb
        gamin libgamin0 libcourier-unicode4"
)

fail() {
    echo "unpackserver.sh: $*" >&2
    exit 1
}

# Libraries that do not come with the server itself; of alternatives the first.
libraries() {
    # shellcheck disable=SC2086 # one word each
    apt-cache depends --no-recommends --no-suggests --no-conflicts --no-breaks --no-replaces \
        --no-enhances $1 | sed -n 's/^ *Depends: \(lib[^<>]*\)$/\1/p' | sort -u \
        | grep -vxF "$(printf '%s\n' $1)"
}

unpack() {
    local target=$2 work
    work=$(mktemp -d)
    # shellcheck disable=SC2064 # the name is known now
    trap "rm -rf '$work'" EXIT
    # shellcheck disable=SC2086
    (cd "$work" && apt-get -q download $1 2>"$work/log") || fail "$(cat "$work/log")"
    rm -rf "$target" "$target.new"
    mkdir -p "$target.new"
    local package
    for package in "$work"/*.deb; do
        dpkg-deb -x "$package" "$target.new"
    done
    # There as a whole or not at all.
    mv "$target.new" "$target"
}

[[ $# -ge 2 && -n ${packages[$2]-} ]] \
    || fail "usage: unpackserver.sh libraries NAME | unpack NAME DIR"
case $1 in
libraries)
    libraries "${packages[$2]}"
    ;;
unpack)
    unpack "${packages[$2]}" "${3:?a directory}"
    ;;
*)
    fail "unknown command $1"
    ;;
esac
