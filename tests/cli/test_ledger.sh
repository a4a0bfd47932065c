#!/bin/sh
# nixie ledger: check, backup, compact; nixie protect without an address
. "$(dirname "$0")/../tap.sh"
L=$XDG_STATE_HOME/nixie/ledger.db

for what in check "backup $T/copy.db" compact; do
    run ledger $what
    exits "ledger $what without a ledger is status 1" 1
    complains 'and said' 'no ledger at .*/ledger.db'
done
ok 'and makes neither' [ ! -e "$L" -a ! -e "$T/copy.db" ]
run protect
exits 'nobody is protected' 0
is 'which is an empty list' '' "$(cat "$T/out")"
ok 'that makes no ledger' [ ! -e "$L" ]

"$NIXIE" suppress anna@one.example bert@one.example >"$T/null"
"$NIXIE" retry carl@two.example >"$T/null"
run ledger check
exits 'a sound ledger' 0
says 'is called so' 'ledger.db: sound'

run ledger backup "$T/copy.db"
exits 'a copy' 0
says 'which keeps what is purged later, as it says' 'copy.db: .*purged from now on stays in it'
is 'is for its owner alone' 600 "$(stat -c %a "$T/copy.db")"
"$NIXIE" suppress dora@one.example >"$T/null"
run --ledger "$T/copy.db" export --what all
is 'and has what stood then' 'anna@one.example bert@one.example carl@two.example' "$(sort "$T/out" | tr '\n' ' ' | sed 's/ $//')"
run --ledger "$T/copy.db" undo -y
exits 'it is a ledger like any other' 0
run --ledger "$T/copy.db" ledger check
exits 'and sound' 0
echo precious >"$T/there"
run ledger backup "$T/there"
exits 'an existing file stays, status 1' 1
is 'as it is' precious "$(cat "$T/there")"
complains 'and is named' 'there: this file exists already'
run ledger backup "$T/no/folder/copy.db"
exits 'where there is no folder' 1
complains 'that is said' 'copy.db: No such file'
is 'nothing is left beside' '' "$(ls "$T" | grep 'copy.db\..')"

i=0
while [ $i -lt 400 ]; do
    echo "user$i@five.example"
    i=$((i + 1))
done >"$T/many"
"$NIXIE" suppress --note "$(head -c 2000 /dev/zero | tr '\0' x)" - <"$T/many" >"$T/null"
"$NIXIE" purge -y - <"$T/many" >"$T/null"
before=$(stat -c %s "$L")
run ledger compact
exits 'a ledger is made small again' 0
says 'and says how small' 'compact: .* was '
ok 'which it is' [ "$(stat -c %s "$L")" -lt "$before" ]
run export --what all
is 'with all that is in it' 'anna@one.example bert@one.example carl@two.example dora@one.example' "$(sort "$T/out" | tr '\n' ' ' | sed 's/ $//')"

size=$(stat -c %s "$T/copy.db")
"$NIXIE" --ledger "$T/copy.db" ledger compact >"$T/null"
# Half of its pages, whatever stands in which.
head -c $((size / 2)) /dev/zero | tr '\0' Z | dd of="$T/copy.db" bs=4096 seek=$((size / 4 / 4096)) conv=notrunc 2>"$T/null"
run --ledger "$T/copy.db" ledger check
exits 'a damaged one is status 1' 1
ok 'and says what of it' grep -q 'copy.db: ' "$T/err"
silent_on 'and not that it is sound' sound

for what in '' repair 'check it' backup 'backup a b' 'compact it'; do
    run ledger $what
    exits "ledger $what is wrong usage" 2
done

# ---- protect -------------------------------------------------------------------------------------------------------
mkdir -p "$XDG_CONFIG_HOME/nixie"
printf '[own]\naddresses = bounces@sender.example\ndomains = sender.example\n[protect]\naddresses = boss@one.example\ndomains = vip.example\n' >"$XDG_CONFIG_HOME/nixie/nixie.conf"
"$NIXIE" protect Tina@three.example anna@one.example >"$T/null"
"$NIXIE" protect --off anna@one.example >"$T/null"
run protect
exits 'who is protected is listed' 0
is 'by hand, and by the configuration' 'Tina@three.example
boss@one.example [protect]
@vip.example [protect]
bounces@sender.example [own]
@sender.example [own]' "$(sed 's/  */ /g' "$T/out")"
run protect --off
exits 'whom to protect no longer must be said' 2
done_testing
