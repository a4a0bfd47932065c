#!/bin/sh
# nixie accept where guards speak, and how they are answered
. "$(dirname "$0")/../tap.sh"
own_config

dead() { # FOLDER FROM TO: unknown users of corp.example, one for each number
    mkdir -p "$1"
    for i in $(seq "$2" "$3"); do
        bounce "user$i@corp.example" 5.1.1 "550 5.1.1 <user$i@corp.example>: user unknown" '2025-11-20 08:00' >"$1/$i.eml"
    done
}

stand() { # how many are suppressed
    "$NIXIE" export --what suppress --format text | wc -l
}

dead "$T/a" 1 10
dead "$T/b" 11 30
bounce dora@three.example 5.1.1 '550 5.1.1 user unknown' '2025-11-20 08:00' >"$T/b/dora.eml"
for i in $(seq 1 20); do
    bounce "full$i@four.example" 4.2.2 '452 4.2.2 mailbox full' '2025-11-20 08:00' >"$T/b/full$i.eml"
done

run accept "$T/a"
exits 'ten dead ones are no alarm' 0
is 'and are taken' 10 "$(stand)"

run accept --guards "$T/b"
exits 'a guard that speaks is status 3' 3
says 'it says why' '^domain:corp.example: 30 newly dead addresses within 1 h, .*; 20 are held back$'
is 'shows some of what it holds, with the evidence' 20 "$(grep -c '^    5\.1\.1 .*@corp.example .*user unknown$' "$T/out")"
is 'and all that was taken before it spoke' 10 "$(grep -c '^    suppressed by advice 2025-11-21 10:00: user' "$T/out")"
is 'and decides nothing' 10 "$(stand)"

run accept --dry-run "$T/b"
exits 'a dry run ends with it too' 3
says 'and tells' '^domain:corp.example: '

run accept "$T/b"
exits 'so does accept' 3
says 'it takes the others' '^took 21: suppress 1, retry 20'
says 'says how many are held back' '^left 20: 20 held back by a guard$'
says 'names what was taken' '10 addresses of it were suppressed by advice in the last 72 hours: user10@.*, .* and 7 more$'
says 'and how it is taken back' 'nixie undo --source domain:corp.example$'
says 'and how it is let through' 'nixie accept --allow domain:corp.example MAILBOX$'
is 'only the others were decided' 11 "$(stand)"

run undo --source domain:corp.example
exits 'one call' 0
says 'takes back' '^took back 10 addresses of domain:corp.example'
is 'what was taken' 1 "$(stand)"
run undo --source domain:corp.example
exits 'nothing is left to take back' 1
complains 'and that is said' 'nothing of domain:corp.example was suppressed by advice'
run undo --yes
is 'one undo gives it again' 11 "$(stand)"
run undo --source domain:corp.example
run undo --source domain:corp.example 3
exits 'it stands alone' 2
run redo --source domain:corp.example
exits 'redo does not know it' 2

run accept --allow domain:corp.exmple "$T/b"
exits 'what no guard speaks of cannot be let through' 2
complains 'and the others are named' 'they do because of: domain:corp.example'
run accept --dry-run --allow domain:corp.example "$T/b"
exits 'nor can it be tried' 2
run accept --allow domain:corp.example "$T/b"
exits 'a person lets it through' 0
says 'which is said' '^let domain:corp.example through for 24 hours$'
is 'then it is taken' 21 "$(stand)"
run log
says 'the journal has it' 'allow  *domain:corp.example$'
run accept "$T/a"
exits 'and for what else comes from there too' 0
is 'all of it' 31 "$(stand)"

# A day later the guard speaks again.
dead "$T/c" 31 50
NIXIE_NOW=2025-11-22T09:59:00Z run accept --dry-run "$T/c"
exits 'within 24 hours' 0
NIXIE_NOW=2025-11-22T10:00:00Z run accept --dry-run "$T/c"
exits 'and no longer' 3
done_testing
