#!/bin/sh
# nixie summary
. "$(dirname "$0")/../tap.sh"
some_bounces "$T/box"

run summary "$T/box"
exits 'a mailbox is summed up' 0
says 'totals' '^6 messages   6 events   0 name nobody$'
says 'domains, the largest first' '^one.example  *3  *50.0  *3  *0  *0  *0  *2 '
is 'in order' one.example "$(sed -n 4p "$T/out" | cut -d' ' -f1)"
says 'bars' '█'
run summary --ascii "$T/box"
says 'bars in ASCII' '####'
run summary --plain "$T/box"
silent_on 'no bars' '█\|#'
run summary --by reason "$T/box"
says 'by reason' '^user unknown  *3 '
run summary --by status "$T/box"
says 'by status' '^5\.2\.2  *1 '
run summary --by day "$T/box"
is 'days in their order' '2025-11-18 2025-11-20' "$(sed -n '4,$p' "$T/out" | cut -d' ' -f1 | tr '\n' ' ' | sed 's/ $//')"
run summary --by class --limit 'class:soft' "$T/box"
is 'a limit' 1 "$(sed -n '4,$p' "$T/out" | wc -l)"
for by in provider mta mailer stream; do
    run summary --by "$by" "$T/box"
    exits "by $by" 0
done

# Full, well again, and full again: three closed episodes and the open one make a frequent offender.
own_config
mkdir "$T/often"
for month in 07 08 09 10; do
    bounce nina@two.example 4.2.2 '452 4.2.2 mailbox full' "2025-$month-01" >"$T/often/$month.eml"
    bounce olaf@two.example 4.2.2 '452 4.2.2 mailbox full' "2025-$month-01" >"$T/often/o$month.eml"
    NIXIE_NOW=2025-$month-02T10:00:00Z "$NIXIE" accept "$T/often/$month.eml" "$T/often/o$month.eml" >"$T/null"
    if [ $month = 09 ]; then
        run summary "$T/often"
        silent_on 'three episodes are not often' 'again and again'
    fi
    NIXIE_NOW=2025-$month-05T10:00:00Z "$NIXIE" delivered nina@two.example >"$T/null"
done
"$NIXIE" delivered olaf@two.example >"$T/null"
run summary "$T/often"
says 'four are' '^1 address fails and comes back, again and again; advice pauses it twice as long:'
says 'and it is named' '^    nina@two.example  *4 episodes, last seen 2025-10-01$'
silent_on 'not who was full for as long, and never well between' '^    olaf'
run summary --limit recipient:olaf@two.example "$T/often"
silent_on 'nor who is not asked about' 'again and again'
run summary --format json "$T/often"
ok 'as JSON, too' grep -q '"frequent":\[{"address":"nina@two.example","episodes":4,"count":4,"last_seen":"2025-10-01T00:00:00Z"}\]' "$T/out"

mkdir "$T/many"
for i in 1 2 3 4 5 6 7 8 9 10 11 12; do
    bounce "user$i@corp.example" 5.7.1 '550 5.7.1 rejected: your IP address is on a blocklist' "2025-11-20 09:$i" >"$T/many/$i.eml"
done
run summary "$T/many"
says 'a hint names the pattern' '^12 of 12 at corp.example are blocks (5.7.1): hold them'
mkdir "$T/block"
cp "$T/many"/* "$T/block"
for i in 13 14 15 16 17 18 19 20; do
    bounce "user$i@corp.example" 5.7.1 '550 5.7.1 rejected: your IP address 192.0.2.7 is on a blocklist' "2025-11-20 09:$i" >"$T/block/$i.eml"
done
run summary --by incident "$T/block"
exits 'by incident' 0
says 'a block is one' '^11-20 09:[0-9]* to 09:20   corp.example refuses our mail (.*)   20 of 20   hold$'
says 'with the limit that lists it' "^    --limit 'domain:corp.example reason:blocked kind:bounce after:2025-11-20T"
says 'and where to read on' '^    nixie explain '
run summary --by incident --format json "$T/block"
ok 'as JSON' grep -q '"incidents":\[{"source":"domain:corp.example","reason":"blocked","class":"block",' "$T/out"
run summary --by incident "$T/box"
says 'an ordinary mailbox has none' '^No incident: '

run summary --by colour "$T/box"
exits 'a grouping that is none is status 2' 2
COLUMNS=60 run summary "$T/box"
silent_on 'no bars where there is no room' '█'
done_testing
