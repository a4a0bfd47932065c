#!/usr/bin/perl
# check.pl BUILD: how long `nixie check` takes against a name server of our own on 127.0.0.1, with the latency and losses of a network, and
# whether it ever calls a live domain dead. Prints seconds and the most memory beside what is allowed; fails beyond that.
use strict;
use warnings;
use File::Temp qw(tempdir);
use IPC::Open2;
use Time::HiRes qw(time);

my $build = shift // 'build';
my $dir = tempdir(CLEANUP => 1);
@ENV{qw(HOME XDG_STATE_HOME XDG_CONFIG_HOME XDG_DATA_HOME)} = ($dir) x 4;
my $bad = 0;

# What is asked: name, addresses, domains, dead of a thousand, milliseconds, lost of a thousand, runs, seconds allowed, and how many of a thousand
# have servers that fail, refuse, are lame, slow or silent: nobody of all may be called dead.
my @CASES = (
    ['500 domains, 2 % dead', 10_000, 500, 20, 0, 0, 3, 8],
    ['500 domains, 2 % dead, network', 10_000, 500, 20, 65, 5, 3, 8],
    ['10,000 domains, 2 % dead, network', 10_000, 10_000, 20, 65, 5, $ENV{CHECK_RUNS} // 10, 40],
    ['1,000 domains, 30 % sick, network', 1_000, 1_000, 20, 65, 5, $ENV{CHECK_RUNS} // 10, 40, 300],
);

sub is_dead { my ($i, $dead) = @_; return $i % 1000 * $dead % 1000 < $dead }

# Runs it; seconds, kilobytes at most, lines of the answer.
sub run {
    my @command = @_;
    my $start = time;
    my $measured = -x '/usr/bin/time' ? "/usr/bin/time -f %M -o $dir/rss " : '';
    open my $out, '-|', 'sh', '-c', $measured . join(' ', map { "'$_'" } @command) . " 2>$dir/err" or die;
    my @lines = <$out>;
    close $out;
    my $seconds = time - $start;
    my $rss = $measured ? do { local (@ARGV) = "$dir/rss"; (<>)[-1] } : 0;
    return ($seconds, $rss, \@lines);
}

sub check {
    my ($name, $seconds, $allowed, $note) = @_;
    my $verdict = $seconds <= $allowed ? '' : '  TOO SLOW';
    $bad = 1 if $verdict;
    printf "%-44s %6.2f s of %s%s%s\n", $name, $seconds, $allowed, $note // '', $verdict;
}

for my $case (@CASES) {
    my ($name, $addresses, $domains, $dead, $ms, $lost, $runs, $allowed, $sick) = @$case;
    $sick //= 0;
    my $pid = open2(my $from, my $to, "$build/bench/check_server", $domains, $dead, $ms, $lost, $sick);
    chomp(my $place = <$from>);
    open my $list, '>', "$dir/list" or die;
    printf $list "user%d\@d%d.bench.net\n", $_, $_ % $domains for 0 .. $addresses - 1;
    close $list;
    my ($slowest, $most, $unseen) = (0, 0, 0);
    for (1 .. $runs) {
        unlink glob "$dir/nixie/ledger.db*";
        my ($seconds, $kb, $lines) = run("$build/nixie", 'check', '-f', 'tsv', '--nameserver', $place, "$dir/list");
        $slowest = $seconds if $seconds > $slowest;
        $most = $kb if $kb > $most;
        die "answers of " . (@$lines - 1) . "\n" unless @$lines == $addresses + 1;
        for (@$lines[1 .. $#$lines]) {
            my (undef, $domain, $result, $reason) = split /\t/;
            my ($i) = $domain =~ /^d(\d+)/;
            $bad = 1, print "$domain is alive and was called $reason\n" if $result eq 'invalid';
            $unseen++ if !is_dead($i, $dead) && $i % 1000 < 1000 - $sick && $reason ne 'accepts_mail';
        }
    }
    check($name, $slowest, $allowed, sprintf(', slowest of %d, %.1f MB, %d live ones without an answer', $runs, $most / 1024, $unseen));
    # Who answered is remembered; who did not is asked each time.
    if ($domains < $addresses) {
        open my $live, '>', "$dir/live" or die;
        printf $live "user%d\@d%d.bench.net\n", $_, $_ % $domains for grep { !is_dead($_ % $domains, $dead) } 0 .. $addresses - 1;
        close $live;
        my ($seconds) = run("$build/nixie", 'check', '-f', 'tsv', '--nameserver', $place, "$dir/live");
        check('  remembered', $seconds, 0.2);
    }
    close $to;
    waitpid $pid, 0;
}
exit $bad;
