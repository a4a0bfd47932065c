#!/bin/sh
# nixie export, import, due
. "$(dirname "$0")/../tap.sh"

run --ledger "$T/nothing.db" export --what suppress --target mta --output "$T/none"
exits 'so is an export' 1
complains 'which says so too' 'no ledger at .*/nothing.db: nobody is left out'
ok 'and makes neither ledger nor list' [ ! -e "$T/nothing.db" -a ! -e "$T/none" ]
run due
exits 'nobody is due where nothing was decided' 0
complains 'which is said' 'no ledger at .*/ledger.db: nobody is due'
run --ledger "$T/nothing.db" due
exits 'a ledger that was named and is not there is status 1' 1

"$NIXIE" suppress anna@one.example bert@one.example >"$T/null"
"$NIXIE" retry carl@two.example >"$T/null"
"$NIXIE" hold --cause x/blocked dora@three.example >"$T/null"

lines() {
    sort "$T/out" | tr '\n' ' ' | sed 's/ $//'
}

run export --what suppress
is 'the suppressed' 'anna@one.example bert@one.example' "$(lines)"
run export --what paused
is 'the paused' carl@two.example "$(lines)"
run export --what all --format jsonl
is 'all four' 4 "$(wc -l <"$T/out")"
is 'as JSON' 'retry' "$(values decision address=carl@two.example)"
run export --what suppress --limit 'recipient:anna*'
is 'a limit' anna@one.example "$(lines)"

run export --what suppress --output "$T/list"
exits 'to a file' 0
is 'for its owner alone' 600 "$(stat -c %a "$T/list")"
run export --what suppress --output "$T/list"
exits 'an existing file stays, status 1' 1
complains 'and is named' "$T/list: "
run export --what suppress --output "$T/list" --force
exits 'unless told' 0

run export --what suppress --target mta --new
is 'a target is given all at first' 'anna@one.example bert@one.example' "$(lines)"
run export --what suppress --target mta --new
is 'then nothing' '' "$(lines)"
"$NIXIE" suppress emil@one.example >"$T/null"
run export --what suppress --target mta --new
is 'then what is new' emil@one.example "$(lines)"
"$NIXIE" forget anna@one.example >"$T/null"
run export --what suppress --target mta --removed
is 'what was released is told once' anna@one.example "$(lines)"
run export --what suppress --target mta --removed
is 'and not again' '' "$(lines)"
run export --what suppress --target other --new
is 'another target has had nothing' 'bert@one.example emil@one.example' "$(lines)"
run export --what suppress --target third --new --output "$T/list"
run export --what suppress --target third --new
is 'a file that could not be written is not recorded as given' 'bert@one.example emil@one.example' "$(lines)"

for format in csv tsv jsonl; do
    "$NIXIE" export --what all --format $format >"$T/before"
    run import --format $format "$T/before"
    says "importing our own $format changes nothing" ' 0 addresses'
    "$NIXIE" export --what all --format $format >"$T/after"
    ok "as $format again the same" cmp -s "$T/before" "$T/after"
done
"$NIXIE" export --what all >"$T/bare"
"$NIXIE" export --what all --format tsv >"$T/before"
run import --format text "$T/bare"
exits 'a bare list leaves alone what was decided otherwise, status 3' 3
ok 'and says so' grep -q 'carl@two.example: decided already' "$T/err"
"$NIXIE" export --what all --format tsv >"$T/after"
ok 'it turns nothing into a suppression' cmp -s "$T/before" "$T/after"
printf '%s\n' '{"address":"rita@six.example","decision":"retry","reason":"mailbox_full","status":"4.2.2","reply_code":452,"not_before":"2025-12-01T00:00:00Z","attempt":2,"file":"/m/box","rule":"a/b","diagnostic":"452 full"}' >"$T/retry"
run --ledger "$T/moved.db" import --format jsonl "$T/retry"
run --ledger "$T/moved.db" export --what all --format jsonl
is 'an imported retry keeps its evidence' '452 a/b /m/box' "$(values reply_code) $(values rule) $(values file)"
run --ledger "$T/moved.db" show rita@six.example
says 'and its attempt' 'attempt  *2 of 4'
printf 'email\nnina@five.example\npostmaster@five.example\nnonsense\n' >"$T/foreign.csv"
run import --format csv "$T/foreign.csv"
exits 'roles are left out of an import, status 3' 3
ok 'and said, as bad lines are' grep -q "foreign.csv:4: " "$T/err"
run export --what suppress --limit 'domain:five.example'
is 'the rest is in' nina@five.example "$(lines)"
run import --format csv "$T/nothing"
exits 'a list that is not there is status 1' 1
complains 'and said' 'nothing: No such file'
"$NIXIE" protect olga@five.example >"$T/null"
printf 'olga@five.example\n' >"$T/protected"
run import --format text "$T/protected"
exits 'who was protected by hand is left out too, status 3' 3

run due
is 'nobody is due today' '' "$(lines)"
run due --within 24h
is 'tomorrow somebody is' carl@two.example "$(lines)"
run due --within 24h --target mta
is 'but is not handed over before' '' "$(lines)"
complains 'which is said' 'carl@two.example: not due before 2025-11-22'
export NIXIE_NOW=2025-11-23T10:00:00Z
run export --what paused
is 'whom is due is not left out' '' "$(lines)"
run due --target mta
is 'the due are handed over' carl@two.example "$(lines)"
run due --target mta
is 'once' '' "$(lines)"
run show carl@two.example
says 'that is the attempt' 'handed over'

for command in export import due; do
    run $command --help
    says "$command tells its formats" '^  jsonl  *one JSON object on a line'
done
run export --what everything
exits 'what is not is status 2' 2
run export --what suppress --new
exits 'new for whom is status 2' 2
run export --what suppress --format xls
exits 'a format that is none is status 2' 2
run due --within soon
exits 'a time that is none is status 2' 2

# ---- Other programs
for format in $("$NIXIE" export --help | sed -n '/^Formats/,$p' | sed -n 's/^  \([a-z0-9-]*\) .*/\1/p') mandrill; do
    run export --help $format
    is "$format tells in two lines how it is loaded" 2 "$(grep -c '^  ' "$T/out")"
done
run export --help postfix-access
says 'as Postfix asks for it' 'check_recipient_access'
run import --help sendgrid
says 'import tells the same' 'api.sendgrid.com'
run export --help xls
exits 'of what is no format nothing, status 2' 2
run export --what suppress --format mandrill
exits 'what can only be read is not written, status 2' 2

"$NIXIE" --ledger "$T/odd.db" suppress -- "'=x@odd.example" =x@odd.example +1@odd.example jo@bücher.example jürgen@bücher.example '"a b"@odd.example' >"$T/null"
odd() {
    run --ledger "$T/odd.db" "$@"
}
odd export --what suppress --format csv
ok 'an address is written exactly' grep -q "^\"'=x@odd.example\"," "$T/out"
ok 'whatever it begins with' grep -q '^"=x@odd.example",' "$T/out"
odd export --what suppress --format csv --for-spreadsheet
ok 'a spreadsheet gets it guarded' grep -q "^\"'=x@odd.example\"," "$T/out"
ok 'and what looks guarded, too' grep -q "^\"''=x@odd.example\"," "$T/out"
for more in '' --for-spreadsheet; do
    for format in csv tsv; do
        odd export --what suppress --format $format $more
        cp "$T/out" "$T/odd.list"
        rm -f "$T/again.db"
        run --ledger "$T/again.db" import "$T/odd.list"
        says "$format $more is known for what it is" ' 6 addresses of 6 changed'
        run --ledger "$T/again.db" export --what suppress --format jsonl
        cp "$T/out" "$T/again"
        odd export --what suppress --format jsonl
        is 'and gives back the very addresses' "$(sed 's/,"decision.*//' "$T/out")" "$(sed 's/,"decision.*//' "$T/again")"
    done
done
odd export --what suppress --format ses-csv --for-spreadsheet
exits 'no service gets a guarded one, status 2' 2
odd export --what suppress --format exim
ok 'a map has both forms of a domain' [ "$(grep -c '^jo@' "$T/out")" = 2 ]
ok 'and quotes as its reader has them' grep -q '^"a b@odd.example": 5.2.1' "$T/out"
odd export --what suppress --format sendmail
exits 'what cannot stand there is left out, status 1' 1
complains 'and named' '"a b"@odd.example: an address with quotes'
odd --ascii export --what suppress --format csv
exits 'in ASCII nothing else is written, status 1' 1
ok 'not a byte' [ -z "$(LC_ALL=C tr -d '\0-\177' <"$T/out")" ]
complains 'and what cannot be is named' 'j.*rgen@.*: this address cannot be written in ASCII'
ok 'its domain can' grep -q 'jo@xn--bcher-kva.example' "$T/out"
odd --ascii export --what suppress --format jsonl
ok 'as JSON likewise' [ -z "$(LC_ALL=C tr -d '\0-\177' <"$T/out")" ]
odd --ascii show jürgen@bücher.example --format json
ok 'and of other answers' [ -z "$(LC_ALL=C tr -d '\0-\177' <"$T/out")" ]
odd export --what suppress --format ses-csv --part 2
exits 'a part that is none is empty' 0
is 'without a word' '' "$(lines)"
printf 'email,reason,detail,created_at,expires_at\nold@odd.example,soft-bounce,452 full,2024-01-01 00:00:00,2024-01-08 00:00:00\ngone@odd.example,hard-bounce,550 5.1.1 gone,2024-01-01 00:00:00,\n' >"$T/mandrill"
run --ledger "$T/again.db" import "$T/mandrill"
exits 'what is over there is left out, status 3' 3
complains 'and said' 'old@odd.example: its time there is over'
run --ledger "$T/again.db" show gone@odd.example
says 'the rest is kept with its code' '5.1.1'
says 'and its date' '2024-01-01'
done_testing
