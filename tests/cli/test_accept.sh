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

# What proves that it was ours.
printf '[own]\ndomains = sender.example\n' >"$T/plain.conf"
rm -rf "$XDG_STATE_HOME/nixie"
run accept --config "$T/plain.conf" --dry-run "$T/box"
silent_on 'headers that anybody may know suppress nobody' '^suppress '
says 'and it says what would prove more' 'for 2 nothing is lacking but proof.*\[own\] mta='
run report --config "$T/plain.conf" --format jsonl "$T/box"
is 'report has the proof' 'message-id message-id message-id message-id message-id message-id' "$(values proof)"
run report --config "$T/plain.conf" --explain --limit 'proof:message-id domain:two.example' "$T/box"
says 'explain says what it is' 'proof  *its Message-ID and From .*; .*mta='
run report --explain --limit 'proof:relay domain:two.example' "$T/box"
says 'and that nothing is wanting' 'proof  *a mail server of yours wrote it, and only servers of yours passed it on$'

sent() { # FILE: a configuration whose list of what was sent comes from there
    printf '[own]\ndomains = sender.example\nsent = %s\n' "$1" >"$T/sent.conf"
}
sed -n 's/^Message-ID: \(<1\..*>\)$/\1/p' "$T/box/1.eml" >"$T/id"
printf '%s\tAnna@one.example\n\n<2@sender.example>\n' "$(cat "$T/id")" >"$T/sent"
sent "$T/sent"
run accept --config "$T/sent.conf" --dry-run "$T/box"
is 'whom it was sent to agrees' 1 "$(grep -c '^suppress  *anna@one.example$' "$T/out")"
silent_on 'and nothing does for the others' '^suppress  *bert@'
run report --config "$T/sent.conf" --format jsonl --limit recipient:anna@one.example "$T/box"
is 'the better proof is named' 'sent message-id' "$(values proof)"
sent "| cat; cat '$T/sent'"
run accept --config "$T/sent.conf" --dry-run "$T/box"
says 'a command tells it too, with nothing on its standard input' '^suppress  *anna@one.example$'
is 'without a word' '' "$(cat "$T/err")"
id=$(cat "$T/id")
printf '%s\n' "Nov 20 08:00:00 mta postfix/cleanup[1]: A1: message-id=$id" \
    'Nov 20 08:00:01 mta postfix/smtp[1]: A1: to=<Anna@one.example>, relay=mx.one.example[192.0.2.1]:25, dsn=5.1.1, status=bounced (550 no)' >"$T/log"
sent "$T/log"
run accept --config "$T/sent.conf" --dry-run "$T/box"
is 'and so does the log of one'"'"'s own relay' 1 "$(grep -c '^suppress  *anna@one.example$' "$T/out")"
sed -i 's/to=<Anna@one.example>/to=<other@one.example>/' "$T/log"
run accept --config "$T/sent.conf" --dry-run "$T/box"
is 'if it has that recipient for that message' 0 "$(grep -c '^suppress  *anna@one.example$' "$T/out")"
sent "| cat '$T/sent'; exit 3"
run accept --config "$T/sent.conf" --dry-run "$T/box"
says 'what it printed counts' '^suppress  *anna@one.example$'
complains 'and that it failed is said' 'sent: it could not be read to its end'
sent "$T/nowhere"
run accept --config "$T/sent.conf" --dry-run "$T/box"
silent_on 'without the list nothing is certain' '^suppress '
complains 'and its name is said' "$T/nowhere: \[own\] sent: "
printf 'no address\tno address\n%s\tanna@one.example\n%5000s\n' "$(cat "$T/id")" x >"$T/sent"
sent "$T/sent"
run accept --config "$T/sent.conf" --dry-run "$T/box"
says 'wrong lines take no other with them' '^suppress  *anna@one.example$'
complains 'and are counted' '2 lines .* the first is line 1;'
sent "| echo run >>'$T/ran'"
run explain --config "$T/sent.conf" 5.1.1
ok 'what reads no mailbox asks nobody' [ ! -e "$T/ran" ]

run accept
exits 'no mailbox is status 2' 2
done_testing
