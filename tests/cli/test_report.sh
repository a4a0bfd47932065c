#!/bin/sh
# nixie report
. "$(dirname "$0")/../tap.sh"
some_bounces "$T/box"

run report --format jsonl "$T/box"
exits 'a folder is read' 0
is 'one line per event' 6 "$(wc -l <"$T/out")"
is 'in the order of the file names' '1.eml 2.eml 3.eml 4.eml 5.eml 6.eml' "$(values file)"
is 'the index counts from one' '1 2 3 4 5 6' "$(values index)"
is 'reasons' 'userunknown userunknown mailboxfull blocked userunknown' "$(values reason kind=bounce)"
is 'a delay is no failure' delay "$(values kind recipient=emil@four.example)"
is 'what is not known is null, and not missing' 'null null null null null null' "$(values decision)"
cp "$T/out" "$T/folder.jsonl"

as_mbox "$T/box" >"$T/mbox"
without "$T/folder.jsonl" file mailbox offset >"$T/expected"
same() { # as the folder, but for where the messages stand
    without "$T/out" file mailbox offset | cmp -s - "$T/expected"
}
run report --format jsonl "$T/mbox"
ok 'an mbox of the same messages gives the same' same
is 'a message in an mbox is named by its number' mbox:2 "$(values file index=2)"
run report --format jsonl - <"$T/mbox"
ok 'standard input gives the same' same
run report --format jsonl - <"$T/box/3.eml"
is 'one message on standard input' carl@two.example "$(values recipient)"

mkdir -p "$T/maildir/cur" "$T/maildir/new" "$T/maildir/tmp"
cp "$T/box/1.eml" "$T/maildir/new/1763625600.1.host"
cp "$T/box/2.eml" "$T/maildir/cur/1763625660.2.host:2,S"
run report --format jsonl "$T/maildir"
is 'a Maildir' '1763625600.1.host 1763625660.2.host:2,S' "$(values file)"
run report --format jsonl "$T/box" "$T/maildir"
is 'several mailboxes, one after the other' 8 "$(wc -l <"$T/out")"

run report "$T/box"
says 'text is for people' '^carl@two.example  *soft  *mailbox full  *5.2.2  *552 5.2.2 mailbox full$'
says 'a delay looks like none of the failures' '^emil@four.example  *delay  '
run report --limit 'class:hard domain:one.example' "$T/box"
is 'a limit' 3 "$(wc -l <"$T/out")"
run report --explain --limit 'class:soft' "$T/box"
says 'why' 'advice  *retry'
says 'and why nothing else' 'not suppress  *full mailboxes'
run report --format csv "$T/box"
is 'csv has a line of names' file,mailbox,index "$(head -n 1 "$T/out" | cut -d, -f1-3)"
says 'csv quotes addresses' ',"carl@two.example",'
run report --format tsv "$T/box"
is 'tsv has as many cells everywhere' "$(head -n 1 "$T/out" | tr '\t' '\n' | wc -l)" "$(awk -F'\t' '{print NF}' "$T/out" | sort -u)"
run report --format paths0 --limit 'domain:one.example' "$T/box" "$T/mbox"
is 'paths for xargs -0' "$T/box/1.eml $T/box/2.eml $T/box/5.eml $T/mbox" "$(tr '\0' ' ' <"$T/out" | sed 's/ $//')"

{
    sed '/^Status:/a Final-Log-ID: K9\nLast-Attempt-Date: Fri, 20 Nov 2026 11:00:00 +0100\nWill-Retry-Until: Sun, 22 Nov 2026 11:00:00 +0100' "$T/box/3.eml" |
        sed '/^Reporting-MTA:/a Arrival-Date: Thu, 19 Nov 2026 10:00:00 GMT'
} >"$T/facts.eml"
run report --format jsonl "$T/facts.eml"
is 'when it was tried last' 2026-11-20T10:00:00Z "$(values last_attempt)"
is 'until when it is tried' 2026-11-22T10:00:00Z "$(values will_retry_until)"
is 'when the message came there' 2026-11-19T10:00:00Z "$(values arrival_date)"
is 'under which name it stands in the log' K9 "$(values final_log_id)"
is 'what type of system said so' smtp "$(values diagnostic_type)"
is 'where the bounce would bounce to' '<>' "$(values return_path)"
run report --format jsonl --limit 'last_attempt:2026-11-20 diagnostic_type:smtp' "$T/facts.eml"
is 'a limit may ask for them' 1 "$(wc -l <"$T/out")"
run report --format jsonl --limit '!last_attempt:2026-11-20' "$T/facts.eml"
is 'and for what they are not' 0 "$(wc -l <"$T/out")"

sed "/^Diagnostic-Code:/a \ $(printf '%09000d' 0)" "$T/box/3.eml" >"$T/large.eml"
run report --format jsonl "$T/large.eml"
exits 'what was not read whole is status 1' 1
complains 'one line names the message, and what is left out' 'large.eml: too large to be read whole; left out: the end of a diagnostic$'
says 'and so does its field' '"cut":\["diagnostic"\]'

run report "$T/none" "$T/box"
exits 'a mailbox that is not there is status 1' 1
complains 'and one line that names it' "^nixie: $T/none: "
is 'the rest is done' 6 "$(wc -l <"$T/out")"
run report --limit 'class:purple' "$T/box"
exits 'a wrong limit is status 2' 2
complains 'and names the column' 'column 7: .*purple'
run report --format xls "$T/box"
exits 'a wrong format is status 2' 2
run report
exits 'no mailbox is status 2' 2
run report --colour "$T/box"
exits 'a wrong option is status 2' 2
complains 'and one line' '^nixie: report: .*--colour'

printf 'Subject: \033[31mred\033]0;title\007\nFrom: a@b.example\n\nhi \033[2J\n' >"$T/evil"
run report "$T/evil"
ok 'no escape reaches the terminal' sh -c '! grep -q "$(printf "\033")" "$1"' sh "$T/out"
LC_ALL=C run report --limit 'domain:two.example' "$T/box"
says 'plain C works' '^carl@two.example'
cp "$T/box/1.eml" "$T/report"
cd "$T" || exit 1
run report ./report
exits 'a mailbox with the name of a command is ./NAME' 0
run --ledger "$T/l.db" report --format jsonl box
is 'options may stand before the command' 6 "$(wc -l <"$T/out")"
mkdir -p "$XDG_DATA_HOME/nixie/lists.d"
printf 'domain\tclass\none.example\tdisposable\nbad.example\tmoon\n' >"$XDG_DATA_HOME/nixie/lists.d/mine.tsv"
run report --limit is:disposable --ledger "$T/lists.db" box
complains 'a broken list is named by whoever uses it' 'lists.d/mine.tsv:3: a row is a domain, its class'
exits 'and the rest of it stands' 0
ok 'reading makes no ledger' [ ! -e "$T/l.db" ]
done_testing
