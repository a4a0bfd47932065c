#!/bin/sh
# Files that are written: what is replaced, what is written to, and what is said where a file may not grow.
. "$(dirname "$0")/../tap.sh"
run suppress ann@one.example bob@two.example
list='ann@one.example
bob@two.example'

run export --what suppress --format text -o -
is '-o - is standard output' "$list" "$(cat "$T/out")"
ok 'and no file of that name' [ ! -e - ]
is 'a pipe is written to' "$list" "$("$NIXIE" export --what suppress --format text -o /dev/stdout | cat)"
mkfifo "$T/fifo"
timeout 20 cat "$T/fifo" >"$T/read" &
reader=$!
run export --what suppress --format text --force -o "$T/fifo"
wait $reader
is 'a FIFO gets the list' "$list" "$(cat "$T/read")"
ok 'and stays one' [ -p "$T/fifo" ]
run export --what suppress --format text --force -o /dev/full
exits 'a full device is a fault' 1
complains 'and said so' '/dev/full: No space left on device'
echo old >"$T/list"
ln -s list "$T/link"
chmod 640 "$T/list"
run export --what suppress --format text -o "$T/link"
exits 'without --force nothing is replaced' 1
run export --what suppress --format text --force -o "$T/link"
is 'with it what the link points to is' "$list" "$(cat "$T/list")"
ok 'the link stays one' [ -L "$T/link" ]
is 'the mode stays' 640 "$(stat -c %a "$T/list")"
ok 'and no piece is left' [ "$(ls "$T" | grep -c list)" = 1 ]

# ---- How much is taken in -------------------------------------------------------------------------------------------
mkdir -p "$XDG_CONFIG_HOME/nixie"
printf '[input]\nmax = 40\n' >"$XDG_CONFIG_HOME/nixie/nixie.conf"
printf '%s\n' ann@one.example eve@four.example '#12345' >"$T/forty"
run filter --list "$T/forty"
exits 'a list of 40 bytes is read' 0
is 'and passed on but for who is suppressed' 'eve@four.example #12345' "$(tr '\n' ' ' <"$T/out" | sed 's/ $//')"
echo >>"$T/forty"
run filter --list "$T/forty"
exits 'one byte more is not' 1
complains 'and said so' 'is longer than 40 bytes; \[input\] max bounds it'
is 'nothing is passed on' '' "$(cat "$T/out")"
run import --format text - <"$T/forty"
complains 'nor is standard input' 'standard input: is longer than 40 bytes'
run show eve@four.example
says 'of which nobody was taken' 'decision  *none; nothing is known'
rm "$XDG_CONFIG_HOME/nixie/nixie.conf"

# limited BLOCKS ARGUMENT...: runs the program where no file may grow beyond BLOCKS of 512 bytes; what it says goes through
# a pipe for that.
limited() {
    (
        ulimit -f "$1"
        shift
        exec "$NIXIE" "$@"
    ) 2>&1 | cat
}
said=$(limited 0 suppress carl@three.example)
ok 'a ledger that may not grow says that nothing was changed' [ "${said%nothing was changed*}" != "$said" ]
run show carl@three.example
says 'which is so' 'decision  *none; nothing is known'
seq -f 'somebody.%.0f@many.example' 3000 | "$NIXIE" suppress - >"$T/null"
is 'a file that may not grow is told as a full disk is' "nixie: export: $T/list: File too large" \
    "$(limited 64 export --what suppress --format text --force -o "$T/list")"
is 'and the old one stays' "$list" "$(cat "$T/list")"
is 'so is standard output' 'nixie: standard output: File too large' \
    "$( (ulimit -f 64; "$NIXIE" export --what suppress --format text 2>&1 >"$T/out") | uniq)"
done_testing
