# Tests as shell scripts that speak TAP. A script sources this, calls the functions below, and ends with `done_testing`.
# $NIXIE is the program, $T an empty folder of the script's own; home, clock and language are the same everywhere.
BUILD=$(cd "${BUILD:-build}" && pwd)
NIXIE=$BUILD/nixie
T=$(mktemp -d)
trap 'rm -rf "$T"' EXIT
mkdir "$T/home"
unset LANGUAGE LC_MESSAGES LANG COLUMNS PAGER
export HOME="$T/home" XDG_CONFIG_HOME="$T/home/config" XDG_STATE_HOME="$T/home/state" XDG_DATA_HOME="$T/home/data"
export TZ=UTC LC_ALL=C.UTF-8 NIXIE_NOW=2025-11-21T10:00:00Z
tests=0

# run ARGUMENT...: runs the program; $status, $T/out and $T/err are what came of it. Standard input is the caller's.
run() {
    status=0
    "$NIXIE" "$@" >"$T/out" 2>"$T/err" || status=$?
}

# ok NAME COMMAND...: the command is true.
ok() {
    tests=$((tests + 1))
    name=$1
    shift
    if "$@"; then
        echo "ok $tests $name"
    else
        echo "not ok $tests $name"
        echo "#   failed: $*" | tr '\n' ' '
        echo
        [ ! -s "$T/out" ] || head -n 20 "$T/out" | sed 's/^/#   out: /'
        [ ! -s "$T/err" ] || head -n 20 "$T/err" | sed 's/^/#   err: /'
    fi
}

is() { # NAME EXPECTED FOUND
    ok "$1" [ "$2" = "$3" ]
}

exits() { # NAME STATUS
    ok "$1" [ "$status" = "$2" ]
}

says() { # NAME PATTERN: a line of the output
    ok "$1" grep -q -e "$2" "$T/out"
}

silent_on() { # NAME PATTERN: no line of the output
    ok "$1" [ "$(grep -c -e "$2" "$T/out")" = 0 ]
}

complains() { # NAME PATTERN: one line on standard error, and it is that
    ok "$1" sh -c '[ "$(wc -l <"$1")" = 1 ] && grep -q -e "$2" "$1"' sh "$T/err" "$2"
}

# values FIELD [FIELD=VALUE]: what the field has in the lines of JSON that were written, between blanks.
values() {
    perl -MJSON::PP -e '
        my ($field, $key, $wanted) = ($ARGV[0], split /=/, $ARGV[1] // "", 2);
        my $json = JSON::PP->new->allow_nonref;
        print join " ", map { my $o = $json->decode($_);
            defined $key && ($o->{$key} // "null") ne $wanted ? () : exists $o->{$field} ? $o->{$field} // "null" : "missing" } <STDIN>;
    ' "$1" "${2:-}" <"$T/out"
}

# without FILE FIELD...: the objects of a file of JSON lines, less some fields, in a canonical form.
without() {
    perl -MJSON::PP -e '
        my $json = JSON::PP->new->canonical;
        open my $in, "<", shift or die;
        while (<$in>) { my $o = $json->decode($_); delete @$o{@ARGV}; print $json->encode($o), "\n" }
    ' "$@"
}

# bounce ADDRESS STATUS DIAGNOSTIC [DATE [ACTION]]: a message on standard output. DATE as for date -d.
bounce() {
    when=$(date -u -R -d "${4:-2025-11-20 08:00:00}")
    cat <<EOF
Return-Path: <>
Received: by mta.sender.example; $when
Date: $when
From: Mail Delivery System <mailer-daemon@mta.sender.example>
To: news@sender.example
Subject: Undelivered Mail Returned to Sender
Message-ID: <$(echo "$1$4" | tr -c 'A-Za-z0-9\n' .)@mta.sender.example>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=limit

--limit
Content-Type: text/plain; charset=utf-8

Your message to <$1> could not be delivered.

--limit
Content-Type: message/delivery-status

Reporting-MTA: dns; mta.sender.example

Final-Recipient: rfc822; $1
Action: ${5:-failed}
Status: $2
Remote-MTA: dns; mx.${1#*@}
Diagnostic-Code: smtp; $3

--limit
Content-Type: message/rfc822

From: News <news@sender.example>
To: $1
Subject: The news of November
Message-ID: <1.$(echo "$1$4" | tr -c 'A-Za-z0-9\n' .)@sender.example>

Hello.

--limit--
EOF
}

# own_config: a configuration that makes the bounces above ours.
own_config() {
    mkdir -p "$XDG_CONFIG_HOME/nixie"
    printf '[own]\ndomains = sender.example\nmta = mta.sender.example\n' >"$XDG_CONFIG_HOME/nixie/nixie.conf"
}

# some_bounces FOLDER: six messages about five addresses.
some_bounces() {
    mkdir -p "$1"
    bounce anna@one.example 5.1.1 '550 5.1.1 <anna@one.example>: user unknown' '2025-11-20 08:00' >"$1/1.eml"
    bounce bert@one.example 5.1.1 '550 5.1.1 <bert@one.example>: user unknown' '2025-11-20 08:01' >"$1/2.eml"
    bounce carl@two.example 5.2.2 '552 5.2.2 mailbox full' '2025-11-20 08:02' >"$1/3.eml"
    bounce dora@three.example 5.7.1 '550 5.7.1 your IP address is on a blocklist' '2025-11-20 08:03' >"$1/4.eml"
    bounce anna@one.example 5.1.1 '550 5.1.1 <anna@one.example>: user unknown' '2025-11-18 08:00' >"$1/5.eml"
    bounce emil@four.example 4.4.1 'connection timed out' '2025-11-20 08:05' delayed >"$1/6.eml"
}

# as_mbox FOLDER: its messages as one mbox on standard output.
as_mbox() {
    for message in "$1"/*; do
        echo "From MAILER-DAEMON $(date -u -d "$(sed -n 's/^Date: //p' "$message" | head -n 1)" '+%a %b %d %H:%M:%S %Y')"
        sed 's/^>*From />&/' "$message"
        echo
    done
}

done_testing() {
    echo "1..$tests"
}
