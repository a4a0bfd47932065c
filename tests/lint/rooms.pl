#!/usr/bin/perl
# rooms.pl: who includes whom, what a room may call, where a name is declared, what stands in its table. Run at the top of the tree; prints
# what is wrong and fails.
use strict;
use warnings;

# The rooms on the road: each includes those before it. `cli` and `tui`, the two users of the engine, share its end.
my @ROAD = qw(base mailbox parse judge codes catalog ledger check advise export cli tui);
my @USERS = qw(cli tui);
# The room of which a public header, include/nixie/NAME.h, is the face; of its own name where it is not here.
my %FACE = (address => 'base', check_result => 'base', data => 'base', error => 'base', json => 'base', library => 'base', sent => 'base', status => 'base', text => 'base', time => 'base',
            report => 'parse', maillog => 'mailbox', event_field => 'catalog', incident => 'advise', reason => 'judge', verdict => 'judge', retry => 'ledger', recipients => 'export', nixie => 'export');
# The floors of a room, from below, each with the rooms and files on it. What is on a floor includes those below, and not its neighbours.
my %FLOORS = (
    parse => [['bounds'], ['mime', 'smtp'], ['notice'], ['report'], ['fields', 'general', 'log'], ['layout'], ['reader', 'raw_view'], ['pasted']],
    tui => [['tui'], ['terminal', 'model'], ['layout', 'rich_text', 'view', 'session'], ['keymap', 'prompt'], ['inspector'], ['views'], ['acts'],
            ['open', 'screen'], ['run']],
);
# What a header declares one by one, and the table in which each has to stand: forgotten there it is never found, and builds.
my @TABLES = (
    [qr/\bNX_MAILBOX_KIND_\w+/, 'src/mailbox/kind.h', 'KINDS', 'src/mailbox/kind.c'],
    [qr/\bnx_run_(?!inspect\b)\w+/, 'src/cli/verb.h', 'VERBS', 'src/cli/verbs.c'], # to inspect is what nixie does without a word
    [qr/\bnx_do_\w+/, 'src/tui/acts/acts.h', 'ACTIONS', 'src/tui/acts/action_table.c'],
);

my $bad = 0;
sub wrong { print STDERR 'lint: ', @_, "\n"; $bad = 1 }

sub slurp { local (@ARGV, $/) = $_[0]; return scalar <> }

my %text = map { $_ => slurp($_) } glob 'src/*/*.[ch] src/*/*/*.[ch] include/nixie/*.h';
my @files = sort keys %text;

# ---- Where a file stands
my (%place, %floor);
@place{@ROAD} = 0 .. $#ROAD;
$place{$_} = $#ROAD for @USERS;
for my $room (keys %FLOORS) {
    for my $i (0 .. $#{$FLOORS{$room}}) { $floor{$room}{$_} = $i for @{$FLOORS{$room}[$i]} }
}

sub room {
    my ($file) = @_;
    return $1 if $file =~ m{^src/(\w+)/};
    return $file =~ m{^include/nixie/(\w+)\.h$} ? $FACE{$1} // $1 : undef;
}

# The room within its room, or, beside those, the file itself.
sub part { return $_[0] =~ m{^src/\w+/(\w+)/} ? $1 : $_[0] =~ m{^src/\w+/(\w+)\.} ? $1 : undef }

# Of each file [line, what it includes]: a path, or "<gmime/gmime.h>" as it is written.
my %includes;
for my $file (@files) {
    my @lines = split /\n/, $text{$file};
    for my $i (0 .. $#lines) {
        my ($ours, $theirs) = $lines[$i] =~ /^#include (?:"([^"]+)"|<([^>]+)>)/ or next;
        my $path = $ours ? "src/$ours" : $theirs =~ m{^nixie/} ? "include/$theirs" : "<$theirs>";
        push @{$includes{$file}}, [$i + 1, $path];
    }
}

# ---- One direction of flow
my %homeless;

sub check_floors {
    my ($room, $from, $line, $to) = @_;
    my ($upper, $lower) = (part($from), part($to));
    my $floor = $floor{$room};
    return if $upper eq $lower || !defined $floor->{$upper} || !defined $floor->{$lower};
    wrong("$from:$line: $upper includes $lower, which is above it") if $floor->{$lower} > $floor->{$upper};
    wrong("$from:$line: $upper includes $lower, which is on its own floor") if $floor->{$lower} == $floor->{$upper};
}

for my $file (@files) {
    my ($room, $part) = (room($file), part($file));
    wrong("$file: $room is not on the road") unless defined $place{$room};
    wrong("$file: $part has no floor in $room (tests/lint/rooms.pl)") if $part && $floor{$room} && !defined $floor{$room}{$part} && !$homeless{$room, $part}++;
    for (@{$includes{$file}}) {
        my ($line, $path) = @$_;
        wrong("$file:$line: GMime outside parse") if $path =~ m{^<gmime/} && $room ne 'parse';
        wrong("$file:$line: curses outside tui") if $path =~ m{^<(n?curses|ncursesw/)} && $room ne 'tui';
        my $to = room($path) // next;
        next unless defined $place{$to} && defined $place{$room};
        wrong("$file:$line: $room includes $to, which comes after it") if $place{$to} > $place{$room};
        check_floors($room, $file, $line, $path) if $to eq $room && $floor{$room} && $path =~ /^src/;
    }
}

# The engine says nothing by itself and reads no environment.
my %user = map { $_ => 1 } @USERS;
for my $file (grep { /\.c$/ && !$user{room($_)} } @files) {
    my $line = 0;
    for (split /\n/, $text{$file}) {
        $line++;
        wrong("$file:$line: $1 in the engine")
            if /\b(printf|puts|fputs|g_print|g_printerr|g_getenv|getenv|exit|abort)\s*\(/ && !m{^\s*(//|/?\*)};
    }
}

# ---- No circle of headers
my %state; # 1: on the way, 2: done
sub follow {
    my ($file, @way) = @_;
    $state{$file} = 1;
    for (@{$includes{$file}}) {
        my ($line, $path) = @$_;
        next unless $text{$path};
        if (!$state{$path}) {
            follow($path, @way, $file);
        } elsif ($state{$path} == 1) {
            my @circle = (@way, $file);
            shift @circle while $circle[0] ne $path;
            wrong("$file:$line: a circle of includes: ", join(' -> ', @circle, $path));
        }
    }
    $state{$file} = 2;
}
for my $file (grep { /\.h$/ } @files) { follow($file) unless $state{$file} }

# ---- One name, one header: types, macros, enumerators, functions
# A header without comments, strings and preprocessor, line for line.
sub bare {
    my ($text) = @_;
    $text =~ s{(/\*.*?\*/|//[^\n]*)}{$1 =~ s/[^\n]//gr}gse;
    $text =~ s/"(?:\\.|[^"\\\n])*"/""/g;
    $text =~ s{^\h*#(?:[^\n]*\\\n)*[^\n]*}{$& =~ s/[^\n]//gr}gme;
    $text =~ s/^G_(?:BEGIN|END)_DECLS$//gm;
    return $text;
}

my %home; # name -> file:line
sub declare {
    my ($name, $file, $line) = @_;
    my $before = $home{$name} //= [$file, $line];
    wrong("$file:$line: $name is declared in $before->[0]:$before->[1], too") if $before->[0] ne $file;
}

# What a declaration declares; a body in it is "{}". A tag is a name apart: a type that all know may be open to few.
sub names_of {
    local ($_) = @_;
    return $1 if /^\s*typedef\b.*\(\s*\*\s*(\w+)\s*\)\s*\(/s;
    return $1 if /^\s*typedef\b.*?(\w+)\s*(?:\[[^\]]*\]\s*)*$/s;
    return $1 if /\b((?:struct|union|enum)\s+\w+)\s*\{\}\s*$/;
    return /^[^(=]*?\b(?!G_)(\w+)\s*\(/s ? $1 : ();
}

sub line_at { return 1 + ($_[0] =~ tr/\n//) } # behind that text

for my $file (grep { /\.h$/ } @files) {
    my $text = $text{$file};
    declare($1, $file, line_at(substr $text, 0, $-[0])) while $text =~ /^#\h*define\h+(\w+)/mg;
    $text = bare($text);
    while ($text =~ /\benum\b\s*\w*\s*\{([^{}]*)\}/g) {
        my ($body, $line) = ($1, line_at(substr $text, 0, $-[0]));
        for (split /,/, $body =~ s/\([^()]*\)/()/gr) { declare($1, $file, $line) if /\b([A-Z]\w+)\s*(?:=.*)?$/s }
    }
    1 while $text =~ s/\{([^{}]*)\}/"\0" . ($1 =~ tr|\n||cdr)/e;
    $text =~ s/(\)\s*)\0/$1;/g; # the body of a function ends its declaration
    $text =~ s/\0/{}/g;
    my $line = 1;
    for my $declaration (split /;/, $text) {
        my ($blank) = $declaration =~ /^(\s*)/;
        declare($_, $file, $line + ($blank =~ tr/\n//)) for names_of($declaration);
        $line += $declaration =~ tr/\n//;
    }
}

# ---- What is declared stands in its table
for (@TABLES) {
    my ($what, $header, $table, $file) = @$_;
    next unless $text{$header};
    my ($rows) = ($text{$file} // '') =~ /^static const [^;{]*\b\Q$table\E\[\w*\] = \{(.*?)\};\n/ms;
    if (!defined $rows) {
        wrong("$file: has no table $table, which $header is for (tests/lint/rooms.pl)");
        next;
    }
    my %row = map { $_ => 1 } $rows =~ /\b\w+/g;
    my $declared = bare($text{$header});
    while ($declared =~ /$what/g) {
        my ($name, $line) = ($&, line_at(substr $declared, 0, $-[0]));
        wrong("$header:$line: $name is not in $table of $file") unless $row{$name};
    }
}

# ---- A table with an entry for each member of an enum does not build when there is a new one
for my $file (grep { /\.c$/ } @files) {
    my $text = bare($text{$file});
    while ($text =~ /\b(\w+)\[\](?:\([^;{}]*\))?\)?(?:\([^;{}]*\))? = \{\s*\[NX_[^;]*?\};/g) {
        my ($name, $line, $behind) = ($1, line_at(substr $text, 0, $-[0]), substr $text, $+[0], 200);
        wrong("$file:$line: $name has no G_STATIC_ASSERT on its length behind it") if $behind !~ /^\s*G_STATIC_ASSERT\(G_N_ELEMENTS\(\Q$name\E\) == NX_N_/;
    }
}
exit $bad;
