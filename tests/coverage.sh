#!/bin/bash
# SPDX-License-Identifier: LGPL-3.0-or-later
# Measures how much of the parser and of the session their tests run.
set -euo pipefail

program=tests/coverage.sh
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source-path=SCRIPTDIR source=support/common.sh
source "$root/tests/support/common.sh"

usage() {
    cat <<'END_OF_USAGE'
Usage: tests/coverage.sh [--no-build] [--show]

Builds the library for coverage (clang) and the tests of the parser and of the session in
build/coverage, runs them, and prints what of src/wire and src/protocol they have run, file by
file: lines, and branches, which are the two outcomes of each condition that stands in the source.
The exit status is 0 if at least 90 % of the lines and 85 % of the branches of both have been run.

  --no-build  runs the programs that are there
  --show      then prints the source of both with the counts
END_OF_USAGE
}

least_lines=90
least_branches=85
rooms=(src/wire src/protocol)
# No servers and no sockets: what runs here is what these tests are about.
tests=(
    tst_answers tst_authenticate tst_command tst_dialogues tst_encodings tst_framer
    tst_fuzzreplay tst_hostilesession tst_messageset tst_quirks tst_responseparser tst_sasl
    tst_session tst_types tst_util
)
build=$root/build/coverage
profiles=$build/profiles
merged=$build/all.profdata

build_tests() {
    install_packages "${build_packages[@]}" clang llvm libclang-rt-14-dev
    use_ccache
    say "building in build/coverage"
    mkdir -p "$build"
    local log=$build/configure.log
    (cd "$root" && cmake --preset coverage) >"$log" 2>&1 \
        || { cat "$log" >&2; fail "the build could not be configured."; }
    run_group cmake --build "$build" --target "${tests[@]}" || fail "the build failed."
}

# Counts of earlier runs are not of this one.
run_tests() {
    local pattern
    pattern=$(IFS='|'; printf '^(%s)$' "${tests[*]}")
    rm -rf "$profiles"
    export LLVM_PROFILE_FILE=$profiles/%p.profraw
    run_group ctest --test-dir "$build" -R "$pattern" --output-on-failure -j2
}

# coverage_of(report or show, room, options of llvm-cov ...), which knows files only by what to leave
# out: the paths that it has depend on how the compiler was called.
coverage_of() {
    local how=$1 room=$2 others
    shift 2
    others=$(find "$root/src" -mindepth 1 -maxdepth 1 -type d ! -path "$root/$room" -printf '%f|')
    llvm-cov "$how" "$build/lib/libQImap4.so" -instr-profile="$merged" "$@" \
        -ignore-filename-regex="(src/[^/]*|src/(${others%|})/.*|_autogen/.*|qrc_[^/]*)\$"
}

# The names of the files are those in the room; in the columns stand how many there are, how many
# have not been run, and the percentage of those that have.
print_room() {
    local room=$1
    coverage_of report "$room" --show-region-summary=false --show-functions=false \
        | awk -v room="$room" -v lines="$least_lines" -v branches="$least_branches" '
            $1 ~ /\.(cpp|h)$/ || $1 == "TOTAL" {
                name = $1
                sub(".*/", "", name)
                if (name == "TOTAL")
                    name = room
                printf "%-28s lines %5d of %5d  %7s   branches %5d of %5d  %7s\n",
                    name, $5 - $6, $5, $7, $8 - $9, $8, $10
            }
            $1 == "TOTAL" { short = ($7 + 0 < lines) || ($10 + 0 < branches) }
            END { exit short }'
}

build_first=1
show=0
while [[ $# -gt 0 ]]; do
    case $1 in
    --no-build) build_first=0 ;;
    --show) show=1 ;;
    --help | -h)
        usage
        exit 0
        ;;
    *)
        usage
        exit 1
        ;;
    esac
    shift
done

on_exit end_group
[[ $build_first == 0 ]] || build_tests
status=0
run_tests || status=1
llvm-profdata merge -sparse -o "$merged" "$profiles"/*.profraw || fail "nothing was counted."
if [[ $show == 1 ]]; then
    for room in "${rooms[@]}"; do
        coverage_of show "$room" -show-branches=count
    done
fi
for room in "${rooms[@]}"; do
    say "$room"
    print_room "$room" || status=1
done
exit "$status"
