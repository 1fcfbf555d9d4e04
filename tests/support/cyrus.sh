#!/bin/bash
# SPDX-License-Identifier: LGPL-3.0-or-later
# A private Cyrus IMAP on the loopback interface, from files that unpackserver.sh has put into ROOT.
#   cyrus.sh check ROOT                                    says why it cannot run here
#   cyrus.sh start DIR PORT TLSPORT ROOT [--while-open]    returns when the ports are open
#   cyrus.sh stop DIR
# Users alice and bob, and admin, who administers; password "secret". Nothing outside of DIR is
# written; DIR must be short (its sockets' paths have a limit of 107 octets). Works as root and as
# an ordinary user.
set -eu

here=$(cd "$(dirname "$0")" && pwd)

script=cyrus.sh
# shellcheck source-path=SCRIPTDIR source=serverscript.sh
. "$here/serverscript.sh"

libraries() {
    local directory
    directory=$(dirname "$(find "$1/usr/lib" -name 'libcyrus.so.0' -print -quit)")
    printf %s "$directory"
}

check() {
    local missing
    [[ -x $1/usr/lib/cyrus/bin/imapd ]] || fail "Cyrus is not in $1 (see unpackserver.sh)"
    missing=$(LD_LIBRARY_PATH=$(libraries "$1") \
        ldd "$1/usr/lib/cyrus/bin/imapd" "$1/usr/sbin/saslpasswd2" | grep "not found" || true)
    [[ -z $missing ]] || fail "libraries are missing: $missing"
}

# The accounts' own copy: the place of the original may be closed to them.
copy_programs() {
    cp -r "$1/usr" "$dir/root"
    programs=$dir/root/lib/cyrus/bin
    LD_LIBRARY_PATH=$(libraries "$1")
    LD_LIBRARY_PATH=$dir/root${LD_LIBRARY_PATH#"$1/usr"}
    export LD_LIBRARY_PATH
}

write_configuration() {
    cat > "$dir/imapd.conf" <<END
configdirectory: $dir/conf
partition-default: $dir/spool
defaultpartition: default
cyrus_user: $account
cyrus_group: $group
admins: admin
servername: localhost
syslog_prefix: qimap4-test
allowplaintext: yes
allowanonymouslogin: yes
sasl_pwcheck_method: auxprop
sasl_auxprop_plugin: sasldb
sasl_sasldb_path: $dir/conf/sasldb2
sasl_mech_list: PLAIN LOGIN CRAM-MD5 DIGEST-MD5 SCRAM-SHA-1 SCRAM-SHA-256 SCRAM-SHA-512 ANONYMOUS EXTERNAL
sasl_log_level: 0
virtdomains: off
altnamespace: yes
unixhierarchysep: yes
autocreate_quota: 102400
autocreate_inbox_folders: Drafts|Sent|Trash|Junk|Archive
autocreate_subscribe_folders: Drafts|Sent|Trash|Junk|Archive
xlist-drafts: Drafts
xlist-sent: Sent
xlist-trash: Trash
xlist-junk: Junk
xlist-archive: Archive
specialusealways: yes
annotation_allow_undefined: yes
annotation_enable_legacy_commands: yes
delete_mode: immediate
expunge_mode: immediate
statuscache: yes
idlesocket: $dir/conf/socket/idle
imapidlepoll: 1
lmtpsocket: $dir/conf/socket/lmtp
notifysocket: $dir/conf/socket/notify
proc_path: $dir/conf/proc
mboxname_lockpath: $dir/conf/lock
temp_path: $dir/conf
sievedir: $dir/conf/sieve
imapidresponse: yes
popminpoll: 0
failedloginpause: 0
maxlogins_per_user: 0
tls_server_cert: $dir/certs/server.pem
tls_server_key: $dir/certs/server.key
tls_server_ca_file: $dir/certs/ca.pem
tls_client_ca_file: $dir/certs/ca.pem
tls_client_certs: optional
tls_sessions_db_path: $dir/conf/tls_sessions.db
tls_versions: tls1_2 tls1_3
skiplist_unsafe: yes
END
    cat > "$dir/cyrus.conf" <<END
START {
  recover cmd="$programs/ctl_cyrusdb -C $dir/imapd.conf -r"
  idled cmd="$programs/idled -C $dir/imapd.conf"
}
SERVICES {
  imap cmd="$programs/imapd -C $dir/imapd.conf -U 30" listen="127.0.0.1:$port" prefork=1 maxchild=200
  imaps cmd="$programs/imapd -C $dir/imapd.conf -s -U 30" listen="127.0.0.1:$tlsport" prefork=1 maxchild=200
}
EVENTS {
}
END
}

prepare() {
    local part user
    make_certificates
    account=$(id -un)
    [[ $account != root ]] || account=nobody
    group=$(id -gn "$account")
    for part in db socket proc lock log msg ptclient quota user sieve; do
        mkdir -p "$dir/conf/$part"
    done
    mkdir -p "$dir/spool"
    copy_programs "$1"
    write_configuration
    for user in alice bob admin; do
        printf secret | "$dir/root/sbin/saslpasswd2" -p -c -f "$dir/conf/sasldb2" -u localhost "$user"
    done
    if [[ $(id -u) == 0 ]]; then
        chown -R "$account:$group" "$dir/conf" "$dir/spool" "$dir/certs"
    fi
}

start() {
    check "$4"
    enter_directory "$1"
    port=$2
    tlsport=$3
    prepare "$4"
    export CYRUS_USER=$account CYRUS_GROUP=$group
    "$programs/master" -d -C "$dir/imapd.conf" -M "$dir/cyrus.conf" -p "$dir/conf/master.pid" -l 64 \
        >"$dir/start.log" 2>&1 || fail "Cyrus does not start: $(cat "$dir/start.log")"
    local attempts=0
    until answers "$port" && answers "$tlsport"; do
        attempts=$((attempts + 1))
        [[ $attempts -lt 500 ]] || fail "Cyrus does not open its ports: $(cat "$dir/start.log")"
        sleep 0.02
    done
    watch_input "${5-}"
}

# The master leads a process group of its own.
stop() {
    local pid
    pid=$(cat "$1/conf/master.pid" 2>/dev/null) || return 0
    kill -9 -- "-$pid" 2>/dev/null || true
    rm -f "$1/conf/master.pid"
}

run_command "$@"
