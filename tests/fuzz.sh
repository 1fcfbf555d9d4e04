#!/bin/bash
# SPDX-License-Identifier: LGPL-3.0-or-later
# Builds the fuzz targets and runs them.
set -euo pipefail

program=tests/fuzz.sh
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source-path=SCRIPTDIR source=support/common.sh
source "$root/tests/support/common.sh"

usage() {
    cat <<'END'
Usage: tests/fuzz.sh [--time SECONDS] [--runs NUMBER] [--no-build] [TARGET...]

Builds the libFuzzer targets in build/fuzz and runs those that are named, or all, two at a time.
What they learn stays in build/fuzz/corpus; an input that breaks a promise goes to
build/fuzz/findings, and the exit status is then 1. Prints one line for each target.

  --time SECONDS  how long each target runs (default 60)
  --runs NUMBER   ends a target earlier, after so many executions
  --no-build      runs the programs that are there
END
}

seconds=60
runs=-1
build=1
targets=()

parse_arguments() {
    while [[ $# -gt 0 ]]; do
        case $1 in
        --time)
            seconds=${2:?$1 needs a number}
            shift
            ;;
        --runs)
            runs=${2:?$1 needs a number}
            shift
            ;;
        --no-build)
            build=0
            ;;
        --help | -h)
            usage
            exit 0
            ;;
        -*)
            fail "unknown option $1 (see --help)"
            ;;
        *)
            targets+=("$1")
            ;;
        esac
        shift
    done
    [[ $seconds =~ ^[0-9]+$ && $runs =~ ^(-1|[0-9]+)$ ]] || fail "that is no number"
}

build_targets() {
    install_packages "${build_packages[@]}" clang libclang-rt-14-dev
    use_ccache
    say "building in build/fuzz"
    mkdir -p "$root/build/fuzz"
    local log=$root/build/fuzz/configure.log
    (cd "$root" && cmake --preset fuzz) >"$log" 2>&1 \
        || { cat "$log" >&2; fail "the build could not be configured."; }
    run_group cmake --build "$root/build/fuzz" --target fuzzers || fail "the build failed."
}

all_targets() {
    local source
    for source in "$root"/tests/fuzz/*.cpp; do
        basename "$source" .cpp
    done | grep -vx libfuzzer
}

# A target has words of its own, or those of IMAP.
dictionary_of() {
    local file=$root/tests/fuzz/dictionaries/$1.dict
    [[ -e $file ]] || file=$root/tests/fuzz/dictionaries/imap.dict
    printf '%s' "$file"
}

# The limits hold for a single input; the quarantine of freed memory is none of its doing.
run_target() {
    local target=$1 began=$SECONDS status=0 executions
    local corpus=$root/build/fuzz/corpus/$target log=$root/build/fuzz/findings/$target.log
    mkdir -p "$corpus"
    ASAN_OPTIONS=quarantine_size_mb=16:detect_stack_use_after_return=0 \
        LSAN_OPTIONS=suppressions=$root/tests/support/lsan.supp:print_suppressions=0 \
        UBSAN_OPTIONS=print_stacktrace=1 \
        "$root/build/fuzz/bin/fuzz_$target" -max_total_time="$seconds" -runs="$runs" -timeout=10 \
        -rss_limit_mb=512 -max_len=4096 -print_final_stats=1 -dict="$(dictionary_of "$target")" \
        -artifact_prefix="$root/build/fuzz/findings/$target-" \
        "$corpus" "$root/tests/fuzz/seeds/$target" >"$log" 2>&1 || status=$?
    executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    if [[ $status == 0 ]]; then
        say "$target: ${executions:-0} executions in $((SECONDS - began)) s, no finding"
        return 0
    fi
    say "$target: A FINDING, see build/fuzz/findings/$target.log"
    tail -n 40 "$log" >&2
    return 1
}

end_targets() {
    local job
    end_group
    for job in $(jobs -p); do
        pkill -P "$job" 2>/dev/null || true # the program that it waits for
        kill "$job" 2>/dev/null || true
    done
}

run_all() {
    local target active=0 failed=0
    for target in "${targets[@]}"; do
        if [[ $active == 2 ]]; then
            wait -n || failed=1
            active=1
        fi
        run_target "$target" &
        active=$((active + 1))
    done
    for (( ; active > 0; active--)); do
        wait -n || failed=1
    done
    return "$failed"
}

parse_arguments "$@"
on_exit end_targets
[[ $build == 0 ]] || build_targets
[[ ${#targets[@]} -gt 0 ]] || mapfile -t targets < <(all_targets)
mkdir -p "$root/build/fuzz/findings"
run_all || fail "some target has found something."
say "no target has found anything"
