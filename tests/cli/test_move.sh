#!/bin/sh
# A ledger moved by export and import: nothing of what was decided is lost; and lists that others kept
. "$(dirname "$0")/../tap.sh"
own_config
some_bounces "$T/box"
bounce rosa@two.example 4.2.2 '452 4.2.2 <rosa@two.example>: "over", quota; +1' '2025-11-19 08:00' >"$T/box/7.eml"
"$NIXIE" accept "$T/box" >"$T/null"
"$NIXIE" retry --note 'on holiday' --until 2025-11-22T00:00:00Z paul@two.example >"$T/null"
NIXIE_NOW=2025-11-21T12:00:00Z "$NIXIE" due --target mta >"$T/null"
NIXIE_NOW=2025-11-21T13:00:00Z "$NIXIE" suppress --note 'asked for it, by "phone"
=1+1' nora@one.example postmaster@one.example >"$T/null"
"$NIXIE" suppress postmaster@one.example >"$T/null"
"$NIXIE" suppress --scope weekly anna@one.example nora@one.example >"$T/null"
"$NIXIE" hold --scope 'the list; daily' --cause 'corp/blocked' quin@three.example >"$T/null"
"$NIXIE" hold --cause 'corp/rejected' quin@three.example >"$T/null"
"$NIXIE" ignore '"odd local"@five.example' sven@three.example >"$T/null"
"$NIXIE" suppress --domain retired.example >"$T/null"
"$NIXIE" delivered rosa@two.example >"$T/null"

for format in csv tsv jsonl; do
    "$NIXIE" export --what all --format $format >"$T/before"
    rm -rf "$T/new.db"
    NIXIE_NOW=2025-11-30T10:00:00Z run --ledger "$T/new.db" import --format $format "$T/before"
    exits "a ledger goes into $format" 0
    "$NIXIE" --ledger "$T/new.db" export --what all --format $format >"$T/after"
    ok "and comes out the same" cmp -s "$T/before" "$T/after"
    is 'which is all of it' 14 "$("$NIXIE" --ledger "$T/new.db" export --what all --format jsonl | wc -l)"
    NIXIE_NOW=2025-11-30T10:00:00Z run --ledger "$T/new.db" import --format $format "$T/before"
    says 'once more it changes nothing' ' 0 addresses of 14'
    run --ledger "$T/new.db" ledger check
    exits 'the new ledger is sound' 0
done
"$NIXIE" export --what all --format csv | tr -d '\r' | sed 's/,/;/g' >"$T/other"
run --ledger "$T/new.db" show rosa@two.example carl@two.example nora@one.example quin@three.example
says 'dates of decisions' '2025-11-21 13:00 by'
says 'notes' 'asked for it'
says 'causes' 'corp/rejected'
says 'scopes' 'the list; daily'
says 'the attempt that is on its way' 'handed over, waiting'
run --ledger "$T/new.db" release corp/blocked
says 'a cause can be released there' 'release: 1 address'
run --ledger "$T/new.db" undo -y
run --ledger "$T/new.db" undo -y 1
says 'and the import is one act' 'undo of act 1: 14 addresses'

# ---- Lists of others -----------------------------------------------------------------------------------------------
cat >"$T/foreign.txt" <<'END'
E-Mail;Reason;Created At;Type;Notes
ada@six.example;550 5.1.1 no such user;2024-03-01 10:00:00;Bounce;
bea@six.example;;1709287200;Spam Complaint;called us
cia@six.example;Unsubscribed;2024-03-01;;
dee@six.example;mailboxfull;soon;soft bounce;
nobody;;;;
END
for format in csv tsv; do
    [ $format = csv ] || tr ';' '\t' <"$T/foreign.txt" >"$T/foreign"
    [ $format = tsv ] || cp "$T/foreign.txt" "$T/foreign"
    run --ledger "$T/$format.db" import --format $format "$T/foreign"
    exits "a list of others as $format: what is no address is said" 1
    run --ledger "$T/$format.db" export --what all --format jsonl
    is 'everybody on it is suppressed' 'suppress suppress suppress suppress' "$(values decision)"
    is 'what the server said, and its codes' '550 5.1.1 no such user 550 5.1.1' "$(values diagnostic address=ada@six.example) $(values reply_code address=ada@six.example) $(values status address=ada@six.example)"
    is 'bounce or complaint' 'hard complaint complaint soft' "$(values class)"
    is 'why, where that is said' 'undefined feedback feedback mailboxfull' "$(values reason)"
    is 'since when' '2024-03-01T10:00:00Z 2024-03-01T10:00:00Z 2024-03-01T00:00:00Z 2025-11-21T10:00:00Z' "$(values since)"
    is 'what somebody noted' 'called us' "$(values note address=bea@six.example)"
    is 'and where it is from' "$T/foreign:2 $T/foreign:5" "$(values file address=ada@six.example) $(values file address=dee@six.example)"
done
cat >"$T/foreign.jsonl" <<'END'
{"recipient":"ada@six.example","type":"bounce","error":"552 5.2.2 mailbox full","created":"2024-03-01T10:00:00Z"}
{"email":"bea@six.example","type":"complaint"}
END
run --ledger "$T/jsonl.db" import --format jsonl "$T/foreign.jsonl"
exits 'lines of JSON' 0
run --ledger "$T/jsonl.db" export --what all --format jsonl
is 'say as much' 'hard complaint 5.2.2 2024-03-01T10:00:00Z' "$(values class) $(values status address=ada@six.example) $(values since address=ada@six.example)"
printf '@six.example\nada@six.example\n' >"$T/domain"
run --ledger "$T/domain.db" import --format text "$T/domain"
exits 'no list of others suppresses a domain' 1
run --ledger "$T/domain.db" export --what suppress
is 'as a whole' ada@six.example "$(cat "$T/out")"
printf 'email,decision,scope\nada@six.example,retry,weekly\nbea@six.example,hold,weekly\n' >"$T/scoped.csv"
run --ledger "$T/scoped.db" import --format csv "$T/scoped.csv"
exits 'a retry in a scope is none' 1
complains 'and said' "scoped.csv:2: attempts are an address's"
printf 'email,note\nada@six.example,"open\n"bea@six.example",x\n' >"$T/open.csv"
run --ledger "$T/open.db" import --format csv "$T/open.csv"
exits 'a quote that is never closed: status 1' 1
complains 'and said' 'open.csv:2: a quote is not closed'
done_testing
