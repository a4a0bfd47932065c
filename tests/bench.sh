#!/bin/sh
# bench.sh BUILD CORPUS: tests/bench/bench.pl against other programs, a quarter of 2,000 addresses, in each of its modes,
# how long address checks take, and what blocks the inspector; before it, the slicer against GMime on 10,000 made and 100,000 spoilt
# messages, and on those of CORPUS
set -eu
.ci/need bench
[ ! -d "$2/messages" ] || export NX_SLICER_MESSAGES="$2/messages"
G_TEST_SRCDIR=$PWD/tests NX_SLICER_ROUNDS=50 "$1/tests/parse/test_slicer" >"$1/bench/slicer.log" 2>&1 || {
    tail -n 20 "$1/bench/slicer.log" >&2
    exit 1
}
sed -n 's/^# \(.* of .* are .*\)/slicer: \1/p' "$1/bench/slicer.log"
perl tests/bench/bench.pl "$1"
for mode in plain due target; do
    QUARTER_TIMES=1 perl tests/bench/quarter.pl "$1" "${QUARTER_ADDRESSES:-2000}" $mode
done
perl tests/bench/check.pl "$1"
tests/bench/screen.sh "$1" "${BENCH_EVENTS:-100000}"
