#!/bin/sh
# screen.sh BUILD EVENTS: the inspector on a log of so many failures and delays, whose addresses and domains repeat as they do
set -eu
build=$(cd "$1" && pwd) dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
perl -e '
    my @texts = ("5.1.1 bounced 550 5.1.1 <%s>: User unknown", "5.2.2 bounced 552 5.2.2 <%s> mailbox full",
        "5.7.1 bounced 554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using bl.example",
        "4.3.2 deferred 451 4.3.2 try again later", "5.4.1 bounced 550 5.4.1 Recipient address rejected: Access denied");
    srand 7;
    for my $i (1 .. $ARGV[0]) {
        my $domain = sprintf "d%d.example", 20000 * rand() ** 3;
        my $to = join("", map { chr 97 + rand 26 } 1 .. 6) . int(rand 1000) . "\@$domain";
        my ($code, $status, $text) = split / /, sprintf($texts[$i % @texts], $to), 3;
        printf "Nov %02d %02d:%02d:%02d mx1 postfix/smtp[1]: %X: to=<%s>, relay=mx.%s[192.0.2.1]:25, delay=1, dsn=%s, status=%s "
            . "(host mx.%s[192.0.2.1] said: %s)\n", 1 + $i * 25 / $ARGV[0], rand 24, rand 60, rand 60, 0x40000000 + $i, $to, $domain,
            $code, $status, $domain, $text;
    }' "$2" > "$dir/mail.log"
echo "the inspector at $2 events: the longest turn of its main loop, CPU and wall, and until all is shown, in ms"
LC_ALL=C.UTF-8 G_TEST_SRCDIR=$PWD/tests G_TEST_BUILDDIR=$dir "$build/bench/screen" "$dir/mail.log" screen
