# SPDX-License-Identifier: LGPL-3.0-or-later
# shellcheck shell=bash
# What demo/run.sh, tests/run.sh and .ci/run share; to be sourced, with $program set to the name
# that messages begin with, and $root to the top of the source tree.

say() {
    printf '%s: %s\n' "${program:?}" "$*"
}

fail() {
    printf '%s: %s\n' "${program:?}" "$*" >&2
    exit 1
}

# Debian packages; what only the demo or only the tests need stands in their scripts.
# shellcheck disable=SC2034 # used by those
build_packages=(
    g++ cmake ninja-build pkgconf ccache mold
    qt6-base-dev qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools libqt6opengl6-dev
    libgmime-3.0-dev libgumbo-dev libsasl2-dev zlib1g-dev
)
# The modules of Cyrus SASL are the mechanisms: without them there is no way to log in by one.
# shellcheck disable=SC2034
server_packages=(dovecot-imapd openssl libsasl2-modules libsasl2-modules-gssapi-mit)
# The client that ours is compared with.
# shellcheck disable=SC2034
comparison_packages=(python3 python3-imaplib2)

missing_packages() {
    local installed package
    installed=" $(dpkg-query -W -f '${Package}/${db:Status-Status} ' "$@" 2>/dev/null) "
    for package in "$@"; do
        [[ $installed == *" $package/installed "* ]] || printf '%s\n' "$package"
    done
}

# Runs a command as root: directly, or with sudo.
privileged() {
    if [[ $(id -u) == 0 ]]; then
        "$@"
    else
        sudo "$@"
    fi
}

# Debian starts a service when its package is installed. Ours are started by our scripts alone, and
# a mail server open to the network is not what anyone wanted from a demo.
without_services() {
    local policy=/usr/sbin/policy-rc.d
    if [[ -e $policy ]]; then
        "$@"
        return
    fi
    (
        trap 'privileged rm -f "$policy"' EXIT
        printf '#!/bin/sh\nexit 101\n' | privileged tee "$policy" >/dev/null
        privileged chmod 755 "$policy"
        "$@"
    )
}

# The private server of the demo and the tests does not need Debian's service.
forget_dovecot_service() {
    [[ -d /run/systemd/system ]] || return 0
    privileged systemctl disable --now dovecot.service dovecot.socket >/dev/null 2>&1 || true
}

apt_get() {
    privileged env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 "$@"
}

install_packages() {
    local missing
    mapfile -t missing < <(missing_packages "$@")
    [[ ${#missing[@]} -gt 0 ]] || return 0
    command -v apt-get >/dev/null \
        || fail "this script knows Debian's apt only; please install by hand: ${missing[*]}"
    [[ $(id -u) == 0 ]] || command -v sudo >/dev/null \
        || fail "please run this as root once: apt-get install ${missing[*]}"
    say "installing ${missing[*]}"
    apt_get update || fail "apt-get update failed"
    without_services apt_get install -y --no-install-recommends "${missing[@]}" \
        || fail "apt-get could not install ${missing[*]}"
    if [[ " ${missing[*]} " == *" dovecot-imapd "* ]]; then
        forget_dovecot_service
    fi
}

# Cyrus and Courier, for the tests only. Whatever fails here costs no more than the tests with that
# server.
unpack_more_servers() {
    local directory=$1 script=${root:?}/tests/support/unpackserver.sh name libraries
    command -v apt-get >/dev/null || return 0
    for name in cyrus courier; do
        if [[ ! -d $directory/$name ]]; then
            say "unpacking $name into $directory"
            # apt's lists are not there on a fresh machine.
            "$script" unpack "$name" "$directory/$name" >/dev/null 2>&1 \
                || { apt_get update && "$script" unpack "$name" "$directory/$name" >/dev/null; } \
                || { say "$name cannot be had"; continue; }
            "$script" libraries "$name" >"$directory/$name/libraries" \
                || say "the libraries of $name are not known"
        fi
        # The files may have been unpacked on another machine.
        [[ -f $directory/$name/libraries ]] || continue
        mapfile -t libraries <"$directory/$name/libraries"
        (install_packages "${libraries[@]}") || say "libraries for $name cannot be had"
    done
}

# A directory of our own, under a path that leaves room for the names of sockets (107 octets).
make_temporary_directory() {
    local parent=${TMPDIR:-/tmp}
    [[ ${#parent} -le 40 && -w $parent ]] || parent=/tmp
    mktemp -d "$parent/qi4-XXXXXX" || fail "cannot make a temporary directory in $parent"
}

# Compilation results are kept inside of the build directory.
use_ccache() {
    export CCACHE_DIR=${CCACHE_DIR:-$root/build/ccache}
    export CCACHE_BASEDIR=${CCACHE_BASEDIR:-$root}
    export CCACHE_NOHASHDIR=${CCACHE_NOHASHDIR:-1}
    export CCACHE_MAXSIZE=${CCACHE_MAXSIZE:-2G}
    # What precompiled headers need; we use none of __DATE__ and __TIME__.
    export CCACHE_SLOPPINESS=${CCACHE_SLOPPINESS:-pch_defines,time_macros}
}

# Whatever happens, cleanup runs once, and the exit status stays.
on_exit() {
    local handler=$1
    # shellcheck disable=SC2064 # the handler is known now
    trap "status=\$?; trap - EXIT; trap '' INT TERM HUP; $handler; exit \$status" EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    trap 'exit 129' HUP
}

# Runs a command as a process group of its own and waits for it, in a way that lets this script
# answer signals at once. The group's number is in $running as long as it runs.
running=
run_group() {
    local status=0
    set -m
    "$@" </dev/null &
    set +m
    running=$!
    wait "$running" || status=$?
    running=
    return "$status"
}

# For clean-up: ends what run_group runs, with all that it has started.
end_group() {
    [[ -n $running ]] || return 0
    kill -TERM -- "-$running" 2>/dev/null || true
    wait "$running" 2>/dev/null || true
    # What outlived the first process of the group.
    kill -KILL -- "-$running" 2>/dev/null || true
    running=
}
