#!/usr/bin/perl
# mutate.pl BUILD N SEED ROOM... -- MAKE-ARGUMENT...: do a room's tests notice when something in it breaks?
#
# Puts one small bug at a time into a C file of the room, in a copy of the sources below BUILD, builds, runs the room's
# tests, and prints the bugs that none of them noticed. What does not compile is drawn again; tests that hang have noticed.
# The same seed draws the same bugs. The tests of a room within a room (parse/general) are those around it.
use strict;
use warnings;
use Time::HiRes 'time';

my ($scratch, $most, $seed, @rooms) = (shift(@ARGV) . '/mutate', @ARGV);
my @make = ('make', '-s', '-j' . int `nproc`, 'CFLAGS=-O1 -Wno-maybe-uninitialized', 'BUILD=build');
my ($dashes) = grep { $rooms[$_] eq '--' } 0 .. $#rooms;
push @make, splice @rooms, $dashes + 1;
pop @rooms;
"$most $seed" =~ /^\d+ \d+$/ && @rooms && !grep { !-d "src/$_" } @rooms or die "usage: make mutate ROOM=judge N=40 SEED=1\n";
my %MORE_TESTS = (tui => 'screen/');    # in a real terminal
delete @ENV{qw(MAKEFLAGS MFLAGS MAKELEVEL)};

sub slurp { local (@ARGV, $/) = $_[0]; return scalar <> }
sub spew { open my $out, '>', $_[0] or die "$_[0]: $!\n"; print $out $_[1]; close $out or die "$_[0]: $!\n" }

sub succeeds {    # a command, what it says kept from the screen
    my $pid = fork // die "fork: $!\n";
    if (!$pid) {
        open STDOUT, '>', "$scratch/log" and open STDERR, '>&', \*STDOUT or die;
        exec @_ or die;
    }
    waitpid $pid, 0;
    return $? == 0;
}

# The text with comments, assertions and what stands in quotes blanked: places in it are places in the file.
sub bare {
    my ($text) = @_;
    $text =~ s{/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'}
              {my $all = $&; $all =~ m{^/} ? $all =~ s,[^\n], ,gr : '"' . '_' x (length($all) - 2) . '"'}gse;
    $text =~ s{^[ \t]*(?:#|.*(?:g_assert|static_assert|g_error|g_return)).*(?:(?<=\\)\n.*)*}{$& =~ s,[^\n], ,gr}gme;
    return $text;
}

# The other fields of the same type beside each field of a struct: name => {name => 1}.
my %twins;
sub learn_fields {
    for my $body (bare($_[0]) =~ /struct\b[^;{()]*\{([^{}]*)\}/g) {
        my %of_type;
        for (split /;/, $body) {
            my ($type, $names) = /^\s*((?:\w+\s+)*?\w+[\s*]+)(\w+(?:\s*,[\s*]*\w+)*)\s*(?::.*)?$/ or next;
            push @{$of_type{$type =~ s/\s//gr}}, $names =~ /\w+/g;
        }
        for my $names (values %of_type) {
            for my $name (@$names) { $twins{$name}{$_} = 1 for grep { $_ ne $name } @$names }
        }
    }
}

# ---- The bugs: [kind, at, length, what comes instead] -----------------------------------------------------------------
my %TURNED = ('==' => '!=', '!=' => '==', '&&' => '||', '||' => '&&');
my %OFF = ('<' => '<=', '<=' => '<', '>' => '>=', '>=' => '>');

sub bugs_in {
    my ($text) = @_;
    my ($bare, @bugs) = bare($text);
    my $put = sub { my ($kind, $from, $to, $new) = @_; push @bugs, [$kind, $from, $to - $from, $new] };

    $put->('condition', $-[1], $+[1], $TURNED{$1}) while $bare =~ / (==|!=|&&|\|\|) /g;
    $put->('condition', $-[1], $+[1], '!(' . substr($text, $-[1], $+[1] - $-[1]) . ')')
        while $bare =~ /^[ \t]+(?:\} )?(?:else )?if \(([^\n]*)\)(?: \{)?$/mg;

    # A loop leaves its last out rather than run past the end, which no test can see.
    while ($bare =~ / (<=?|>=?) /g) {
        my ($from, $to, $operator) = ($-[1], $+[1], $1);
        my $loop = substr($bare, rindex($bare, "\n", $from) + 1) =~ /^\s*for \(/ && $operator eq '<';
        $put->('bound', $from, $to, $loop ? '+ 1 <' : $OFF{$operator});
    }
    $put->('bound', $-[1], $+[1], $1 + 1) while $bare =~ m{ (?:[<>]=?|[=!]=|\bfor \(\w+ \w+ =) (\d+)\b(?![.\w])}g;
    $put->('bound', $-[0], $+[0], '') while $bare =~ / [+-] 1\b(?![.\w])/g;

    # Cases, members of sets, rows of tables. A row of nothing but text is left alone.
    $put->('member', $-[0], $+[0], '') while $bare =~ /^[ \t]+case [^:\n]+:(?: [^\n]*;)?\n/mg;
    $put->('member', $-[0], $+[0], '') while $bare =~ / \| [A-Z]\w+\b(?!\()/g;
    $put->('member', $-[0], $+[0], '') while $bare =~ /\b[A-Z][A-Z0-9_]+, (?=[A-Z][A-Z0-9_]+\b[^()\n]*[,}])/g;
    while ($bare =~ /^[ \t]+(?:\[\w+\] = )?\{([^{}]*)\},\n/mg) {
        my ($from, $to, $row) = ($-[0], $+[0], $1);
        $put->('member', $from, $to, '') if $row =~ s/"_*"//gr =~ /\w/;
    }

    # Both fields change places where the second stands on the same line or the next.
    while ($bare =~ /(?:->|\.)(\w+)\b(?! *\()[^\n]*\n[^\n]*/g) {
        my ($name, $from, $to) = ($1, $-[1], $+[0]);
        for my $twin (sort keys %{$twins{$name}}) {
            my $new = substr $text, $from, $to - $from;
            $new =~ s/(?:^|(?<=->)|(?<=\.))(?:($name)|$twin)\b/$1 ? $twin : $name/ge;
            $put->('field', $from, $to, $new);
        }
        pos($bare) = $from;
    }

    $put->('early return', $-[0], $+[0], '')
        while $bare =~ /^[ \t]+if \([^\n]*\)\n\s+(?:return|continue|break)\b[^;]*;\n/mg;
    return @bugs;
}

# ---- One room ---------------------------------------------------------------------------------------------------------
sub shown {    # the lines before and after
    my ($text, $at, $length, $new) = @_;
    my $from = rindex($text, "\n", $at - 1) + 1;
    my $deleted = $length && substr($text, $at + $length - 1, 1) eq "\n";
    my $end = $deleted ? $at + $length - 1 : index $text, "\n", $at + $length;
    my $shown = substr($text, $from, $end - $from) =~ s,^\s*,    - ,mgr . "\n";
    return $shown if $deleted;
    my $after = substr($text, $from, $at - $from) . $new . substr $text, $at + $length, $end - $at - $length;
    return $shown . $after =~ s,^\s*,    + ,mgr . "\n";
}

sub mutate {
    my ($room) = @_;
    my ($around) = $room =~ m{^(\w+)};
    my $tests = join ' ', "TESTS=$around/", $MORE_TESTS{$around} // ();
    succeeds(@make, 'tests', $tests) or die "$room does not build: see $scratch/log\n";
    my $start = time;
    succeeds(@make, 'run-tests', $tests) or die "$room: its tests fail without a bug: see $scratch/log\n";
    my @bounded = ('timeout', '-k', 5, int(3 * (time - $start)) + 5, @make, 'run-tests', $tests);

    my (%bugs, $tried, $noticed);
    for my $file (sort glob "src/$room/*.c src/$room/*/*.c") {
        push @{$bugs{$_->[0]}}, [$file, @$_] for bugs_in(slurp($file));
    }
    srand $seed;
    for ($tried = $noticed = 0; $tried < $most && (my @kinds = grep { @{$bugs{$_}} } sort keys %bugs);) {
        my $of_kind = $bugs{$kinds[rand @kinds]};
        my ($file, $kind, $at, $length, $new) = @{splice @$of_kind, rand @$of_kind, 1};
        my $text = slurp($file);
        spew($file, substr($text, 0, $at) . $new . substr $text, $at + $length);
        my $unnoticed = (my $compiles = succeeds(@make, 'tests', $tests)) && succeeds(@bounded);
        spew($file, $text);
        $tried += $compiles;
        $noticed += $compiles && !$unnoticed;
        my $line = 1 + substr($text, 0, $at) =~ tr|\n||;
        print "$file:$line: $kind\n", shown($text, $at, $length, $new) if $unnoticed;
    }
    print "$room: $noticed of $tried noticed\n";
}

$| = 1;
system("rm -rf '$scratch' && mkdir -p '$scratch'") == 0 or exit 1;
system(qw(cp -a Makefile src include tests themes doc), $scratch) == 0 or exit 1;
chdir $scratch or die "$scratch: $!\n";
learn_fields(slurp($_)) for sort glob 'include/nixie/*.h src/*/*.[ch] src/*/*/*.[ch]';
mutate($_) for @rooms;
