#!/bin/sh
# SPDX-License-Identifier: LGPL-3.0-or-later
# A private Dovecot on the loopback interface, for tests and the demo.
#   dovecot.sh start DIR PORT TLSPORT [--while-open]   returns when the ports are open
#   dovecot.sh stop DIR
# Nothing outside of DIR is written; DIR must be short (its sockets' paths have a limit of 107
# octets). Works as root and as an ordinary user. With --while-open the server is stopped, and DIR
# removed, when standard input comes to its end: so it dies with the program that started it.
set -eu

here=$(cd "$(dirname "$0")" && pwd)

script=dovecot.sh
# shellcheck source-path=SCRIPTDIR source=serverscript.sh
. "$here/serverscript.sh"

# An ordinary user cannot change to the accounts of Dovecot, nor change the root directory.
own_accounts() {
    user=$(id -un)
    echo "default_internal_user = $user"
    echo "default_internal_group = $(id -gn)"
    echo "default_login_user = $user"
    for service in anvil imap-login imap-urlauth-login stats; do
        printf 'service %s {\n  chroot =\n}\n' "$service"
    done
}

prepare() {
    mkdir -p "$dir/mail" "$dir/keys/default/HS256"
    [ -f "$dir/certs/server.pem" ] || make_certificates
    if [ "$(id -u)" = 0 ]; then
        uid=$(id -u dovecot)
        gid=$(id -g dovecot)
        : > "$dir/accounts"
        chown -R "$uid:$gid" "$dir/mail" "$dir/keys"
    else
        uid=$(id -u)
        gid=$(id -g)
        own_accounts > "$dir/accounts"
    fi
    printf '%s:{PLAIN}%s:::::\n' alice secret bob secret anonymous x > "$dir/users"
    # Tokens of XOAUTH2 and OAUTHBEARER are JWTs, signed (HS256) with this key.
    printf %s qimap4-test-hmac-key | base64 > "$dir/keys/default/HS256/default"
    cat > "$dir/oauth2.conf" <<END
introspection_mode = local
local_validation_key_dict = fs:posix:prefix=$dir/keys/
username_attribute = email
openid_configuration_url = https://localhost/.well-known/openid-configuration
END
    sed -e "/^@USERS@/{
r $dir/accounts
d
}" -e "s|@DIR@|$dir|g; s|@PORT@|$port|g; s|@TLSPORT@|$tlsport|g; s|@UID@|$uid|g; s|@GID@|$gid|g" \
        "$here/dovecot.conf.in" > "$dir/dovecot.conf"
}

start() {
    command -v dovecot >/dev/null || fail "Dovecot is not installed (package dovecot-imapd)"
    enter_directory "$1"
    port=$2
    tlsport=$3
    prepare
    # Its ports are open when the command returns.
    dovecot -c "$dir/dovecot.conf" >"$dir/start.log" 2>&1 \
        || fail "Dovecot does not start: $(cat "$dir/start.log" "$dir/dovecot.log" 2>/dev/null)"
    watch_input "${4-}"
}

# Dovecot leads a process group of its own. Its files are thrown away, so it is killed at once:
# a graceful end takes seconds.
stop() {
    pid=$(cat "$1/run/master.pid" 2>/dev/null) || return 0
    kill -9 "-$pid" 2>/dev/null || true
    rm -f "$1/run/master.pid"
}

case ${1-} in
start)
    [ $# -ge 4 ] || fail "usage: dovecot.sh start DIR PORT TLSPORT [--while-open]"
    shift
    start "$@"
    ;;
stop)
    [ $# = 2 ] || fail "usage: dovecot.sh stop DIR"
    stop "$2"
    ;;
*)
    fail "usage: dovecot.sh start DIR PORT TLSPORT [--while-open] | stop DIR"
    ;;
esac
