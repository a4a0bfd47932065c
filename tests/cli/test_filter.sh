#!/bin/sh
# nixie filter: which lists it reads, and that it never lets through whom it was not asked to
. "$(dirname "$0")/../tap.sh"

lines() {
    sort "$T/out" | tr '\n' ' ' | sed 's/ $//'
}

# nothing NAME PATTERN: status 1, nothing on standard output, one sentence.
nothing() {
    exits "$1: status 1" 1
    is 'and nothing is passed on' '' "$(cat "$T/out")"
    complains 'which is said' "$2"
}

# ---- Ledgers that would let everybody through ----------------------------------------------------------------------
echo zoe@one.example >"$T/recipients"
run filter --list "$T/recipients"
nothing 'without a ledger' 'no ledger at .*/ledger.db: nothing was passed on'
ok 'and none is made' [ ! -e "$XDG_STATE_HOME/nixie/ledger.db" ]
run filter --allow-empty --list "$T/recipients"
exits 'a first send' 0
is 'may pass everybody' zoe@one.example "$(lines)"

: >"$T/empty.db"
run --ledger "$T/empty.db" filter --list "$T/recipients"
nothing 'a ledger of 0 bytes' 'empty.db: this file is empty and no ledger'
run --ledger "$T/empty.db" filter --allow-empty --list "$T/recipients"
nothing 'which may have been one, whatever one says' 'empty.db: this file is empty and no ledger'
"$NIXIE" --ledger "$T/none.db" suppress zoe@one.example >"$T/null"
"$NIXIE" --ledger "$T/none.db" forget zoe@one.example >"$T/null"
run --ledger "$T/none.db" filter --list "$T/recipients"
nothing 'a ledger without a decision' 'no decision in .*/none.db'
echo 'this is no ledger, whatever its name says' >"$T/text.db"
run --ledger "$T/text.db" filter --allow-empty --list "$T/recipients"
nothing 'a file that is no ledger, --allow-empty or not' 'text.db'
mkdir "$T/folder.db"
run --ledger "$T/folder.db" filter --allow-empty --list "$T/recipients"
nothing 'a folder in its place' 'folder.db'

"$NIXIE" suppress anna@one.example bert@one.example >"$T/null"
"$NIXIE" retry carl@two.example >"$T/null"
"$NIXIE" hold --cause x/blocked dora@three.example >"$T/null"
"$NIXIE" ignore emil@three.example >"$T/null"

# ---- Lists as people have them -------------------------------------------------------------------------------------
printf '\357\273\277bert@one.example\nzoe@one.example\n' >"$T/recipients"
run filter --list "$T/recipients"
is 'a first line with an address in it is no heading, and a byte order mark no part of it' "$(printf '\357\273\277zoe@one.example')" "$(cat "$T/out")"
printf 'name,of a heading\n' >"$T/recipients"
printf '%s\n' zoe@one.example BERT@one.example carl@two.example '"dora@three.example",x' emil@three.example 'yan@one.example,y' >>"$T/recipients"
run filter --list "$T/recipients"
exits 'a list is filtered' 0
is 'of suppressed, paused and held, not of ignored' 'name,of a heading
zoe@one.example
emil@three.example
yan@one.example,y' "$(cat "$T/out")"
run filter <"$T/recipients"
is 'from standard input too' 4 "$(wc -l <"$T/out")"

printf 'Name;E-Mail;By\r\nAnna;Anna@One.example;zoe@one.example\r\nZoe;zoe@one.example;anna@one.example\r\n' >"$T/table"
run filter --list "$T/table"
is 'a table with semicolons, its heading kept, to the byte' "$(printf 'Name;E-Mail;By\r\nZoe;zoe@one.example;anna@one.example\r')" "$(cat "$T/out")"
run filter --column by --list "$T/table"
is 'by another column' 'Anna;Anna@One.example;zoe@one.example' "$(sed -n 2p "$T/out" | tr -d '\r')"
run filter --column 3 --list "$T/table"
is 'or by its number' 2 "$(wc -l <"$T/out")"
run filter --column whom --list "$T/table"
exits 'a column that is not there is wrong usage' 2
complains 'and those that are there are named' 'no column whom; the first row has: Name, E-Mail, By'
is 'with nothing passed on' '' "$(cat "$T/out")"
printf 'to;by\nzoe@one.example;yan@one.example\n' | tr ';' '\t' >"$T/two"
run filter --list "$T/two"
exits 'which of two columns of addresses it is, nobody guesses' 2
complains 'and that is said' 'several columns'

printf '%s\n' 'Anna Berg <anna@one.example>' '"Zoe, Z." <zoe@one.example>' | tee "$T/names" >"$T/null"
run filter --list "$T/names"
is 'names before addresses' '"Zoe, Z." <zoe@one.example>' "$(cat "$T/out")"
printf '%s\n' 'name,mail' '"of two' 'lines",anna@one.example' '"also' 'of two",zoe@one.example' >"$T/quoted.csv"
run filter --csv --list "$T/quoted.csv"
is 'a row goes as a whole' 'name,mail
"also
of two",zoe@one.example' "$(cat "$T/out")"
printf '%s\n' '{"id":1,"email":"anna@one.example"}' '{"id":2,"email":"zoe@one.example"}' >"$T/people.jsonl"
run filter --list "$T/people.jsonl"
is 'lines of JSON' '{"id":2,"email":"zoe@one.example"}' "$(cat "$T/out")"
sed 's/email/whom/' "$T/people.jsonl" >"$T/whom.jsonl"
run filter --column whom --list "$T/whom.jsonl"
is 'by a field' '{"id":2,"whom":"zoe@one.example"}' "$(cat "$T/out")"

# ---- What cannot be read -------------------------------------------------------------------------------------------
printf 'zoe@one.example\nnobody at all\nyan@one.example\nanna@one.example\n' >"$T/recipients"
run filter --list "$T/recipients"
exits 'a row that names nobody: status 1' 1
is 'and nothing is passed on, of those before it either' '' "$(cat "$T/out")"
ok 'it is named' grep -q 'recipients:2: this is no address$' "$T/err"
run filter --unreadable=drop --list "$T/recipients"
exits 'unless it is to be dropped' 0
is 'then the rest goes on' 'yan@one.example zoe@one.example' "$(lines)"
complains 'and it is said' 'recipients:2: this is no address, and was left out'
run filter --unreadable=pass --list "$T/recipients"
exits 'or passed' 0
is 'as it is' 'nobody at all yan@one.example zoe@one.example' "$(lines)"
run filter --unreadable=fail --list "$T/recipients"
exits 'fail is what is meant without it' 1
run filter --unreadable=perhaps --list "$T/recipients"
exits 'anything else is wrong usage' 2
yes 'no address' | head -n 40 | sed '1i zoe@one.example' >"$T/many"
run filter --unreadable=drop --list "$T/many"
is 'of many such rows the first ten are named, and the rest counted' '11 and 30 more rows' "$(wc -l <"$T/err") $(sed -n 's/.*: \(and .*\)/\1/p' "$T/err" | tail -n 1)"
printf '%s\n' 'name,mail' '"open,zoe@one.example' 'x,anna@one.example' >"$T/open.csv"
run filter --unreadable=pass --column mail --list "$T/open.csv"
nothing 'an open quote hides rows, whatever is to be passed' 'open.csv: line 2: a quote is not closed'
run filter --list "$T/not-there"
nothing 'a list that is not there' 'not-there: No such file'
: >"$T/blank"
run filter --list "$T/blank"
exits 'an empty list is one' 0

# ---- accept makes no ledger of nothing -----------------------------------------------------------------------------
run --ledger "$T/new/ledger.db" accept "$T/no-such-mailbox"
exits 'a mailbox that cannot be opened: status 1' 1
ok 'and no ledger is made, nor its folder' [ ! -e "$T/new" ]
some_bounces "$T/box"
own_config
run --ledger "$T/new/ledger.db" accept "$T/no-such-mailbox" "$T/box"
exits 'one of two' 1
ok 'is taken in' [ -s "$T/new/ledger.db" ]
done_testing
