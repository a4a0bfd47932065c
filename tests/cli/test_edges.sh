#!/bin/sh
# What stands just within a bound and just beyond it, and what each option takes.
. "$(dirname "$0")/../tap.sh"
some_bounces "$T/box"

# usage NAME ARGUMENT...: wrong usage, in one line
usage() {
    name=$1
    shift
    run "$@"
    exits "$name is status 2" 2
    complains 'and said in one line' '^nixie: '
}

# ---- explain -------------------------------------------------------------------------------------------------------
no_own='\[own\] in the configuration names no domain or address of yours'
run explain '450 4.1.1 user unknown'
silent_on 'what a mailbox alone can tell is no doubt about a pasted line' "$no_own"
says 'others are told' '^ *no code says that the failure is for good$'
silent_on 'and none that is not' '^ *no text confirms'
own_config
run explain --format md '550 5.1.1 user unknown'
says 'Markdown tells the class' '^- \*\*class:\*\* hard$'
says 'the status' '^- \*\*status:\*\* 5\.1\.1$'
says 'the number' '^- \*\*reply code:\*\* 550$'
says 'the confidence' '^- \*\*confidence:\*\* likely$'
says 'and the article' '^## 5\.1\.1 '
silent_on 'but no field that is empty' '\*\*provider\|\*\*against'
run explain --format json '550 user unknown'
is 'JSON has each in its own place' 'null 550 userunknown hard suppress likely' \
    "$(values status) $(values reply_code) $(values reason) $(values class) $(values suggested) $(values confidence)"
is 'and of what it is' 'recipient userunknown' "$(values about) $(values article)"
usage 'a format that is none' explain --format html 5.1.1

# ---- accept --------------------------------------------------------------------------------------------------------
run accept --dry-run "$T/box"
is 'a dry run tells each, and until when a retry waits' 'hold dora@three.example
retry carl@two.example 2025-11-21 08:02
suppress anna@one.example
suppress bert@one.example' "$(sed -n 's/  */ /g; /@/p' "$T/out" | sort)"
says 'and how many' '^would take 4: suppress 2, retry 1, hold 1, ignore 0$'
run accept --max 2 "$T/box"
exits 'as many as may be suppressed are' 0
says 'and it is said' '^took 4: suppress 2, retry 1, hold 1, ignore 0$'
run undo --yes
usage 'a guard that is asked and answered at once' accept --guards --allow x "$T/box"
printf '[guard]\nmax = 1\n' >>"$XDG_CONFIG_HOME/nixie/nixie.conf"
run accept "$T/box"
exits 'the bound of the configuration stops it' 3
complains 'which is said' '2 addresses would be suppressed, and at most 1 may be'
run accept --max 2 "$T/box"
exits 'one that is named goes before it' 0
run undo --yes
own_config

# ---- Addresses and acts --------------------------------------------------------------------------------------------
run suppress zoe@six.example ZOE@six.example
says 'who is named twice is one' '^suppress: 1 address$'
run log --max 1
is '--max 1 tells the last act' 1 "$(wc -l <"$T/out")"
says 'an act on one address names it, and no more' ' suppress  *zoe@six.example$'
run suppress a@six.example b@six.example
run log --max 1
says 'an act on two names one, and counts the other' ' a@six.example and 1 more$'
run log --max 0
ok '--max 0 tells all' [ "$(wc -l <"$T/out")" -gt 2 ]
run show zoe@six.example
silent_on 'who is not protected is not called so' 'protected'
run show --format json zoe@six.example
says 'in JSON neither' '"protected":false'
run protect zoe@six.example
run show zoe@six.example
says 'who was protected by hand is' 'protected  *never suppressed in bulk$'
run show --format json zoe@six.example
says 'also in JSON' '"protected":true'
run show postmaster@six.example
says 'and so is a role' 'protected  *never suppressed in bulk$'
run protect --off zoe@six.example
run show zoe@six.example
silent_on 'until it is taken off' 'protected'
usage 'an act of number 0' log 0
usage 'two acts' log 1 2
usage 'two to be taken back' undo 1 2
usage 'two causes' release a/b c/d
usage 'two lists to be taken in' import one two
usage 'an argument of export' export list
usage 'an argument of due' due list
usage 'a time for what is no retry' hold --until 24h a@six.example
usage 'a cause for what is no hold' retry --cause x/y a@six.example
usage 'no address' delivered
usage 'new and removed at once' export --target t --new --removed
usage 'a format that cannot be read' import --format text-that-is-none "$T/list"

printf '%s\n' a@six.example '  b@six.example  ' '' '# c@six.example' | "$NIXIE" forget - >"$T/out"
says 'blank lines and remarks name nobody' '^forget: 2 addresses$'
run purge --yes nobody@six.example zoe@six.example
says 'only who is known is purged' '^purge: 1 address$'

# ---- Retries: when they are due, and what ends them -----------------------------------------------------------------
run retry --until 36h rita@six.example
run show rita@six.example
says 'a time from now' 'not before  *2025-11-22 22:00$'
says 'it is paused' 'state  *paused$'
run due --within 35h
is 'it is not due an hour before' '' "$(cat "$T/out")"
run due --within 36h
is 'and is at the hour' rita@six.example "$(cat "$T/out")"
NIXIE_NOW=2025-11-22T21:59:59Z run due --target mta
is 'a second before it is not handed over' '' "$(cat "$T/out")"
NIXIE_NOW=2025-11-22T22:00:00Z run due --target mta
is 'then it is' rita@six.example "$(cat "$T/out")"
NIXIE_NOW=2025-11-22T22:00:00Z run show rita@six.example
says 'and waits for what comes of it' 'state  *handed over, waiting$'

mkdir "$T/full"
bounce lara@one.example 5.2.2 '552 5.2.2 mailbox full' '2025-11-20 12:00' >"$T/full/1.eml"
"$NIXIE" accept "$T/full" >"$T/null"
at_mta='mta postfix/smtp[1]: A1: to=<lara@one.example>, relay=mx.one.example[192.0.2.1]:25, status=sent (250 ok)'
printf 'Nov 20 %s %s\n' 13:00:00 "$at_mta" 11:00:00 "$at_mta" | "$NIXIE" delivered - >"$T/out"
says 'of two deliveries to one address' '^delivered: 1 address$'
run show lara@one.example
says 'the later counts, whichever was told first, and ends the retry' 'decision  *none$'
run show --format json lara@one.example
says 'JSON tells when' '"delivered":"2025-11-20T13:00:00Z"'

# ---- The configuration ---------------------------------------------------------------------------------------------
# faults TEXT: how many complaints there are of a configuration
faults() {
    printf '%b' "$1" >"$T/one.conf"
    "$NIXIE" --config "$T/one.conf" explain 5.1.1 2>&1 >"$T/null" | grep -c "one.conf:"
}
while IFS='|' read -r wanted setting; do
    is "$setting" "$wanted" "$(faults "$setting")"
done <<'END'
0|[plan]\nS1 = 1h 2h 3h\n
1|[plan]\nS1 = 1h 2h\n
0|[plan]\nS1 = 1h 2h 3h 4h 5h\n
1|[plan]\nS1 = 1h 2h 3h 4h 5h 6h\n
1|[plan]\nS1 = 1h 0h 3h\n
0|[guard]\nshare = 100%\n
0|[guard]\nshare = 1\n
1|[guard]\nshare = 101%\n
1|[guard]\nshare = 0\n
1|[guard]\nshare = %\n
1|[guard]\nshare = 50%%\n
0|[guard]\nmax = 0\n
1|[guard]\nmax = -1\n
0|[guard]\nsettle = 1h\n
1|[guard]\nsettle = 0h\n
0|[ui]\nmouse = ON\n
0|[ui]\nmouse = 0\n
1|[ui]\nmouse = 2\n
1|[ui]\ntheme =\n
1|[ui]\nlanguage = dex\n
0|[ui]\nlanguage = de_AT\n
1|[ui]\ncolour = red\n
1|mouse = yes\n
0|[input]\nmax = 1\n
0|[input]\nmax = 500M\n
0|[input]\nmax = 4g\n
1|[input]\nmax = 0\n
1|[input]\nmax = 4GB\n
1|[input]\nmax = -1\n
1|[input]\nmax = 99999999999T\n
1|[none]\nmouse = yes\n
END

# ---- summary -------------------------------------------------------------------------------------------------------
line_of() { # WHAT: its line, without bars
    grep "^$1 " "$T/out" | sed 's/  */ /g; s/ [^ 0-9.]*$//'
}
COLUMNS=100 run summary "$T/box"
is 'each number stands in its column' 'one.example 3 50.0 3 0 0 0 2' "$(line_of one.example)"
is 'of another' 'two.example 1 16.7 0 1 0 0 1' "$(line_of two.example)"
is 'blocks' 'three.example 1 16.7 0 0 1 0 1' "$(line_of three.example)"
is 'a delay is soft' 'four.example 1 16.7 0 1 0 0 1' "$(line_of four.example)"
bars() { # COLUMNS: how long the bars of one.example and two.example are
    COLUMNS=$1 "$NIXIE" --ascii summary "$T/box" | sed -n 's/^\(one\|two\).example[^#]*//p' |
        awk '{printf "%u ", length}'
}
# The numbers take 47 cells, two stand before the bar, the name has 28 of 100 and at least 22.
is 'a bar takes what the window has left, and a third of the events a third of it' '23 8 ' "$(bars 100)"
is 'at least six' '6 2 ' "$(bars 77)"
is 'and none where there is room for five' '0 0 ' "$(bars 76)"
is 'at most forty' '40 14 ' "$(bars 200)"
for cols in 77 78 79 80; do
    COLUMNS=$cols run summary "$T/box"
    ok "nothing is wider than a window of $cols" [ "$(wc -L <"$T/out")" -le $cols ]
done
done_testing
