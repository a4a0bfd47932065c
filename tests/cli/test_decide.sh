#!/bin/sh
# nixie suppress, retry, hold, ignore, forget, protect, show, undo, redo, log, release, delivered, purge
. "$(dirname "$0")/../tap.sh"

state() { # ADDRESS: its decision, as export tells it
    "$NIXIE" export --what all --format tsv | awk -F'\t' -v a="$1" 'tolower($1) == tolower(a) {print $2}'
}

run suppress anna@one.example Bert@One.Example
exits 'addresses are suppressed' 0
says 'how many is said' '^suppress: 2 addresses$'
is 'one stands' suppress "$(state anna@one.example)"
is 'the other as it was spelt' suppress "$(state Bert@One.Example)"
is 'the ledger is for its owner alone' 600 "$(stat -c %a "$XDG_STATE_HOME/nixie/ledger.db")"
run suppress ANNA@one.example
says 'what stands already is told' '1 stood so already'
run show anna@one.example
says 'show tells the decision' 'decision  *suppress'
says 'and who made it' 'since  *2025-11-21 10:00 by '

run retry carl@two.example
run show carl@two.example
says 'a retry has a date' 'not before  *2025-11-22 10:00'
run retry --until 2025-12-01 carl@two.example
run show carl@two.example
says 'which can be chosen' 'not before  *2025-12-01 00:00'
run hold --cause corp/blocked dora@three.example
run hold --cause corp/blocked --note 'ticket 12' emil@three.example
run release
says 'causes are listed' '^ *2  corp/blocked$'
run release corp/blocked
says 'and released at once' '^release: 2 addresses$'
is 'the hold is gone' '' "$(state dora@three.example)"
run release corp/blocked
exits 'a cause that holds nobody is status 1' 1
run ignore fred@one.example
is 'ignored' ignore "$(state fred@one.example)"
run forget fred@one.example
is 'forgotten' '' "$(state fred@one.example)"

printf 'gina@one.example\n# a comment\n\nnot an address\nhugo@one.example\n' >"$T/list"
run suppress - <"$T/list"
exits 'a line that is no address is status 1' 1
complains 'and said' 'not an address'
is 'the rest is done' suppress "$(state hugo@one.example)"
run undo
says 'undo takes back the last act as a whole' '2 addresses'
is 'both' ' ' "$(state gina@one.example) $(state hugo@one.example)"
run redo
is 'redo makes it again' suppress "$(state gina@one.example)"
run log
says 'the log has the acts' ' suppress  *gina@one.example and 1 more'
says 'and what took them back' 'takes back'
run log 1
says 'and the addresses of one' '^-  *->  *suppressed  *ANNA@one.example'

run log 9999
exits 'an act that is none is status 1' 1
complains 'and said' 'there is no act 9999'
run hold --cause '' zara@one.example
exits 'a hold for no cause is status 2' 2
is 'and none stands' '' "$(state zara@one.example)"

run protect ivan@one.example
run suppress ivan@one.example judy@one.example
exits 'a protected address in bulk is status 3' 3
complains 'and is named' 'ivan@one.example: protected'
is 'it is left out' '' "$(state ivan@one.example)"
is 'the other is not' suppress "$(state judy@one.example)"
run protect --off ivan@one.example
run suppress ivan@one.example kim@one.example
exits 'protection can be taken off' 0

run retry lena@one.example
printf '%s\n' 'Nov 21 09:00:00 mta postfix/smtp[1]: A1: to=<lena@one.example>, relay=mx.one.example[192.0.2.1]:25, status=sent (250 ok)' \
    'Nov 21 09:00:00 mta postfix/smtp[1]: A2: to=<anna@one.example>, relay=mx.one.example[192.0.2.1]:25, status=bounced (550 no)' >"$T/log"
run delivered - <"$T/log"
says 'deliveries are read from a log' '^delivered: 1 address$'
is 'and end a retry' '' "$(state lena@one.example)"
is 'but no bounce does' suppress "$(state anna@one.example)"
mkdir "$T/late"
bounce lara@one.example 5.2.2 '552 5.2.2 mailbox full' '2025-11-20 12:00' >"$T/late/1.eml"
own_config
"$NIXIE" accept "$T/late" >"$T/null"
is 'a full mailbox waits' retry "$(state lara@one.example)"
sent='postfix/smtp[1]: A1: to=<lara@one.example>, relay=mx.one.example[192.0.2.1]:25, status=sent (250 ok)'
for line in "2025-11-20T12:59:59+01:00 mta $sent" "Nov 20 11:59:59 mta $sent" "Dec  1 10:11:12 mta $sent" \
    '2025-11-20 11:59:59 1abCDE-0001AB-CD => lara@one.example R=dns T=smtp H=mx.one.example [192.0.2.1]'; do
    echo "$line" | "$NIXIE" delivered - >"$T/null"
    is "what was delivered before the bounce does not end it: ${line%% *}" retry "$(state lara@one.example)"
done
for line in "Nov 20 12:00:01 mta postfix/smtp[1]: A1: to=<lara@one.example>, relay=filter.ours.example[192.0.2.1]:25, status=sent (250 ok)" \
    "Nov 20 12:00:01 mta postfix/smtp[1]: A1: to=<x@one.example>, relay=none, status=bounced (550 => lara@one.example $sent)" \
    '2025-11-20 12:00:01 1abCDE-0001AB-CD ** x@one.example: 550 moved => lara@one.example' \
    'Nov 20 12:00:01 mta sshd[1]: to=<lara@one.example>, relay=mx.one.example[192.0.2.1]:25, status=sent (250 ok)'; do
    echo "$line" | "$NIXIE" delivered - >"$T/null" 2>&1
    is "a relay and foreign text prove nothing: ${line%%:*}" retry "$(state lara@one.example)"
done
run delivered - <<END
Nov 20 12:00:01 mta postfix/smtp[1]: A1: to=<lara@one.example>, relay=filter.ours.example[192.0.2.1]:25, status=sent (250 ok)
END
complains 'what it does not believe, it says' '1 delivery was not to a host of the recipient.s domain'
exits 'and that is no failure' 0
run delivered - <<END
Nov 21 09:00:00 mta postfix/smtp[1]: A2: to=<anna@one.example>, relay=mx.one.example[192.0.2.1]:25, status=bounced (550 no)
Nov 21 09:00:00 mta postfix/qmgr[1]: A2: removed
END
exits 'a log that tells of no delivery is no failure' 0
complains 'but it is said' '2 lines of a mail server.s log were read, and none of them tells of a delivery'
echo 'x => lara@one.example' >"$T/log"
run delivered - <"$T/log"
exits 'a log of nobody known is status 1' 1
complains 'and it says so' 'its 1 line is of no mail server that is known'
printf '%s\n' "Nov 20 12:00:01 mta $sent" "$line" | "$NIXIE" delivered - >"$T/null" 2>&1
is 'what was delivered after it does' '' "$(state lara@one.example)"

run purge anna@one.example </dev/null
exits 'a purge wants to be asked for' 3
run purge --yes anna@one.example
exits 'and is done then' 0
is 'the address is gone' '' "$(state anna@one.example)"
ok 'from the file too' sh -c '! grep -aq anna@one "$1"/*' sh "$XDG_STATE_HOME/nixie"

run suppress
exits 'no address is status 2' 2
run hold --until 2025-12-01 a@b.example
exits 'an option that makes no sense is status 2' 2
run suppress -- -o@b.example
exits 'behind -- an address may begin with a dash' 0
"$NIXIE" hold emma@three.example >"$T/null"
run release -- -/undefined
exits 'and so may a cause' 0
run undo nonsense
exits 'an act that is no number is status 2' 2
run undo 9999
exits 'an act that is not there is status 1' 1
mkdir "$T/blocked"
run --ledger "$T/blocked" suppress a@b.example
exits 'a ledger that cannot be opened is status 1' 1
complains 'and is named' "$T/blocked"
done_testing
