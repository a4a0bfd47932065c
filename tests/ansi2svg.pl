#!/usr/bin/perl
# ansi2svg.pl COLUMNS <CAPTURE >PICTURE: a screen as `tmux capture-pane -e -p` prints it, as an SVG.
use strict;
use warnings;
use utf8;
no warnings "qw";
use open qw(:std :encoding(UTF-8));

my $columns = shift // 120;
my ($cw, $ch, $pad) = (8.4, 17, 10);
my @basic = qw(#1d1f21 #cc6666 #8fb573 #d7a94b #6f9fcf #b294bb #70b5b0 #c5c8c6 #7c8088 #e07a7a #b5d58c #f0c674 #81b2e0 #cfa9d8 #8acfc9 #ffffff);
my ($paper, $ink) = ('#16181b', '#d8dade');

sub colour {    # an index of the 256, as HTML
    my $n = shift;
    return $basic[$n] if $n < 16;
    return sprintf '#%02x%02x%02x', (8 + 10 * ($n - 232)) x 3 if $n >= 232;
    $n -= 16;
    my @level = (0, 95, 135, 175, 215, 255);
    return sprintf '#%02x%02x%02x', @level[int($n / 36), int($n / 6) % 6, $n % 6];
}
sub width {    # cells of a character
    my $c = ord shift;
    return 0 if chr($c) =~ /\p{Mn}|\p{Me}/;
    return chr($c) =~ /[\p{East_Asian_Width=Wide}\p{East_Asian_Width=Fullwidth}]/ ? 2 : 1;
}
sub escape { my $t = shift; $t =~ s/&/&amp;/g; $t =~ s/</&lt;/g; $t =~ s/>/&gt;/g; $t =~ s/\s/\x{a0}/g; return $t }

my @lines = map { chomp; $_ } <STDIN>;
my ($w, $h) = ($columns * $cw + 2 * $pad, @lines * $ch + 2 * $pad);
print qq{<svg xmlns="http://www.w3.org/2000/svg" width="$w" height="$h" viewBox="0 0 $w $h">\n};
print qq{<rect width="100%" height="100%" rx="6" fill="$paper"/>\n<g font-family="DejaVu Sans Mono,Menlo,Consolas,monospace" font-size="14" xml:space="preserve">\n};
my %s;
my $row = 0;
for my $line (@lines) {
    my $x = 0;
    while ($line =~ /\G(?:\e\[([\d;:]*)m|([^\e]+)|\e.)/g) {
        if (defined $1) {
            my @p = split /[;:]/, $1 eq '' ? '0' : $1;
            while (@p) {
                my $p = shift @p;
                if    ($p eq '' || $p == 0) { %s = () }
                elsif ($p == 1) { $s{bold} = 1 }
                elsif ($p == 2) { $s{dim} = 1 }
                elsif ($p == 3) { $s{italic} = 1 }
                elsif ($p == 4) { $s{under} = 1 }
                elsif ($p == 7) { $s{reverse} = 1 }
                elsif ($p == 22) { delete @s{qw(bold dim)} }
                elsif ($p == 24) { delete $s{under} }
                elsif ($p == 27) { delete $s{reverse} }
                elsif ($p >= 30 && $p <= 37) { $s{fg} = colour($p - 30) }
                elsif ($p >= 90 && $p <= 97) { $s{fg} = colour($p - 82) }
                elsif ($p >= 40 && $p <= 47) { $s{bg} = colour($p - 40) }
                elsif ($p >= 100 && $p <= 107) { $s{bg} = colour($p - 92) }
                elsif ($p == 39) { delete $s{fg} }
                elsif ($p == 49) { delete $s{bg} }
                elsif ($p == 38 || $p == 48) {
                    my $key = $p == 38 ? 'fg' : 'bg';
                    my $how = shift @p // 5;
                    $s{$key} = $how == 5 ? colour(shift @p // 7) : sprintf '#%02x%02x%02x', map { $_ // 0 } splice @p, 0, 3;
                }
            }
        } elsif (defined $2) {
            my ($fg, $bg) = ($s{fg} // $ink, $s{bg} // $paper);
            ($fg, $bg) = ($bg, $fg) if $s{reverse};
            my $cells = 0;
            my @glyphs;
            for my $c (split //, $2) {
                my $n = width($c);
                if ($n == 0 && @glyphs) { $glyphs[-1][1] .= $c; next }
                push @glyphs, [ $x + $cells, $c, $n ];
                $cells += $n;
            }
            my $y = $pad + $row * $ch;
            printf qq{<rect x="%.1f" y="%d" width="%.1f" height="%d" fill="%s"/>\n}, $pad + $x * $cw, $y, $cells * $cw, $ch, $bg if $bg ne $paper;
            my $more = ($s{bold} ? ' font-weight="bold"' : '') . ($s{dim} ? ' opacity="0.65"' : '') . ($s{under} ? ' text-decoration="underline"' : '');
            # One element a run of narrow glyphs, with its length fixed, so that any font keeps the grid.
            my ($run, $at) = ('', 0);
            my $flush = sub {
                return if $run !~ /\S/;
                my ($lead) = $run =~ /^(\s*)/;
                my $n = length($lead);
                (my $t = substr $run, $n) =~ s/\s+$//;
                printf qq{<text x="%.1f" y="%.1f" fill="%s" textLength="%.1f" lengthAdjust="spacingAndGlyphs"%s>%s</text>\n}, $pad + ($at + $n) * $cw, $y + 13, $fg,
                    length($t) * $cw, $more, escape($t);
            };
            for my $g (@glyphs) {
                if ($g->[2] == 1 && length $g->[1] == 1) { $at = $g->[0] if $run eq ''; $run .= $g->[1]; next }
                $flush->(); $run = '';
                printf qq{<text x="%.1f" y="%.1f" fill="%s"%s>%s</text>\n}, $pad + $g->[0] * $cw, $y + 13, $fg, $more, escape($g->[1]);
            }
            $flush->();
            $x += $cells;
        }
    }
    $row++;
}
print "</g>\n</svg>\n";
