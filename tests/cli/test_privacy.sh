#!/bin/sh
# What is left of an address that was purged: nothing, in no file of the state folder, whatever was known of it before.
. "$(dirname "$0")/../tap.sh"
own_config
S=$XDG_STATE_HOME/nixie
mkdir -p "$S" "$T/box"
# A name that nothing else has, so that grep finds it wherever it hides; in two spellings.
bounce Quintessa.Vole@Burrow.example 5.1.1 '550 5.1.1 <Quintessa.Vole@burrow.example>: user unknown; try quintessa.vole@burrow.example' >"$T/box/1.eml"
bounce quintessa.vole@burrow.example 5.1.1 '550 5.1.1 <quintessa.vole@burrow.example>: gone' '2025-11-17 08:00' >"$T/box/2.eml"
bounce anna@one.example 5.1.1 '550 5.1.1 <anna@one.example>: not quintessa.vole@burrow.example either' >"$T/box/3.eml"
quiet() { "$NIXIE" "$@" >"$T/null" 2>&1; }
left() { # FOLDER: how many files still have the name, in any case, also quoted or in two bytes a character
    { grep -rlaiE 'quintessa|vole(@|%40|=40|\\u0040)burrow' "$1" || :; grep -rlaP 'q\x00u\x00i\x00n\x00t\x00e' "$1" || :; } | sort -u | wc -l
}
quiet accept "$T/box"
quiet retry --note 'quintessa.vole@burrow.example asked' --until 24h quintessa.vole@burrow.example
quiet hold --cause 'quintessa.vole@burrow.example/blocked' --scope weekly quintessa.vole@burrow.example
quiet suppress --note 'cousin of Quintessa.Vole@burrow.example' anna@one.example
quiet undo --yes
quiet suppress --note 'her cousin Quintessa.Vole@burrow.example' anna@one.example
quiet suppress quintessa.vole@burrow.example
quiet protect quintessa.vole@burrow.example
quiet protect --off quintessa.vole@burrow.example
quiet export --what suppress --target mta --format text -o "$T/list"
quiet due --within 90d --target mta
echo 'Nov 20 09:00:00 mta postfix/smtp[1]: A1: to=<quintessa.vole@burrow.example>, relay=mx.burrow.example[192.0.2.9]:25, dsn=2.0.0, status=sent (250 ok)' |
    quiet delivered -
printf '[session]\nmailboxes=/m/box;\nlimit=recipient:quintessa.vole@burrow.example\nsort=arrival\nrow=x\ntags=anna@one.example;quintessa.vole@burrow.example;\n' >"$S/session"
printf '[limits]\nq=recipient:Quintessa.Vole@burrow.example\n' >"$S/limits"
printf 'search\tquintessa.vole@burrow.example\nnote\tQuintessa.Vole@burrow.example rang\n' >"$S/history"
ok 'before, every file knows it' [ "$(left "$S")" -ge 4 ]
# Another program has the ledger open, so that its log is not taken in and away when nixie ends.
mkfifo "$T/hold"
"$NIXIE" suppress - <"$T/hold" >"$T/null" 2>&1 &
holder=$!
exec 9>"$T/hold"
run purge --yes quintessa.vole@burrow.example
exits 'it is purged' 0
exec 9>&-
wait $holder
is 'afterwards none does' 0 "$(left "$S")"
run ledger check
exits 'and the ledger is sound' 0
run ledger backup "$T/copy.db"
is 'a copy has nothing of it' 0 "$(left "$T/copy.db")"
run log --max 0
silent_on 'the log names it no more' -i 'quintessa'
run export --what all --format jsonl
silent_on 'nor does an export' 'uintessa'
run show anna@one.example
says 'of others all stays' 'decision  *suppress'
run purge --yes quintessa.vole@burrow.example
exits 'who is purged already may be purged again' 0
quiet accept "$T/box"
run filter <<'END'
quintessa.vole@burrow.example
END
is 'whose last decision still holds' '' "$(cat "$T/out")"
is 'all that is kept is its owner'\''s alone' '' "$(find "$S" -type f -perm /077)"
done_testing
