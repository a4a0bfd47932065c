#!/usr/bin/perl
# bench.pl BUILD: nixie against other readers of bounces, on a mailbox of texts that vary (mailbox.pl). Prints medians of whole processes and the
# ratio to nixie within the same run; absolute seconds say more about the machine than about the programs.
use strict;
use warnings;
use File::Temp qw(tempdir);
use Time::HiRes qw(time);

my $build = shift // 'build';
my $messages = $ENV{BENCH_MESSAGES} // 10_000;
my $runs = $ENV{BENCH_RUNS} // 5;
my $dir = tempdir(CLEANUP => 1);
my $box = "$dir/bounces.mbox";
system('perl', 'tests/bench/mailbox.pl', $messages, $box) == 0 or die "bench: no mailbox\n";
printf "%d messages, %.1f MB\n", $messages, (-s $box) / 1e6;

# A log of a million lines, one in fifty of which tells of a failure or a delay, and notifications.
my $lines = $ENV{BENCH_LOG_LINES} // 1_000_000;
open my $log, '>', "$dir/mail.log" or die;
for my $i (1 .. $lines / 5) {
    my ($id, $to, $mx) = (sprintf('4A%X', $i), "u$i\@d" . $i % 5000 . '.example', 'mx.d' . $i % 5000 . '.example');
    my $at = sprintf 'Nov 20 %02d:%02d:%02d mx1 postfix', $i / 14400 % 24, $i / 240 % 60, $i / 4 % 60;
    my $end = $i % 10 ? "relay=$mx\[192.0.2.1]:25, delay=1, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 1)"
        : $i % 20 ? "relay=$mx\[192.0.2.1]:25, delay=1, dsn=5.1.1, status=bounced (host $mx\[192.0.2.1] said: 550 5.1.1 <$to>: User unknown)"
        : 'relay=none, delay=1, dsn=4.4.1, status=deferred (connect to x[192.0.2.1]:25: Connection timed out)';
    print $log "$at/smtpd[7]: $id: client=app[192.0.2.9]\n$at/cleanup[1]: $id: message-id=<n$i\@news.example>\n",
        "$at/qmgr[1]: $id: from=<news\@news.example>, size=9, nrcpt=1 (queue active)\n$at/smtp[1]: $id: to=<$to>, $end\n$at/qmgr[1]: $id: removed\n";
}
close $log;
open my $json, '>', "$dir/events.json" or die;
print $json qq({"email":"u$_\@d.example","event":"bounce","sg_event_id":"e$_","timestamp":1763625600,"status":"5.1.1",),
    qq("reason":"550 5.1.1 no such user","smtp-id":"<g$_\@ismtpd.example>"}\n) for 1 .. $messages;
close $json;
printf "%d lines of a log, %.1f MB; %d notifications, %.1f MB\n", $lines, (-s "$dir/mail.log") / 1e6, $messages, (-s "$dir/events.json") / 1e6;

my %env = (HOME => $dir, XDG_STATE_HOME => $dir, XDG_CONFIG_HOME => $dir, XDG_DATA_HOME => $dir);
@ENV{keys %env} = values %env;
# A screen program needs a terminal (script makes one), and keys that end it once the mailbox is open.
open my $muttrc, '>', "$dir/muttrc" or die;
print $muttrc qq(set folder="$dir"\nset spoolfile="$box"\nset quit=yes\npush "q"\n);
close $muttrc;
my @neomutt = ('script', '-qec', "env TERM=xterm neomutt -n -F $dir/muttrc -R -f $box", '/dev/null');
my $sisimai = q{my $d = Sisimai->make($ARGV[0]); print scalar @$d};
my $flufl = <<'PYTHON';    # it gives up on an address that is not ASCII: what it had read until then counts
import logging, mailbox, sys
from flufl.bounce import scan_message
logging.disable()
for message in mailbox.mbox(sys.argv[1]):
    try:
        scan_message(message)
    except UnicodeError:
        pass
PYTHON
my @contest = (    # name, command, is it there?
    [ 'nixie report',  [ "$build/nixie", 'report', '--format', 'jsonl', $box ] ],
    [ 'nixie summary', [ "$build/nixie", 'summary', $box ] ],
    [ 'nixie report, log',  [ "$build/nixie", 'report', '--format', 'jsonl', "$dir/mail.log" ] ],
    [ 'nixie report, JSON', [ "$build/nixie", 'report', '--format', 'jsonl', "$dir/events.json" ] ],
    [ 'neomutt, headers only', \@neomutt, [ 'neomutt', '-v' ] ],
    [ 'sisimai', [ 'perl', '-MSisimai', '-e', $sisimai, $box ], [ 'perl', '-MSisimai', '-e1' ] ],
    [ 'flufl.bounce', [ '/usr/bin/python3', '-c', $flufl, $box ], [ '/usr/bin/python3', '-c', 'import flufl.bounce' ] ],
);

sub quietly {
    my $pid = fork // die;
    if (!$pid) {
        open STDIN, '<', '/dev/null';
        open STDOUT, '>', '/dev/null';
        open STDERR, '>', '/dev/null';
        exec @_ or exit 127;
    }
    waitpid $pid, 0;
    return $? == 0;
}
my @have = grep { !$_->[2] || quietly(@{ $_->[2] }) } @contest;
for my $c (@contest) {
    print "left out: $c->[0] is not installed\n" unless grep { $_ == $c } @have;
}

my %seconds;
for my $run (0 .. $runs) {    # in turn, so that a slow spell hits all; the first round only warms up
    for my $c (@have) {
        my $begin = time;
        quietly(@{ $c->[1] }) or die "bench: $c->[0] failed\n";
        push @{ $seconds{ $c->[0] } }, time - $begin if $run;
    }
}
my %median = map { my @s = sort { $a <=> $b } @{ $seconds{$_} }; ($_ => $s[ @s / 2 ]) } keys %seconds;
printf "%-24s %8.2f s  %6.1f x\n", $_->[0], $median{ $_->[0] }, $median{ $_->[0] } / $median{'nixie report'} for @have;
