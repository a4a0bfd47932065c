#!/bin/sh
# bench.sh BUILD: see tests/bench/bench.pl
set -eu
.ci/need bench
exec perl tests/bench/bench.pl "$1"
