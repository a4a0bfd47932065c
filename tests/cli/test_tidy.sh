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
NIXIE_NOW=2025-11-20T07:59:59Z "$NIXIE" delivered anna@one.example >"$T/null"
run tidy
silent_on 'mail that went through before it bounced says nothing' 'nixie forget'
NIXIE_NOW=2025-11-22T10:00:00Z "$NIXIE" delivered anna@one.example >"$T/null"
run tidy
says 'later mail that did' "nixie forget -- 'anna@one.example'    # suppressed by advice 2025-11-21; mail went through 2025-11-22"
says 'as a contradiction' '^contradicted: suppressed, though'
bounce abel@four.example 5.1.1 '550 5.1.1 <abel@four.example>: user unknown' '2025-11-23 08:00' >"$T/abel.eml"
"$NIXIE" suppress abel@four.example >"$T/null"
NIXIE_NOW=2025-11-22T10:00:00Z "$NIXIE" delivered abel@four.example >"$T/null"
run tidy
says 'of whoever decided' "nixie forget -- 'abel@four.example'    # suppressed by .* 2025-11-21; mail"
NIXIE_NOW=2025-11-24T10:00:00Z "$NIXIE" accept "$T/abel.eml" >"$T/null"
run tidy
silent_on 'until it bounces once more' abel
"$NIXIE" forget abel@four.example >"$T/null"
cat >"$T/complaint.csv" <<END
address,reason,class
cora@four.example,feedback,complaint
END
"$NIXIE" import --format csv "$T/complaint.csv" >"$T/null"
NIXIE_NOW=2025-11-22T10:00:00Z "$NIXIE" delivered cora@four.example >"$T/null"
run tidy
silent_on 'who complained gets mail, and that is no contradiction' cora
"$NIXIE" ignore odo@four.example >"$T/null"
bounce odo@four.example 5.1.1 '550 5.1.1 <odo@four.example>: user unknown' '2025-11-22 08:00' >"$T/odo.eml"
bounce pia@four.example 5.2.2 '552 5.2.2 mailbox full' '2025-11-22 08:00' >"$T/pia.eml"
"$NIXIE" ignore pia@four.example >"$T/null"
NIXIE_NOW=2025-11-23T10:00:00Z "$NIXIE" accept "$T/odo.eml" "$T/pia.eml" >"$T/null"
run tidy
says 'who was ignored and is dead' "nixie suppress -- 'odo@four.example'    # ignored by .* 2025-11-21; 2025-11-22 550 5.1.1"
"$NIXIE" ignore --scope weekly odo@four.example >"$T/null"
run tidy
says 'in a scope, too' "nixie suppress --scope 'weekly' -- 'odo@four.example'"
silent_on 'not who is full' pia
run export --what all
is 'nobody was decided about' 7 "$(wc -l <"$T/out")"

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
