#!/bin/bash
# SPDX-License-Identifier: LGPL-3.0-or-later
# Measures how much of the parser and of the session their tests run.
set -euo pipefail

program=tests/coverage.sh
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source-path=SCRIPTDIR source=support/common.sh
source "$root/tests/support/common.sh"

usage() {
    cat <<'END'
Usage: tests/coverage.sh

Builds the library for coverage in build/coverage, runs the tests of the rooms wire, protocol, types
and sasl and the replay of the fuzz targets, and prints for src/wire and src/protocol what they have
run, file by file: lines, and branches without those that only exceptions take.
END
}

if [[ $# -gt 0 ]]; then
    usage
    [[ $1 == --help || $1 == -h ]] || exit 1
    exit 0
fi

rooms=(wire protocol types sasl fuzz)
build=$root/build/coverage

install_packages "${build_packages[@]}" gcovr
use_ccache
on_exit end_group
say "building in build/coverage"
(cd "$root" && cmake --preset coverage) >/dev/null || fail "the build could not be configured."
targets=()
for room in "${rooms[@]}"; do
    targets+=("tests/auto/$room/all")
done
run_group cmake --build "$build" --target "${targets[@]}" || fail "the build failed."

# Counts of earlier runs are not of this one.
find "$build" -name '*.gcda' -delete
status=0
for room in "${rooms[@]}"; do
    run_group ctest --test-dir "$build/tests/auto/$room" --output-on-failure -j2 || status=1
done

for room in wire protocol; do
    say "src/$room: lines, then branches"
    cd "$build" # where the compiler ran
    for what in --print-summary --branches; do
        gcovr --root "$root" --object-directory "$build" --exclude-throw-branches \
            --filter "$root/src/$room/" "$what" "src/CMakeFiles/QImap4.dir/$room"
    done
done
exit "$status"
