#!/bin/sh
# bench.sh BUILD: tests/bench/bench.pl against other programs, a quarter of 2,000 addresses, in each of its modes,
# and how long address checks take
set -eu
.ci/need bench
perl tests/bench/bench.pl "$1"
for mode in plain due target; do
    QUARTER_TIMES=1 perl tests/bench/quarter.pl "$1" "${QUARTER_ADDRESSES:-2000}" $mode
done
perl tests/bench/check.pl "$1"
