#!/bin/sh
# the log of a mail server as a mailbox: alone, beside the mails of the same bounces, rotated, and through accept
. "$(dirname "$0")/../tap.sh"
own_config
grep -q '^mta' "$XDG_CONFIG_HOME/nixie/nixie.conf" || printf 'mta=mta.sender.example\n' >>"$XDG_CONFIG_HOME/nixie/nixie.conf"

# told ADDRESS QUEUE-ID STATUS WORD TEXT: the lines that Postfix logs of it, the Message-ID as `bounce` makes it
told() {
    cat <<EOF
Nov 20 07:59:58 mta postfix/cleanup[1]: $2: message-id=<1.$(echo "$1" | tr -c 'A-Za-z0-9\n' .)@sender.example>
Nov 20 07:59:59 mta postfix/qmgr[1]: $2: from=<news@sender.example>, size=9, nrcpt=1 (queue active)
Nov 20 08:00:00 mta postfix/smtp[1]: $2: to=<$1>, relay=mx.${1#*@}[192.0.2.1]:25, delay=1, dsn=$3, status=$4 ($5)
EOF
}

mkdir "$T/mails"
: >"$T/mail.log"
for i in 1 2 3 4 5 6 7 8; do
    said="550 5.1.1 <u$i@d$i.example>: user unknown"
    bounce "u$i@d$i.example" 5.1.1 "$said" >"$T/mails/$i.eml"
    told "u$i@d$i.example" "4A$i" 5.1.1 bounced "host mx.d$i.example[192.0.2.1] said: $said (in reply to RCPT TO command)" >>"$T/mail.log"
done
told late@five.example 4B1 4.4.1 deferred 'connect to mx.five.example[192.0.2.1]:25: Connection timed out' >>"$T/mail.log"
told fine@six.example 4B2 2.0.0 sent '250 ok' >>"$T/mail.log"

run report --format jsonl "$T/mail.log"
exits 'a log is a mailbox' 0
is 'with an event for each that was refused or deferred' 9 "$(wc -l <"$T/out")"
is 'of the kinds they are' 'bounce bounce bounce bounce bounce bounce bounce bounce delay' "$(values kind)"
is 'with the host that refused it' mx.d1.example "$(values remote_mta recipient=u1@d1.example)"
is 'the queue id' 4A1 "$(values final_log_id recipient=u1@d1.example)"
is 'the message' '<1.u1.d1.example@sender.example>' "$(values original_message_id recipient=u1@d1.example)"
is 'the time' 2025-11-20T08:00:00Z "$(values arrived recipient=u1@d1.example)"
is 'its place' mail.log:1 "$(values file recipient=u1@d1.example)"
is 'and a verdict' 'userunknown certain' "$(values reason recipient=u1@d1.example) $(values confidence recipient=u1@d1.example)"
run report --format jsonl "$T/mails"
is 'which is that of the mail' 'userunknown certain' "$(values reason recipient=u1@d1.example) $(values confidence recipient=u1@d1.example)"

for both in "$T/mails $T/mail.log" "$T/mail.log $T/mails"; do
    # shellcheck disable=SC2086
    run report --limit seen:1 --format jsonl $both
    is 'a bounce in log and mailbox counts once' 16 "$(wc -l <"$T/out")"
done
sed 's/^Nov 20 08/Nov 21 09/' "$T/mail.log" >"$T/later.log"
run report --limit 'seen:>1' --format jsonl "$T/mails" "$T/later.log"
is 'a day later it is another' 16 "$(wc -l <"$T/out")"

run report --format jsonl - <"$T/mail.log"
is 'standard input may be a log' 9 "$(wc -l <"$T/out")"

run accept "$T/mail.log"
exits 'it is accepted as mails are' 0
is 'and whoever is dead is suppressed' 8 "$("$NIXIE" export --what suppress --format text | grep -c @)"
run accept "$T/mails"
run show --format json u1@d1.example
says 'once' '"count":1,'

head -2 "$T/mail.log" >"$T/old.log"
sed -n 3p "$T/mail.log" >"$T/new.log"
run report --format jsonl "$T/old.log" "$T/new.log"
is 'a log goes on where the one before it ended' '<1.u1.d1.example@sender.example>' "$(values original_message_id)"
run report --format jsonl "$T/new.log"
is 'alone it does not know the message' null "$(values original_message_id)"

printf 'Nov 20 08:00:00 mta qmail: delivery 7: failure: no\n' >"$T/nobody.log"
run report "$T/nobody.log"
exits 'a failure of nobody is status 1' 1
complains 'and said' 'nobody.log: line 1: 1 line from here on does not say whose mail'
done_testing
