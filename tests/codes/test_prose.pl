#!/usr/bin/perl
# Articles are each written for their own sake, and spelt right. TAP. Words that the dictionaries lack stand in words-LANG.txt beside this file.
use strict;
use warnings;
use utf8;
use open qw(:std :encoding(UTF-8));
use IPC::Open2;
use File::Basename;

my $MOST = 0.30;    # of its runs of five words may an article share with another
my $top = dirname(__FILE__) . '/../..';
my %dictionary = (en => 'en_US', de => 'de_DE');
my $tests = 0;
my $failed = 0;

sub ok {
    my ($good, $name, @why) = @_;
    $tests++;
    $failed++ unless $good;
    print $good ? 'ok' : 'not ok', " $tests - $name\n", map { "# $_\n" } @why;
}

sub slurp { local (@ARGV, $/) = $_[0]; my $text = <>; return $text }

# Prose alone: no front matter, fenced lines, code, quotations of servers, link targets.
sub prose {
    my $text = slurp($_[0]);
    my ($title) = $text =~ /^title: (.*)$/m;
    $text =~ s/\A---\n.*?\n---\n//s;
    $text =~ s/^```.*?^```//msg;
    $text =~ s/^#+ .*$//mg;
    $text =~ s/`[^`]*`/ /g;
    $text =~ s/\]\([^)]*\)/]/g;
    return ($title, $text);
}

# What signatures say in a language; up to its colon a title has the words of the server.
sub signature_prose {
    my ($file, $lang) = @_;
    my $whole = slurp($file);
    $whole =~ s/^(title\.\w+ = )[^\n]*?: /$1/mg;
    my $text = join "\n", $whole =~ /^(?:title|means|do|not)\.$lang = (.*(?:\n[ \t]+\S.*)*)/mg;
    s/`[^`]*`/ /g, s/\]\([^)]*\)/]/g for $text;
    return $text;
}

for my $lang (sort keys %dictionary) {
    my @files = sort glob "$top/doc/codes/$lang/*.md";
    my (%runs, %of, %where);
    for my $file (@files) {
        my (undef, $text) = prose($file);
        $text = lc $text;
        $text =~ s/\[[^\]]*\]/ NAME /g;
        $text =~ s/\d+(?:\.\d+)*/ NAME /g;
        my @words = $text =~ /(\w[\w'’-]*)/g;
        my %seen;
        $seen{ join ' ', @words[ $_ .. $_ + 4 ] }++ for 0 .. $#words - 4;
        my $name = basename($file, '.md');
        $runs{$name} = scalar keys %seen;
        push @{ $where{$_} }, $name for keys %seen;
    }
    for my $names (grep { @$_ > 1 } values %where) {
        for my $i (@$names) {
            $of{$i}{$_}++ for grep { $_ ne $i } @$names;
        }
    }
    my @alike;
    for my $i (sort keys %of) {
        for my $j (sort keys %{ $of{$i} }) {
            my $share = $of{$i}{$j} / ($runs{$i} || 1);
            push @alike, sprintf '%s shares %.0f %% with %s', $i, 100 * $share, $j if $share > $MOST;
        }
    }
    ok(!@alike, "no two of the " . @files . " articles in $lang say the same", @alike);

    my %places;
    for my $file (@files) {
        my ($title, $text) = prose($file);
        $text =~ s/["„“”»«][^"„“”»«]*["„“”»«]/ /g;    # what others write is spelt as they spell it
        $places{$_}{ basename($file) } = 1 for grep { !/^\p{Lu}+$/ && !/^X-/ } "$title $text" =~ /(?<![\w.\/@-])(\p{L}[\p{L}’'-]*\p{L})(?![\w\/@]|\.\w)/g;
    }
    for my $file (sort glob "$top/doc/signatures/*.signatures") {
        my $text = signature_prose($file, $lang);
        $text =~ s/["„“”»«][^"„“”»«]*["„“”»«]/ /g;
        $text =~ s{\b\w+(?:[.=]\w+)+\b}{ }g;    # RESOLVER.ADR.RecipNotFound, p=NoSuchUser
        $places{$_}{ basename($file) } = 1 for grep { !/^\p{Lu}+$/ && !/^\p{Lu}\p{Ll}+\p{Lu}/ } $text =~ /(?<![\w.\/@-])(\p{L}[\p{L}’'-]*\p{L})(?![\w\/@]|\.\w)/g;
    }
    my $pid = open2(my $from, my $to, 'hunspell', '-d', $dictionary{$lang}, '-i', 'UTF-8', '-l');
    binmode $_, ':encoding(UTF-8)' for $from, $to;
    if (!fork) {
        close $from;
        print $to "$_\n" for sort keys %places;
        close $to;
        exec 'true';
    }
    close $to;
    chomp(my @bad = <$from>);
    waitpid $pid, 0;
    my %known = map { $_ => 1 } split /\n/, slurp("$top/tests/codes/words-$lang.txt");
    my @unknown = map { "$_: " . join ' ', sort keys %{ $places{$_} // {} } } grep { !$known{$_} } sort @bad;
    ok(!@unknown, "the articles in $lang are spelt right", @unknown);
}
print "1..$tests\n";
exit($failed ? 1 : 0);
