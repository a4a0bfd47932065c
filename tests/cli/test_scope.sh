#!/bin/sh
# Decisions for one list only, and for whole domains; releases that lead somewhere; purges
. "$(dirname "$0")/../tap.sh"
S=$XDG_STATE_HOME/nixie

lines() {
    sort "$T/out" | tr '\n' ' ' | sed 's/ $//'
}

# ---- Scopes --------------------------------------------------------------------------------------------------------
"$NIXIE" suppress --scope weekly anna@one.example bert@one.example >"$T/null"
"$NIXIE" hold --scope daily --cause x/blocked anna@one.example >"$T/null"
"$NIXIE" suppress carl@two.example >"$T/null"
printf '%s\n' anna@one.example bert@one.example carl@two.example zoe@one.example >"$T/list"
run filter --list "$T/list"
is 'what was decided for one list does not hold for all' 'anna@one.example bert@one.example zoe@one.example' "$(lines)"
complains 'but it is said that there is more' '3 decisions hold in scopes only.*daily, weekly'
run filter --scope weekly --list "$T/list"
is 'it holds for that list, with what holds everywhere' zoe@one.example "$(lines)"
is 'without a word' '' "$(cat "$T/err")"
run filter --scope daily --list "$T/list"
is 'a hold as well' 'bert@one.example zoe@one.example' "$(lines)"
run filter --scope monthly --list "$T/list"
is 'and for no other' 'anna@one.example bert@one.example zoe@one.example' "$(lines)"
"$NIXIE" --ledger "$T/scoped.db" suppress --scope weekly anna@one.example >"$T/null"
run --ledger "$T/scoped.db" filter --scope monthly --list "$T/list"
exits 'a ledger with decisions for another list only is not empty' 0

run export --what suppress
is 'an export is of what holds everywhere' carl@two.example "$(lines)"
run export --what suppress --scope weekly
is 'with a scope, of what holds there' 'anna@one.example bert@one.example carl@two.example' "$(lines)"
"$NIXIE" suppress --scope weekly carl@two.example >"$T/null"
run export --what suppress --scope weekly
is 'each address once' 'anna@one.example bert@one.example carl@two.example' "$(lines)"
run export --what all --format jsonl
is 'all of it tells the scopes' 'daily weekly weekly null weekly' "$(values scope)"
run export --what all
is 'but a list without columns has what holds everywhere' carl@two.example "$(lines)"

run show anna@one.example
says 'show tells both' 'scope  *daily'
says 'and what they are' 'scope  *weekly'
run release x/blocked
exits 'a cause is released in scopes too' 0
run forget --scope weekly bert@one.example
says 'so is forgetting' 'forget: 1 address'
run filter --scope weekly --list "$T/list"
is 'of that list' 'bert@one.example zoe@one.example' "$(lines)"
run undo
run filter --scope weekly --list "$T/list"
is 'and undo' zoe@one.example "$(lines)"
run retry --scope weekly zoe@one.example
exits 'a retry is of an address, not of a list' 2
run suppress --scope '' zoe@one.example
exits 'no name is no scope' 2

# ---- Domains -------------------------------------------------------------------------------------------------------
own_config
run suppress --domain Retired.example
exits 'a domain that has retired' 0
printf '%s\n' olga@retired.example OLGA@RETIRED.example paul@sub.retired.example rosa@notretired.example >"$T/list"
run filter --list "$T/list"
is 'leaves out its addresses and no others' 'paul@sub.retired.example rosa@notretired.example' "$(lines)"
run show olga@retired.example
says 'which show tells' 'its domain  *suppressed'
run show rosa@notretired.example
silent_on 'of none but those' 'its domain'
run export --what suppress
says 'a list has it' '^@retired.example$'
run forget --domain retired.example
run filter --list "$T/list"
is 'forgotten, it is let through' 4 "$(wc -l <"$T/out")"
run suppress --domain sender.example
exits 'our own is not suppressed, status 3' 3
run suppress --domain gmail.com
exits 'nor is that of a large provider' 3
run suppress --domain localhost
exits 'a word is no domain' 1
run hold --domain retired.example
exits 'a domain is not held' 2

# ---- Releases ------------------------------------------------------------------------------------------------------
some_bounces "$T/box"
bounce odo@three.example 5.7.1 '550 5.7.1 your IP address is on a blocklist' '2025-11-20 09:03' >"$T/box/8.eml"
"$NIXIE" accept "$T/box" >"$T/null"
id='<1.dora.three.example2025.11.20.08.03@sender.example>'
run release --format json
is 'causes as JSON' '{"causes":[{"cause":"-/blocked","count":2}]}' "$(cat "$T/out")"
run release -/blocked --format json
exits 'a cause that begins with a dash is no option' 0
"$NIXIE" undo >"$T/null"
run release --format -/blocked
exits 'but for the value of one' 2
run release -- -/blocked
says 'who was held is given back' '^release: 2 addresses$'
says 'with what to send again' "dora@three.example  *$id\$"
run undo
run release --format csv --output "$T/again.csv" -- -/blocked
exits 'as a list' 0
ok 'that says it too' grep -q "dora@three.example.*$id" "$T/again.csv"
run undo
run release --format json -- -/blocked
perl "$(dirname "$0")/json_schema.pl" "$(dirname "$0")/../../doc/commands.schema.json" release <"$T/out" >"$T/faults"
ok 'or JSON' [ ! -s "$T/faults" ]
ok 'with the same' grep -q "\"address\":\"dora@three.example\",\"scope\":null,\"original_message_id\":\"$id\"" "$T/out"
run release --format json -- -/blocked
exits 'what holds nobody is status 1' 1

# ---- Purges --------------------------------------------------------------------------------------------------------
bounce vera@five.example 5.1.1 '550 5.1.1 <vera@five.example>: user unknown' '2025-11-20 09:00' >"$T/box/9.eml"
bounce uwe@five.example 5.1.1 '550 5.1.1 <uwe@five.example>: user unknown; try vera@five.example' '2025-11-20 09:01' >"$T/box/10.eml"
"$NIXIE" accept "$T/box" >"$T/null"
"$NIXIE" suppress --note 'vera@five.example rang' vera@five.example >"$T/null"
"$NIXIE" hold --cause 'vera@five.example/blocked' --scope 'vera@five.example' uwe@five.example >"$T/null"
printf '[session]\nmailboxes=/m/box;\nlimit=recipient:vera@five.example\nsort=arrival\ntags=anna@one.example;vera@five.example;\n' >"$S/session"
printf '[limits]\nv=recipient:vera@five.example or x\nh=class:hard\n' >"$S/limits"
printf 'limit\trecipient:vera@five.example\nlimit\tclass:hard\n' >"$S/history"
ok 'the state folder knows her' grep -rqi 'vera@five' "$S"
run purge -y Vera@five.example
exits 'a purge' 0
ok 'leaves nothing of her in the state folder' sh -c '! grep -rqi "vera@five" "$1"' sh "$S"
ok 'but all else' grep -q 'tags=anna@one.example;' "$S/session"
is 'limits' 'h=class:hard' "$(sed -n '$p' "$S/limits")"
is 'and what was typed' 'class:hard' "$(cut -f 2 "$S/history")"
is 'the files stay for their owner alone' 600 "$(stat -c %a "$S/session")"
run show uwe@five.example
says 'what was said of others has lost the mention' 'try (purged)'

printf 'vera@five.example\nzoe@one.example\n' >"$T/list"
run filter --list "$T/list"
is 'she is left out all the same' zoe@one.example "$(lines)"
run show vera@five.example
says 'show says that she was purged' '^  *purged '
says 'and what stands' 'decision  *suppress'
bounce vera@five.example 5.1.1 '550 5.1.1 <vera@five.example>: user unknown' '2025-11-21 09:00' >"$T/box/11.eml"
bounce wim@five.example 5.2.2 '552 5.2.2 full; see vera@five.example' '2025-11-21 09:01' >"$T/box/12.eml"
"$NIXIE" accept "$T/box" >"$T/null"
ok 'nothing of her comes back with the next mail' sh -c '! grep -rqi "vera@five" "$1"' sh "$S"
run show --format json vera@five.example
ok 'also not for programs' grep -q '"purged":true.*"events":\[\]' "$T/out"
run forget vera@five.example
says 'she can be forgotten by hand' 'forget: 1 address'
run filter --list "$T/list"
is 'and is mailed' 'vera@five.example zoe@one.example' "$(lines)"
run suppress vera@five.example
says 'or suppressed again' 'suppress: 1 address'
run filter --list "$T/list"
is 'and is not' zoe@one.example "$(lines)"
ok 'without her name' sh -c '! grep -rqi "vera@five" "$1"' sh "$S"
run log
exits 'the log is still told' 0
run ledger check
exits 'and the ledger sound' 0
done_testing
