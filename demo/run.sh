#!/bin/bash
# SPDX-License-Identifier: LGPL-3.0-or-later
# Opens the mail viewer on a private mail server with sample mail.
set -euo pipefail

program=demo/run.sh
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source-path=SCRIPTDIR source=../tests/support/common.sh
source "$root/tests/support/common.sh"

usage() {
    cat <<'END'
Usage: demo/run.sh [--screenshot FILE.png] [--mailbox NAME]
       demo/run.sh [--screenshot FILE.png] -- --host HOST --user USER [viewer options]

Installs what is missing, builds the viewer in build/demo, starts a private Dovecot on the loopback
interface with sample mail, and opens the viewer on it. Closing the viewer ends the server.

  --screenshot FILE.png  needs no display: writes a picture of the viewer and ends
  --mailbox NAME         opens another mailbox than INBOX
  -- ...                 no server and no sample mail: the viewer gets these options
END
}

packages=("${build_packages[@]}" libqt6svg6 fonts-dejavu-core fonts-noto-core fonts-noto-cjk
          fonts-noto-color-emoji)
demo_packages=("${server_packages[@]}" python3)
build=$root/build/demo
viewer=$build/bin/qimap4-viewer
screenshot_seconds=120

screenshot=
viewer_arguments=()
own_server=yes
directory=
port=

parse_arguments() {
    while [[ $# -gt 0 ]]; do
        case $1 in
        --screenshot | --mailbox)
            [[ $# -ge 2 ]] || fail "$1 needs a value (see --help)"
            if [[ $1 == --screenshot ]]; then
                screenshot=$(realpath -m -- "$2")
            else
                viewer_arguments+=("$1" "$2")
            fi
            shift 2
            ;;
        --help | -h)
            usage
            exit 0
            ;;
        --)
            own_server=no
            shift
            viewer_arguments+=("$@")
            return
            ;;
        *)
            fail "unknown option $1 (see --help)"
            ;;
        esac
    done
}

check_display() {
    [[ -z $screenshot && -z ${DISPLAY-} && -z ${WAYLAND_DISPLAY-} ]] || {
        # Without an X server beside it, Qt needs a plugin for Wayland.
        [[ -n ${DISPLAY-} || -z ${WAYLAND_DISPLAY-} ]] || packages+=(qt6-wayland)
        return 0
    }
    fail "there is no display here: run this in a graphical session, or use --screenshot FILE.png to get a picture of the viewer."
}

build_viewer() {
    say "building the viewer in build/demo"
    use_ccache
    mkdir -p "$build"
    local log=$build/configure.log
    cmake -S "$root" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DQIMAP4_BUILD_TESTS=OFF \
        -DQIMAP4_WERROR=OFF \
        >"$log" 2>&1 || { cat "$log" >&2; fail "the build could not be configured."; }
    run_group cmake --build "$build" --target qimap4-viewer || fail "the viewer could not be built."
}

clean_up() {
    end_group
    [[ -n $directory ]] || return 0
    "$root/tests/support/dovecot.sh" stop "$directory" || true
    { exec 9>&-; } 2>/dev/null || true
    # The server's watcher removes the directory too, which may make one of the two stumble.
    rm -rf "$directory" 2>/dev/null || rm -rf "$directory" || true
}

free_ports() {
    python3 -c '
import socket
sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
print(*(s.getsockname()[1] for s in sockets))'
}

doveadm() {
    command doveadm -c "$directory/dovecot.conf" "$@" 9>&-
}

subscribe_to_everything() {
    local mailboxes
    mapfile -t mailboxes < <(doveadm mailbox list -u alice)
    doveadm mailbox subscribe -u alice "${mailboxes[@]}"
}

start_server() {
    local attempt plain log=$directory/start.log
    mkfifo "$directory/alive"
    # The server ends when the last writer of this pipe is gone, even if this script is killed.
    exec 9<>"$directory/alive"
    say "writing sample mail"
    python3 "$root/demo/data/make-sample-mail.py" "$directory/mail/alice/Maildir" \
        >/dev/null 9>&- || fail "the sample mail could not be written."
    for attempt in 1 2 3 4 5; do
        read -r plain port < <(free_ports)
        if "$root/tests/support/dovecot.sh" start "$directory" "$plain" "$port" \
            --while-open <"$directory/alive" 9>&- 2>"$log"; then
            subscribe_to_everything || fail "the sample mail could not be set up."
            say "private Dovecot on localhost:$port (user alice, password secret)"
            return
        fi
    done
    cat "$log" >&2
    fail "the private Dovecot did not start ($attempt attempts)."
}

# Settings and caches of the demo go with it.
use_private_settings() {
    export XDG_CONFIG_HOME=$directory/config XDG_CACHE_HOME=$directory/cache \
        XDG_DATA_HOME=$directory/data
    mkdir -m 700 "$XDG_CONFIG_HOME" "$XDG_CACHE_HOME" "$XDG_DATA_HOME"
}

prepare_session() {
    directory=$(make_temporary_directory)
    if [[ -z ${XDG_RUNTIME_DIR-} || ! -d $XDG_RUNTIME_DIR ]]; then
        export XDG_RUNTIME_DIR=$directory/runtime
        mkdir -m 700 "$XDG_RUNTIME_DIR"
    fi
    if [[ $own_server == yes ]]; then
        use_private_settings
        start_server
        export QIMAP4_PASSWORD=secret
        viewer_arguments=(--host localhost --port "$port" --security tls --user alice
                          --password-env QIMAP4_PASSWORD --ca "$directory/certs/ca.pem"
                          "${viewer_arguments[@]}")
    fi
}

run_viewer() {
    local command=("$viewer" "${viewer_arguments[@]}") status=0
    if [[ -n $screenshot ]]; then
        rm -f "$screenshot"
        mkdir -p "$(dirname "$screenshot")"
        export QT_QPA_PLATFORM=offscreen
        command=(timeout "$screenshot_seconds" "${command[@]}" --screenshot "$screenshot")
        say "drawing $screenshot"
    else
        say "opening the viewer"
    fi
    run_group "${command[@]}" 9>&- || status=$?
    [[ $status != 124 ]] || fail "the viewer did not finish the picture in $screenshot_seconds s."
    [[ $status == 0 ]] || fail "the viewer ended with status $status."
    [[ -z $screenshot || -s $screenshot ]] || fail "the viewer wrote no picture."
}

parse_arguments "$@"
check_display
if [[ $own_server == yes ]]; then
    packages+=("${demo_packages[@]}")
fi
install_packages "${packages[@]}"
# Dovecot is not in the PATH of an ordinary user.
PATH=$PATH:/usr/sbin
on_exit clean_up
build_viewer
prepare_session
run_viewer
