# SPDX-License-Identifier: LGPL-3.0-or-later
# shellcheck shell=sh
# What dovecot.sh, cyrus.sh and courier.sh share; to be sourced, with $here set to this directory and
# $script to the name of the script.

fail() {
    echo "${script:?}: $*" >&2
    exit 1
}

# In $dir from here on, which processes of other accounts look into.
enter_directory() {
    mkdir -p "$1"
    dir=$(cd "$1" && pwd)
    chmod 755 "$dir"
}

# Of an authority that nobody else knows, and for the loopback interface.
make_certificates() {
    "${here:?}/mkcert.sh" "$dir/certs" ca
    "$here/mkcert.sh" "$dir/certs" server /CN=localhost DNS:localhost,IP:127.0.0.1,IP:::1
}

# The last argument of start: the server is stopped, and $dir removed, when standard input comes to
# its end. So it dies with the program that started it.
watch_input() {
    [ "${1-}" = --while-open ] || return 0
    # A session of its own: it must outlive whoever kills the starter's process group.
    # (The shell gives background jobs /dev/null unless told otherwise, hence descriptor 3.)
    exec 3<&0
    setsid "$here/whileopen.sh" "$here/$script" "$dir" <&3 >/dev/null 2>&1 3<&- &
}

# Whether somebody listens on a port. Bash only.
answers() {
    # shellcheck disable=SC3025
    (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

# Runs check(), start() or stop(), as the arguments of a script for unpacked files say.
run_command() {
    command=${1-}:$#
    [ $# = 0 ] || shift
    case $command in
    check:2 | stop:2 | start:[56])
        "${command%:*}" "$@"
        ;;
    *)
        fail "usage: $script check ROOT | start DIR PORT TLSPORT ROOT [--while-open] | stop DIR"
        ;;
    esac
}
