#!/usr/bin/perl
# gate.pl BUILD: counts the instructions of a message, which are the same on a noisy machine as on a quiet one, and fails where they are more
# than doc/PERFORMANCE.md allows. What a start takes is left out: it is the difference between two mailboxes.
use strict;
use warnings;
use File::Temp qw(tempdir);

my $build = shift // 'build';
my ($few, $many, $allowed) = (500, 1500, 1.03); # messages; how much is noise
my $dir = tempdir(CLEANUP => 1);
@ENV{qw(HOME XDG_STATE_HOME XDG_CONFIG_HOME XDG_DATA_HOME)} = ($dir) x 4;
@ENV{qw(LC_ALL TZ NIXIE_NOW)} = ('C.UTF-8', 'UTC', '2026-12-01T12:00:00Z');

my $doc = do { local (@ARGV, $/) = 'doc/PERFORMANCE.md'; <> };
my ($written) = $doc =~ /^Instructions a message: ([\d,]+)$/m or die "gate.pl: doc/PERFORMANCE.md names no figure\n";
$written =~ tr/,//d;

sub instructions {
    my ($n) = @_;
    system('perl', 'tests/bench/mailbox.pl', $n, "$dir/$n.mbox") == 0 or die "gate.pl: no mailbox\n";
    my $told = `valgrind --tool=callgrind --callgrind-out-file=/dev/null $build/nixie summary $dir/$n.mbox 2>&1 >/dev/null`;
    die "gate.pl: $told" unless $told =~ /Collected : (\d+)/; # one of them is too large to be read whole: it ends with 1
    return $1;
}
my $found = int((instructions($many) - instructions($few)) / ($many - $few));
printf "%d instructions a message, %.1f %% of the %d in doc/PERFORMANCE.md\n", $found, 100 * $found / $written, $written;
die "bench-gate: more than 3 % over: find out why, or write the new figure there and why it is worth it\n" if $found > $allowed * $written;
print "bench-gate: less than before; write the new figure there\n" if $found * $allowed < $written;
