#!/bin/sh
# races.sh BUILD VALGRIND-BUILD: loading, accepting and the inspector under ThreadSanitizer, then under valgrind. Says what they found.
set -eu
build=$(cd "$1" && pwd)
plain=$(cd "$2" && pwd)
here=$(pwd)
T=$(mktemp -d)
trap 'rm -rf "$T"' EXIT
bad=0
mkdir -p "$T/box"
i=0
while [ $i -lt 40 ]; do # many small batches: more hand-overs
    for message in tests/mailboxes/hard/*.eml tests/mailboxes/layouts/*.eml; do
        i=$((i + 1))
        sed "s/^Message-ID: </&$i./" "$message" >"$T/box/$i.eml"
    done
done
export HOME="$T" XDG_STATE_HOME="$T/state" XDG_CONFIG_HOME="$T/config" TZ=UTC LC_ALL=C.UTF-8 NIXIE_NOW=2026-11-21T12:00:00Z G_SLICE=always-malloc

# check WHAT FILE...: says what stands in the reports.
check() {
    what=$1
    shift
    if cat "$@" 2>/dev/null | grep -qE 'WARNING: ThreadSanitizer|^==[0-9]+== (Invalid|Conditional|Use of|Syscall)'; then
        bad=1
        echo "not ok $what"
        cat "$@" | grep -E -A12 'WARNING: ThreadSanitizer|^==[0-9]+== (Invalid|Conditional|Use of|Syscall)' | head -n 60
    else
        echo "ok $what"
    fi
}

export TSAN_OPTIONS="suppressions=$here/tests/races/tsan.supp log_path=$T/tsan history_size=7 exitcode=0 ignore_noninstrumented_modules=1"
"$build/nixie" report "$T/box" >"$T/report" 2>/dev/null || :
check 'ThreadSanitizer: loading' "$T"/tsan.*
"$build/nixie" accept --dry-run "$T/box" >/dev/null 2>&1 || :
"$build/nixie" accept "$T/box" >/dev/null 2>&1 || :
check 'ThreadSanitizer: accepting' "$T"/tsan.*
python3 tests/races/walk.py "$build/nixie" "$T/box" || bad=1
check 'ThreadSanitizer: the inspector' "$T"/tsan.*
unset TSAN_OPTIONS
[ -s "$T/report" ] || { echo 'not ok nothing was read'; bad=1; }

rm -rf "$T/state"
for n in $(seq 41 2000); do rm -f "$T/box/$n.eml"; done
under="valgrind --quiet --error-exitcode=0 --leak-check=no --track-origins=no --suppressions=tests/races/valgrind.supp --log-file=$T/valgrind.%p"
$under "$plain/nixie" report "$T/box" >/dev/null 2>&1 || :
check 'valgrind: loading' "$T"/valgrind.*
$under "$plain/nixie" accept "$T/box" >/dev/null 2>&1 || :
check 'valgrind: accepting' "$T"/valgrind.*
python3 tests/races/walk.py $under "$plain/nixie" "$T/box" || bad=1
check 'valgrind: the inspector' "$T"/valgrind.*
exit $bad
