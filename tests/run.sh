#!/bin/bash
# SPDX-License-Identifier: LGPL-3.0-or-later
# Builds everything and runs all tests.
set -euo pipefail

program=tests/run.sh
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source-path=SCRIPTDIR source=support/common.sh
source "$root/tests/support/common.sh"

usage() {
    cat <<'END'
Usage: tests/run.sh [--sanitizers | --threads | --fuzz SECONDS] [-- ctest options]

Installs what is missing, builds the library, the programs and the tests in build/dev, and runs the
tests. The exit status is that of ctest. A test that does not find the server which it runs against
fails; only Courier may be done without, where the system does not let it run. (Started in another
way, such tests skip, and say what is missing: see tests/README.md.)

  --sanitizers  the same under AddressSanitizer and UndefinedBehaviorSanitizer, in build/asan
  --threads     the tests of threads alone under ThreadSanitizer, in build/tsan
  --fuzz N      instead of the tests, each fuzz target for N seconds: see tests/fuzz.sh
  -- ...        options for ctest, for example: -- -R wire
END
}

packages=("${build_packages[@]}" "${server_packages[@]}" "${comparison_packages[@]}"
    fonts-dejavu-core tzdata)
preset=dev
target=all
ctest_arguments=()
label_arguments=()
directory=

parse_arguments() {
    while [[ $# -gt 0 ]]; do
        case $1 in
        --sanitizers)
            preset=asan
            shift
            ;;
        --fuzz)
            exec "$root/tests/fuzz.sh" --time "${2:?--fuzz needs a number of seconds}"
            ;;
        --threads)
            preset=tsan
            target=qimap4_thread_tests
            label_arguments=(-L threads)
            # Qt itself is not instrumented: what happens inside of it is not looked at.
            export TSAN_OPTIONS="ignore_noninstrumented_modules=1 die_after_fork=0"
            shift
            ;;
        --help | -h)
            usage
            exit 0
            ;;
        --)
            shift
            ctest_arguments=("$@")
            return
            ;;
        *)
            fail "unknown option $1 (see --help)"
            ;;
        esac
    done
}

build_all() {
    say "building in build/$preset"
    use_ccache
    mkdir -p "$root/build/$preset"
    local log=$root/build/$preset/configure.log
    (cd "$root" && cmake --preset "$preset") >"$log" 2>&1 \
        || { cat "$log" >&2; fail "the build could not be configured."; }
    run_group cmake --build "$root/build/$preset" --target "$target" || fail "the build failed."
}

clean_up() {
    end_group
    [[ -z $directory ]] || rm -rf "$directory" || true
}

# Temporary files, settings and caches of the tests land in one directory, which goes afterwards.
use_private_directories() {
    directory=$(make_temporary_directory)
    export TMPDIR=$directory
    export XDG_CONFIG_HOME=$directory/config XDG_CACHE_HOME=$directory/cache \
        XDG_DATA_HOME=$directory/data XDG_RUNTIME_DIR=$directory/runtime
    mkdir -m 700 "$XDG_CONFIG_HOME" "$XDG_CACHE_HOME" "$XDG_DATA_HOME" "$XDG_RUNTIME_DIR"
}

# What has been installed must be found: see tests/support/requirements.h.
require_servers() {
    local reason required="dovecot imaplib2"
    if command -v apt-get >/dev/null; then
        required+=" cyrus"
        if reason=$("$root/tests/support/courier.sh" possible 2>&1); then
            required+=" courier"
        else
            say "$reason: its tests are skipped"
        fi
    fi
    export QIMAP4_REQUIRE_SERVERS=$required
}

run_tests() {
    say "running the tests"
    run_group ctest --test-dir "$root/build/$preset" --output-on-failure -j2 \
        "${label_arguments[@]+"${label_arguments[@]}"}" \
        "${ctest_arguments[@]+"${ctest_arguments[@]}"}"
}

parse_arguments "$@"
install_packages "${packages[@]}"
unpack_more_servers "$root/build/servers"
require_servers
# Dovecot is not in the PATH of an ordinary user.
PATH=$PATH:/usr/sbin
on_exit clean_up
build_all
use_private_directories
run_tests
