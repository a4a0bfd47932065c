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

mkdir "$T/many"
for i in 1 2 3 4 5 6 7 8 9 10 11 12; do
    bounce "user$i@corp.example" 5.7.1 '550 5.7.1 rejected: your IP address is on a blocklist' "2025-11-20 09:$i" >"$T/many/$i.eml"
done
run summary "$T/many"
says 'a hint names the pattern' '^12 of 12 at corp.example are blocks (5.7.1): hold them'
run summary --by colour "$T/box"
exits 'a grouping that is none is status 2' 2
COLUMNS=60 run summary "$T/box"
silent_on 'no bars where there is no room' '█'
done_testing
