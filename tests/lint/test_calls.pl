#!/usr/bin/perl
# No circle of calls between the files of a room: of two that call each other neither can be read alone. Asks what was compiled, so
# that a name in a comment is none, and a table of functions is one. TAP.
use strict;
use warnings;

my $top = "$ENV{BUILD}/obj/src";
my (%calls, %home, %wants); # file -> name; a name -> its file
my @objects = grep { -e } map { s{^src/(.*)\.c$}{$top/$1.o}r } sort glob 'src/*/*.c src/*/*/*.c';
open my $symbols, '-|', 'nm', '-A', @objects or die "nm: $!";
while (<$symbols>) {
    my ($file, $kind, $name) = m{^\Q$top\E/(.*)\.o:.*\b(\w) (\w+)$} or next;
    $home{$name} = $file if $kind =~ /[TDRB]/;
    push @{$wants{$file}}, $name if $kind eq 'U';
}
for my $file (keys %wants) {
    for my $name (sort @{$wants{$file}}) { $calls{$file}{$home{$name}} //= $name if $home{$name} && $home{$name} ne $file }
}

my (%state, @circles); # 1: on the way, 2: done
sub follow {
    my ($file, @way) = @_;
    $state{$file} = 1;
    for my $next (sort keys %{$calls{$file} // {}}) {
        if (!$state{$next}) {
            follow($next, @way, $file);
        } elsif ($state{$next} == 1) {
            my @circle = (@way, $file);
            shift @circle while $circle[0] ne $next;
            my @through = map { "$circle[$_].c calls $calls{$circle[$_]}{$circle[($_ + 1) % @circle]}" } 0 .. $#circle;
            push @circles, join(', ', @through) . ", which is $circle[0].c's";
        }
    }
    $state{$file} = 2;
}
follow($_) for grep { !$state{$_} } sort keys %wants;

my $enough = keys(%wants) > 100 && $home{nx_library_new};
print $enough ? 'ok' : 'not ok', " 1 - what was compiled is seen\n";
print @circles ? 'not ok' : 'ok', " 2 - no files call each other in a circle\n";
print "# $_\n" for @circles;
print "1..2\n";
exit($enough && !@circles ? 0 : 1);
