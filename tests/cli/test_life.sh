#!/bin/sh
# The life of a decision: attempts, revisions, signs of life, ends.
. "$(dirname "$0")/../tap.sh"
own_config

at() { # DATE: the clock
    export NIXIE_NOW="$1T10:00:00Z"
}

full() { # ADDRESS DATE FILE
    bounce "$1" 4.2.2 '452 4.2.2 mailbox full' "$2" >"$3"
}

dead() { # ADDRESS DATE FILE
    bounce "$1" 5.1.1 '550 5.1.1 user unknown' "$2" >"$3"
}

answer() { # ADDRESS DATE SUBJECT
    printf 'Return-Path: <>\nReceived: from mx.one.example by mta.sender.example; %s\n' "$(date -ud "$2" '+%a, %d %b %Y 09:30:00 +0000')"
    printf 'From: %s\nTo: news@sender.example\nSubject: %s\nMessage-ID: <a%s@one.example>\nAuto-Submitted: auto-replied\n\nAway.\n' "$1" "$3" "$2"
}

attempt() { # ADDRESS: "n of m", or nothing
    "$NIXIE" show "$1" | sed -n 's/^ *attempt  *//p'
}

# ---- Attempts ------------------------------------------------------------------------------------------------------
at 2025-11-01
printf 'anna@one.example\nbert@one.example\n' >"$T/list"
full anna@one.example 2025-11-01 "$T/1.eml"
run accept "$T/1.eml"
run filter --list "$T/list"
is 'who is paused is left out' 'bert@one.example' "$(cat "$T/out")"
at 2025-11-03
run filter --list "$T/list"
is 'and passed when the pause is over' 2 "$(wc -l <"$T/out")"
run filter --target news --dry-run --list "$T/list"
is 'which is no attempt without a target, or in a dry run' 0 "$("$NIXIE" log | grep -c attempt)"
"$NIXIE" filter --target news --list "$T/list" >/dev/full 2>"$T/err" || status=$?
exits 'nor where the list could not be written' 1
is 'as the log shows' 0 "$("$NIXIE" log | grep -c attempt)"
run filter --target news --list "$T/list"
exits 'with one' 0
is 'it is one' 1 "$("$NIXIE" log | grep -c attempt)"
run show anna@one.example
says 'and shown' 'handed over'
run filter --target news --list "$T/list"
is 'which still passes' 2 "$(wc -l <"$T/out")"
is 'and is recorded once a step' 1 "$("$NIXIE" log | grep -c attempt)"
full anna@one.example '2025-11-03 11:00' "$T/2.eml"
at 2025-11-04
run accept "$T/2.eml"
is 'the bounce that answers it leads to the next attempt' '2 of 4' "$(attempt anna@one.example)"
run export --what all --target news
is 'an export is no attempt' 1 "$("$NIXIE" log | grep -c attempt)"

# Nobody hands anything over, and bounces go on: each proves an attempt.
for week in 1 2 3 4 5; do
    day=$(date -ud "2025-11-01 + $((week * 10)) days" +%F)
    at "$day"
    full clea@one.example "$day" "$T/c$week.eml"
    run accept "$T/c$week.eml"
    echo "$(attempt clea@one.example)" >>"$T/attempts"
done
is 'bounces alone use a plan up' '1 of 4,2 of 4,3 of 4,4 of 4,5 of 4' "$(paste -sd, "$T/attempts")"
says 'which is said' '1 with a plan that is used up'
says 'with what to do about it' 'accept --used-up suppresses it'
is 'and nobody is suppressed unasked' 0 "$("$NIXIE" export --what suppress | wc -l)"
run accept --used-up "$T/c5.eml"
is 'asked for, it is' 'clea@one.example' "$("$NIXIE" export --what suppress)"
run undo
is 'as one act with one undo' 0 "$("$NIXIE" export --what suppress | wc -l)"

run accept
exits 'without a mailbox there is no advice to take' 2
run accept --used-up --limit is:paused
exits 'nor messages to limit' 2
run retry --until 30d otto@one.example
run accept --used-up --dry-run
says 'but plans that are used up' 'would take 1: suppress 1'
run accept --used-up --max 0
exits 'bounded as ever' 3
is 'nobody so far' 0 "$("$NIXIE" export --what suppress | wc -l)"
run protect clea@one.example
run accept --used-up
says 'nor one that is protected' 'left 1: 1 protected'
run protect --off clea@one.example
run accept --used-up --format json
ok 'as JSON, too' grep -q '"taken":\[{"address":"clea@one.example","decision":"suppress"' "$T/out"
is 'who has used a plan up is suppressed, and nobody else' 'clea@one.example' "$("$NIXIE" export --what suppress)"
run show clea@one.example
says 'with the evidence that was there' 'diagnostic  *452 4.2.2 mailbox full'
run undo

# ---- Evidence revises advice ---------------------------------------------------------------------------------------
at 2026-01-10
dead anna@one.example 2026-01-09 "$T/a.eml"
run accept "$T/a.eml"
says 'a certain death revises a pause' '1 of them was decided otherwise by earlier advice'
is 'to a suppression' 'anna@one.example' "$("$NIXIE" export --what suppress)"
run retry --until 30d dora@one.example
at 2026-01-12
dead dora@one.example 2026-01-11 "$T/d.eml"
run accept "$T/d.eml"
says 'what a person decided is left' '1 decided by hand and contradicted'
says 'and both sides are named' 'dora@one.example: paused by .* 2026-01-10; 2026-01-11 550 5.1.1'
run report --limit is:contradicted "$T/d.eml"
is 'a limit finds it' 1 "$(wc -l <"$T/out")"
run report --limit is:contradicted "$T/a.eml"
is 'and not what fits' 0 "$(wc -l <"$T/out")"

# ---- Signs of life -------------------------------------------------------------------------------------------------
at 2026-02-01
full emil@one.example 2026-02-01 "$T/e.eml"
run accept "$T/e.eml"
answer emil@one.example 2026-02-02 'Out of office until Monday' >"$T/answer.eml"
at 2026-02-03
run accept "$T/answer.eml"
run show emil@one.example
says 'an answer is shown' 'answered on 2026-02-02: Out of office until Monday'
says 'and ends the pause' 'decision .*none'
# Who has left is for review, with what is said of it.
answer gone@one.example 2026-02-02 'Automatic reply: news' | sed 's/^Away.*/I have left the company. My new address is new@two.example./' >"$T/gone.eml"
run accept "$T/gone.eml"
says 'an answer that somebody has left is for review' 'left 1: 1 to be reviewed'
run report --explain "$T/gone.eml"
says 'with its facts' 'its owner has left, or that nobody reads .* It names a new address: new@two.example'
says 'and why it is not ignored' 'not ignore *mail to it is read by nobody'
run accept "$T/answer.eml"
silent_on 'not that somebody is away' 'to be reviewed'
# It says nothing if that same message bounces later.
full edda@one.example 2026-02-01 "$T/edda.eml"
run accept "$T/edda.eml"
full edda@one.example 2026-02-04 "$T/edda2.eml"
id=$(sed -n 's/^Message-ID: \(<1\..*\)/\1/p' "$T/edda2.eml")
answer edda@one.example 2026-02-03 'Out of office' | sed "s/^Subject:/In-Reply-To: $id\n&/" >"$T/edda-answer.eml"
at 2026-02-04
run accept "$T/edda-answer.eml"
run show edda@one.example
says 'an answer is alive' 'answered on 2026-02-03'
run accept "$T/edda2.eml"
run show edda@one.example
silent_on 'until the message that it answers bounces' 'answered on'
says 'which stands where it stood, and one on' 'attempt  *2 of 4'
full edda@one.example 2026-02-05 "$T/edda3.eml"
answer edda@one.example 2026-02-06 'Out of office' >"$T/edda-answer.eml"
at 2026-02-06
run accept "$T/edda-answer.eml" "$T/edda3.eml"
run show edda@one.example
says 'a bounce of another does not' 'answered on 2026-02-06'
at 2026-02-03
answer stranger@one.example 2026-02-02 'Out of office' >"$T/stranger.eml"
run accept "$T/stranger.eml"
run show stranger@one.example
says 'of strangers nothing is written down' 'nothing is known'
answer anna@one.example 2026-02-02 'Thank you for your mail' >"$T/anna.eml"
run accept "$T/anna.eml"
says 'who was suppressed by advice and answers is offered back' 'accept --release gives them back'
is 'and no more' 'anna@one.example' "$("$NIXIE" export --what suppress)"
run accept --release
is 'asked for, without a mailbox' 0 "$("$NIXIE" export --what suppress | wc -l)"
run undo
run accept --release "$T/anna.eml"
is 'until asked for' 0 "$("$NIXIE" export --what suppress | wc -l)"
run delivered clea@one.example
run show clea@one.example
says 'word of a delivery closes a retry' 'decision .*none'
run undo
run show clea@one.example
says 'and can be undone' 'decision .*retry'

# ---- Ends ----------------------------------------------------------------------------------------------------------
run suppress --until 90d finn@one.example
exits 'a suppression may end' 0
run suppress --until 2020-01-01 finn@one.example
exits 'not before now' 2
run hold --until 90d finn@one.example
exits 'nor a hold' 2
echo finn@one.example >"$T/finn"
run filter --list "$T/finn"
is 'until then it stands' '' "$(cat "$T/out")"
at 2026-05-05
run filter --list "$T/finn"
is 'afterwards nobody is left out by it' 'finn@one.example' "$(cat "$T/out")"
run export --what suppress --format text
silent_on 'nor is it given to anybody' finn@one.example
run accept "$T/stranger.eml"
says 'and accept says what has ended' '1 suppression has ended'
says 'with its address' 'finn@one.example, suppressed since 2026-02-03'
run show finn@one.example
says 'which is undecided then' 'decision .*none'
run suppress gina@one.example
run due --suppressed 180d
is 'nobody is old enough' '' "$(cat "$T/out")"
at 2027-01-01
run due --suppressed 180d
says 'in time everybody is' 'gina@one.example .*nothing heard since'
answer gina@one.example 2026-12-30 'Hello' >"$T/gina.eml"
run accept "$T/gina.eml"
run due --suppressed 180d
says 'with what was heard since' 'gina@one.example .*answered on 2026-12-30: Hello'
run due --suppressed 180d --target news
exits 'it only lists' 2

# Policy ends what advice began, and nothing else.
sed 's/^\[own\]/[policy]\nexpiry.userunknown = 30d\n[own]/' "$XDG_CONFIG_HOME/nixie/nixie.conf" >"$T/expiry.conf"
dead hugo@one.example 2026-12-31 "$T/h.eml"
run accept "$T/h.eml"
run suppress ida@one.example
at 2027-03-01
run accept --config "$T/expiry.conf" "$T/stranger.eml"
says 'a policy of expiry' '1 suppression has ended'
says 'ends what advice began' 'hugo@one.example'
run accept --config "$T/expiry.conf" "$T/h.eml"
says 'the same evidence does not count twice' '1 whose suppression has ended'
is 'what a person decided stands' 'gina@one.example ida@one.example' "$("$NIXIE" export --what suppress | sort | paste -sd' ')"
printf '[policy]\nexpiry.feedback = 30d\n' >"$T/wrong.conf"
run accept --config "$T/wrong.conf" --dry-run "$T/h.eml"
ok 'complaints never end by policy' grep -q 'complaints and opt-outs never end' "$T/err"

# What holds in a scope ends there.
at 2027-04-01
run suppress --scope weekly --until 30d jana@one.example
run suppress --until 90d jana@one.example
at 2027-05-15
run accept --format json "$T/stranger.eml"
ok 'a suppression in a scope ends, too' grep -q '"ended":\[{"address":"jana@one.example","scope":"weekly"' "$T/out"
run show jana@one.example
is 'and not what holds everywhere' 1 "$(grep -c 'decision .*suppress' "$T/out")"
run log --format json
act=$(tr '{' '\n' <"$T/out" | sed -n 's/^"act":\([0-9]*\),"name":"ended".*/\1/p' | head -n 1)
run log "$act"
says 'as the journal tells' 'suppressed .*-> .*jana@one.example (in weekly)$'
run log --format json "$act"
ok 'in JSON as well' grep -q '"scope":"weekly","before":{"decision":"suppress"' "$T/out"
run due --suppressed 40d
says 'old enough to be asked about' 'jana@one.example'
at 2027-07-15
run due --suppressed 40d
silent_on 'not when it is over' 'jana@one.example'

done_testing
