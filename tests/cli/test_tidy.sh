#!/bin/sh
# nixie tidy: what is stale, with the command for each, and old events deleted
. "$(dirname "$0")/../tap.sh"
own_config
run tidy
exits 'without a ledger: status 1' 1
some_bounces "$T/box"
"$NIXIE" accept "$T/box" >"$T/null"
run tidy
is 'of what is fresh nothing is stale' 'nothing is stale' "$(cat "$T/out")"
cp "$XDG_STATE_HOME/nixie/ledger.db" "$T/before.db"

NIXIE_NOW=2025-12-20T10:00:00Z run tidy
silent_on 'a hold of 29 days is not' release
NIXIE_NOW=2025-12-21T10:00:00Z run tidy
says 'one of 30 is' '^held for 30 days'
says 'and what to do is said' "^    nixie release -- '-/blocked'\$"
"$NIXIE" delivered anna@one.example >"$T/null"
run tidy
silent_on 'mail that went through when it was suppressed says nothing' 'nixie forget'
NIXIE_NOW=2025-11-22T10:00:00Z "$NIXIE" delivered anna@one.example >"$T/null"
run tidy
says 'later mail that did' "nixie forget -- 'anna@one.example'"
"$NIXIE" ignore odo@four.example >"$T/null"
bounce odo@four.example 5.1.1 '550 5.1.1 <odo@four.example>: user unknown' '2025-11-22 08:00' >"$T/odo.eml"
bounce pia@four.example 5.2.2 '552 5.2.2 mailbox full' '2025-11-22 08:00' >"$T/pia.eml"
"$NIXIE" ignore pia@four.example >"$T/null"
NIXIE_NOW=2025-11-23T10:00:00Z "$NIXIE" accept "$T/odo.eml" "$T/pia.eml" >"$T/null"
run tidy
says 'who was ignored and is dead' "nixie suppress -- 'odo@four.example'"
silent_on 'not who is full' pia
run export --what all
is 'nobody was decided about' 6 "$(wc -l <"$T/out")"

run tidy --sightings -y
exits 'how long events are kept is to be set' 2
complains 'and said' 'keep='
printf '[ledger]\nkeep = 99d\n' >>"$XDG_CONFIG_HOME/nixie/nixie.conf"
run tidy --sightings -y
exits 'guards need 100 days' 2
sed -i 's/99d/100d/' "$XDG_CONFIG_HOME/nixie/nixie.conf"
export NIXIE_NOW=2026-02-28T08:00:30Z
run tidy --sightings
exits 'unless somebody says yes nothing is done' 3
run tidy --sightings -y
says 'old events go' 'tidy: 2 events from before 2025-11-20 deleted for good; this cannot be undone'
exits 'as is said' 0
run show --format json anna@one.example
ok 'what was counted stays' grep -q '"count":2' "$T/out"
ok 'events are gone' grep -q '"events":\[\]' "$T/out"
run show --format json odo@four.example
ok 'younger ones stay' grep -q '"events":\[{' "$T/out"
"$NIXIE" accept "$T/box" >"$T/null"
run show --format json anna@one.example
ok 'their messages do not count again' grep -q '"count":2' "$T/out"
run ledger check
exits 'and the ledger is sound' 0
run undo
ok 'it is no act that undo takes' sh -c '! grep -q tidy "$1"' sh "$T/out"
run tidy now
exits 'it takes no arguments' 2
run tidy --yes
exits 'and asks about nothing else' 2
done_testing
