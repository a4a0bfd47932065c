#!/bin/sh
# nixie accept
. "$(dirname "$0")/../tap.sh"
some_bounces "$T/box"

decided() { # what stands, "address decision" a line
    "$NIXIE" export --what all --format tsv | sed 1d | cut -f1,2 | tr '\t' ' '
}

run accept "$T/box"
exits 'without [own] it works' 0
is 'and suppresses nobody' 0 "$(decided | grep -c suppress)"
says 'naming the setting' '\[own\]'
rm -rf "$XDG_STATE_HOME/nixie"

own_config
run accept --dry-run "$T/box"
exits 'a dry run' 0
says 'tells what would be done' '^suppress  *anna@one.example$'
ok 'and makes no ledger' [ ! -e "$XDG_STATE_HOME/nixie/ledger.db" ]
run accept --max 1 "$T/box"
exits 'a bound stops it with status 3' 3
is 'and nothing is decided' '' "$(decided)"
run accept --limit 'domain:two.example' "$T/box"
is 'a limit' 'carl@two.example retry' "$(decided)"
run accept "$T/box"
exits 'it takes what is certain' 0
is 'as advised' 'anna@one.example suppress
bert@one.example suppress
carl@two.example retry
dora@three.example hold' "$(decided | sort)"
run show anna@one.example
is 'the events are in the history' 2 "$(grep -c '  5\.1\.1  ' "$T/out")"
run accept "$T/box"
is 'again changes nothing' 4 "$(decided | wc -l)"
run show anna@one.example
is 'and counts nothing twice' 2 "$(grep -c '  5\.1\.1  ' "$T/out")"
run report --format jsonl "$T/box"
is 'report knows the decisions' suppress "$(values decision file=1.eml)"
run report --limit is:undecided "$T/box"
is 'a limit does too' 1 "$(wc -l <"$T/out")"
run undo
is 'one undo takes it all back' 'carl@two.example retry' "$(decided)"
run accept --max 0 "$T/box"
exits 'no suppression at all may be asked for' 3
run accept --max -2 "$T/box"
exits 'fewer is status 2' 2

# What comes by the same name is not the same message.
for day in 10 12 14; do
    bounce zoe@six.example 5.1.1 '550 5.1.1 user unknown' "2025-11-$day" >"$T/one.eml"
    "$NIXIE" accept "$T/one.eml" >"$T/null"
    bounce yan@six.example 5.1.1 '550 5.1.1 user unknown' "2025-11-$day" | "$NIXIE" accept - >"$T/null"
done
run show zoe@six.example
is 'each message that a file held counts' 3 "$(grep -c '  5\.1\.1  ' "$T/out")"
run show yan@six.example
is 'so does each that was piped in' 3 "$(grep -c '  5\.1\.1  ' "$T/out")"
run accept
exits 'no mailbox is status 2' 2
done_testing
