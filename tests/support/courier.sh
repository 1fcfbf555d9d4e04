#!/bin/bash
# SPDX-License-Identifier: LGPL-3.0-or-later
# A private Courier IMAP on the loopback interface, from files that unpackserver.sh has put into ROOT.
#   courier.sh check ROOT                                  says why it cannot run here
#   courier.sh possible                                    says why it could never run here
#   courier.sh start DIR PORT TLSPORT ROOT [--while-open]  returns when the ports are open
#   courier.sh stop DIR
# Users alice and bob, password "secret". The places of Courier's files are compiled in, so it lives
# in a mount namespace of its own, in which /usr and /etc are overlays and /run is empty. Nothing
# outside of DIR is written. Only root can have it so.
set -eu

here=$(cd "$(dirname "$0")" && pwd)

script=courier.sh
# shellcheck source-path=SCRIPTDIR source=serverscript.sh
. "$here/serverscript.sh"

in_namespace() {
    unshare --mount --pid --fork --mount-proc --kill-child=KILL "$@"
}

check() {
    [[ -x $1/usr/bin/imapd ]] || fail "Courier is not in $1 (see unpackserver.sh)"
    possible
}

possible() {
    [[ $(id -u) == 0 ]] || fail "Courier runs as root only"
    in_namespace sh -c 'mount -t tmpfs tmpfs /mnt && mkdir /mnt/a && mount -t overlay overlay -o \
        "lowerdir=/mnt/a:/etc" /etc' 2>/dev/null || fail "there are no mount namespaces for Courier"
}

# What its packages would have put into /etc when they were installed.
write_configuration() {
    mkdir -p "$dir/etc/courier/shared"
    cp "$1/etc/courier/imapd" "$1/etc/courier/imapd-ssl" "$dir/etc/courier/"
    sed 's/^authmodulelist=.*/authmodulelist="authuserdb"/; s/^daemons=.*/daemons=1/' \
        "$1/etc/courier/authdaemonrc" > "$dir/etc/courier/authdaemonrc"
    cp /etc/passwd /etc/group "$dir/etc/"
    grep -q ^courier: "$dir/etc/passwd" \
        || echo "courier:x:$uid:$gid::/nonexistent:/bin/false" >> "$dir/etc/passwd"
    grep -q ^courier: "$dir/etc/group" || echo "courier:x:$gid:" >> "$dir/etc/group"
}

make_mailboxes() {
    local user folder part home
    for user in alice bob; do
        home=$dir/mail/$user
        for folder in "" .Drafts .Sent .Trash .Junk .Archive; do
            for part in cur new tmp; do
                mkdir -p "$home/Maildir/$folder/$part"
            done
            [[ -z $folder ]] || : > "$home/Maildir/$folder/maildirfolder"
        done
        chown -R "$uid:$gid" "$home"
    done
}

# Inside of the namespace from here on: the passwords, as SHA-512 for LOGIN and PLAIN, and as HMAC
# contexts for CRAM-MD5.
write_passwords() {
    local user plain hmac
    plain=$(openssl passwd -6 secret)
    hmac=$(printf 'secret\n' | userdbpw -hmac-md5)
    for user in alice bob; do
        printf '%s\tuid=%s|gid=%s|home=%s|mail=%s|shell=/bin/sh|systempw=%s|hmac-md5pw=%s\n' \
            "$user" "$uid" "$gid" "$dir/mail/$user" "$dir/mail/$user/Maildir" "$plain" "$hmac"
    done > /etc/courier/userdb
    chmod 600 /etc/courier/userdb
    makeuserdb
}

listen() {
    local log=$1 port=$2
    shift 2
    couriertcpd -address=127.0.0.1 -maxprocs=200 -maxperip=200 -nodnslookup -noidentlookup \
        -stderr="$log" "$port" "$@" &
}

serve() {
    dir=$1 port=$2 tlsport=$3 uid=$4 gid=$5
    mount --make-rprivate /
    mount -t overlay overlay -o "lowerdir=$dir/root/usr:/usr" /usr
    mount -t overlay overlay \
        -o "upperdir=$dir/etc-changes,workdir=$dir/etc-work,lowerdir=$dir/etc:/etc" /etc
    mount -t tmpfs tmpfs /run
    mkdir -p /run/courier/authdaemon
    export PATH=/usr/sbin:/usr/bin:/sbin:/bin LD_LIBRARY_PATH=/usr/lib/courier-authlib:/usr/lib
    write_passwords
    courierlogger -pid=/run/courier/authdaemon/pid -start \
        /usr/lib/courier/courier-authlib/authdaemond || true

    set -a +u # they use what may not be set
    # shellcheck source=/dev/null
    . /etc/courier/imapd
    # shellcheck source=/dev/null
    . /etc/courier/imapd-ssl
    set +a -u
    unset TLS_DHPARAMS
    local capabilities="IMAP4rev1 UIDPLUS CHILDREN NAMESPACE THREAD=ORDEREDSUBJECT"
    capabilities+=" THREAD=REFERENCES SORT QUOTA AUTH=CRAM-MD5 AUTH=PLAIN IDLE"
    export TLS_CERTFILE=$dir/certs/server-all.pem TLS_TRUSTCERTS=$dir/certs/ca.pem TLS_CACHEFILE="" \
        COURIERTLS=/usr/bin/couriertls IMAP_CAPABILITY=$capabilities \
        IMAP_CAPABILITY_TLS=$capabilities IMAP_ENHANCEDIDLE=1
    local login=(/usr/lib/courier/courier/imaplogin /usr/bin/imapd Maildir)
    IMAP_STARTTLS=YES listen "$dir/imap.log" "$port" "${login[@]}"
    IMAP_TLS=1 IMAP_STARTTLS=NO listen "$dir/imaps.log" "$tlsport" \
        /usr/bin/couriertls -server -tcpd "${login[@]}"
    until answers "$port" && answers "$tlsport"; do
        sleep 0.02
    done
    : > "$dir/ready"
    wait
}

start() {
    check "$4"
    enter_directory "$1"
    make_certificates
    cat "$dir/certs/server.pem" "$dir/certs/server.key" > "$dir/certs/server-all.pem"
    chmod 644 "$dir/certs/server-all.pem" # of a throw-away key
    uid=$(id -u nobody)
    gid=$(id -g nobody)
    mkdir -p "$dir/root" "$dir/etc-changes" "$dir/etc-work"
    cp -r "$4/usr" "$dir/root/"
    write_configuration "$4"
    make_mailboxes
    setsid unshare --mount --pid --fork --mount-proc --kill-child=KILL \
        "$here/courier.sh" serve "$dir" "$2" "$3" "$uid" "$gid" \
        >"$dir/start.log" 2>&1 </dev/null &
    echo $! > "$dir/pid"
    local attempts=0
    until [[ -e $dir/ready ]]; do
        attempts=$((attempts + 1))
        if [[ $attempts -gt 500 ]] || ! kill -0 "$(cat "$dir/pid")" 2>/dev/null; then
            fail "Courier does not start: $(cat "$dir/start.log")"
        fi
        sleep 0.02
    done
    watch_input "${5-}"
}

# With unshare dies the first process of the namespace, and with that every other one in there.
stop() {
    local pid
    pid=$(cat "$1/pid" 2>/dev/null) || return 0
    kill -9 "$pid" 2>/dev/null || true
    rm -f "$1/pid" "$1/ready"
}

case ${1-}:$# in
serve:6) # what start() calls inside of the namespace
    shift
    serve "$@"
    ;;
possible:1)
    possible
    ;;
*)
    run_command "$@"
    ;;
esac
