#!/bin/sh
# The configuration, the help, and what is common to all commands.
. "$(dirname "$0")/../tap.sh"
some_bounces "$T/box"

cat >"$T/nixie.conf" <<'EOF'
[own]
domains = sender.example
[ui]
theme = dark
mouse = perhaps
language = de
[plan]
S1 = 24h
[guard]
share = 50%
[keys]
suppress = S;F5
[limits]
bad = class:purple
good = class:hard
[protect]
addresses = anna@one.example; bert@one.example
[colours]
red = 1
EOF
run --config "$T/nixie.conf" summary "$T/box"
exits 'mistakes in the configuration stop nothing' 0
is 'each is one line' 4 "$(wc -l <"$T/err")"
ok 'with file, line and key' grep -q "nixie.conf:5: \[ui\] mouse: .*perhaps" "$T/err"
ok 'a plan of one step is none' grep -q "nixie.conf:8: \[plan\] S1: " "$T/err"
ok 'a limit that is none is named with its column' grep -q "nixie.conf:14: \[limits\] bad: column 7" "$T/err"
ok 'a section that is none' grep -q "nixie.conf:18: .*colours" "$T/err"
says 'its language is taken' 'gesamt\|Nachrichten\|one.example'
run --config "$T/nixie.conf" --lang en report --limit @good "$T/box"
is 'a named limit' 3 "$(wc -l <"$T/out")"
run --config "$T/nixie.conf" --lang en accept "$T/box"
run --config "$T/nixie.conf" --lang en export --what suppress
is 'protected addresses are not suppressed in bulk' '' "$(cat "$T/out")"
run --config "$T/nothing.conf" summary "$T/box"
exits 'a configuration that was named and is not there is status 1' 1
complains 'and is named' "$T/nothing.conf: "

run --help
exits 'help' 0
cp "$T/out" "$T/help"
for command in report summary explain show suppress retry hold ignore forget protect delivered release accept export import filter due undo redo log purge tidy ledger check; do
    ok "$command is in the help" grep -q "^  nixie $command " "$T/help"
    run "$command" --help
    says "$command tells its options" '--ledger'
done
run --version
says 'version' '^nixie [0-9]'
mkdir -p "$XDG_DATA_HOME/nixie/codes/en"
printf -- '---\ncode: 5.1.1\ntitle: Ours\ncategory: address\n---\n\n## Meaning\n\nOurs.\n' >"$XDG_DATA_HOME/nixie/codes/en/5.1.1.md"
run --version
says 'and what is overridden' '5\.1\.1'
run sumary "$T/none"
exits 'neither command nor mailbox is status 1' 1
ok 'and said' grep -q '^nixie: sumary: ' "$T/err"
NIXIE_NOW=yesterday run summary "$T/box"
complains 'a clock that is none is said' 'NIXIE_NOW: '
ok 'a full disk is said' sh -c '"$1" report "$2" >/dev/full 2>"$3/err"; [ $? = 1 ] && [ -s "$3/err" ]' sh "$NIXIE" "$T/box" "$T"
ok 'a closed pipe is quiet' sh -c '{ "$1" report "$2" 2>"$3/err"; } | :; [ ! -s "$3/err" ]' sh "$NIXIE" "$T/box" "$T"
done_testing
