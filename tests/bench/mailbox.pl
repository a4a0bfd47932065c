#!/usr/bin/perl
# mailbox.pl N OUT: an mbox of N bounces made from the demo's, the same each time. No two are alike: each has its own addresses, ids, dates
# and numbers, as those of one large send have.
use strict;
use warnings;

my ($n, $out) = @ARGV;
die "usage: mailbox.pl N OUT\n" unless $n && $out;
my @texts = map { local (@ARGV, $/) = $_; scalar <> } grep { -f } glob 'doc/demo/mailbox/{cur,new}/*';
die "mailbox.pl: no demo mailbox\n" unless @texts;
s/^(>*From )/>$1/mg for @texts;

my $state = 13;    # a generator of our own: the same numbers on every machine
sub below { $state = ($state * 1103515245 + 12345) & 0x7fffffff; return ($state >> 8) % $_[0] }

my @names = qw(anna.berg b.moreau chen dora.lind e-novak f.rossi gita h.tanaka ivo juan.paz k.smith lena m.ortiz);
open my $box, '>', $out or die "$out: $!\n";
for my $i (0 .. $n - 1) {
    my $text = $texts[below(scalar @texts)];
    my (%of, $k);
    my $of = sub {
        my ($local, $domain) = @_;
        return "$local\@$domain" if $local =~ /^(?:mailer-daemon|postmaster|bounce)/i;
        return $of{lc "$local\@$domain"} //= $names[below(scalar @names)] . $i . ($k++ // '') . "\@$domain";
    };
    my $at = sprintf '%02d Nov 2026 %02d:%02d:%02d', 1 + below(28), below(24), below(60), below(60);
    $text =~ s/\b([A-Za-z][\w.-]*)\@([a-z\d-]+(?:\.[a-z\d-]+)+)/$of->($1, $2)/ge;
    $text =~ s/^(Message-ID: *<)/$1$i.${\below(1 << 30)}./mig;
    $text =~ s/\b\d\d? Nov 2026 \d\d:\d\d:\d\d/$at/g;
    print $box "From MAILER-DAEMON Fri Nov 20 10:00:00 2026\n$text\n\n";
}
close $box or die "$out: $!\n";
