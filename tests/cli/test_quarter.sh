#!/bin/sh
# A quarter at a small site: tests/bench/quarter.pl, which says what must be true of everybody at its end.
. "$(dirname "$0")/../tap.sh"

for mode in plain due target; do
    status=0
    perl "$(dirname "$0")/../bench/quarter.pl" "$BUILD" 100 $mode >"$T/out" 2>"$T/err" || status=$?
    exits "a quarter, $mode: nobody was mailed inside a pause, the dead are out, the living in" 0
    is 'and nothing was complained of' '' "$(cat "$T/err")"
    says 'the full ones are suppressed after their plan' '^ *full  *5  *5  *5  *5\.0$'
    says 'the dead after one send' '^ *dead  *8  *8  *8  *1\.0$'
    says 'and why the doubtful were left is told' 'left, over all runs: .*not certain'
done
# Nothing in it is left to chance.
ok 'the same again is the same' sh -c 'perl "$1" "$2" 100 target >"$3/again" && cmp -s "$3/out" "$3/again"' sh "$(dirname "$0")/../bench/quarter.pl" "$BUILD" "$T"

done_testing
