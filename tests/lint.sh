#!/bin/sh
# POT=FILE lint.sh FILE.c...: the habits of this project, checked. Prints what breaks them and fails.
set -u
POT=${POT:-build/nixie.pot}
bad=0
fail() { echo "lint: $*" >&2; bad=1; }

clang-format --dry-run --Werror "$@" || fail "format: run 'make format'"

# One direction of flow: a room includes only rooms before it.
perl - <<'P' || bad=1
my @road = qw(base mailbox parse judge codes catalog ledger advise export cli tui);
my %place; @place{@road} = 0 .. $#road;
$place{tui} = $place{cli} = $#road; # the two users of the engine
my %face = (address => 'base', data => 'base', error => 'base', library => 'base', status => 'base', text => 'base', time => 'base',
            report => 'parse', verdict => 'judge', nixie => 'export', retry => 'ledger', map { $_ => $_ } qw(mailbox codes catalog ledger advise export));
my $bad = 0;
for my $f (glob 'src/*/*.[ch] src/*/*/*.[ch]') {
    my ($room) = $f =~ m{^src/(\w+)/};
    open my $in, '<', $f or die;
    while (<$in>) {
        my $to;
        if (m{^#include <nixie/(\w+)\.h>}) { $to = $face{$1} // die "lint: $f:$.: unknown header $1\n" }
        elsif (m{^#include "(\w+)/[\w/]+\.h"}) { $to = $1 }
        elsif (m{^#include <gmime/} && $room ne 'parse') { print STDERR "lint: $f:$.: GMime outside parse\n"; $bad = 1 }
        elsif (m{^#include <(n?curses|ncursesw/)} && $room ne 'tui') { print STDERR "lint: $f:$.: curses outside tui\n"; $bad = 1 }
        next unless defined $to && exists $place{$to};
        if ($place{$to} > $place{$room}) { print STDERR "lint: $f:$.: $room includes $to, which comes after it\n"; $bad = 1 }
    }
}
# The engine says nothing by itself and reads no environment.
for my $f (map { glob "src/$_/*.c src/$_/*/*.c" } grep { !/^(cli|tui)$/ } @road) {
    open my $in, '<', $f or die;
    while (<$in>) {
        if (/\b(printf|puts|fputs|g_print|g_printerr|g_getenv|getenv|exit|abort)\s*\(/ && !m{^\s*(//|/?\*)}) { print STDERR "lint: $f:$.: $1 in the engine\n"; $bad = 1 }
    }
}
exit $bad;
P

grep -nE '\b(TODO|FIXME|XXX|HACK)\b' -r src include tests --include='*.[ch]' && fail "unfinished work"
for s in .ci/run .ci/need tests/*.sh tests/*/*.sh doc/demo/run; do
    [ -e "$s" ] || continue
    sh_of=$(head -1 "$s" | grep -q bash && echo bash || echo sh)
    $sh_of -n "$s" || fail "$s"
done
[ ! -e doc/nixie.1 ] || mandoc -Tlint -Wwarning doc/nixie.1 || fail "doc/nixie.1"
# Whatever people read is translated; POT holds all that the code marks just now.
for po in src/po/*.po; do
    [ -e "$po" ] || continue
    msgfmt --check -o /dev/null "$po" || fail "$po"
    msgcmp "$po" "$POT" || fail "$po: not all is translated; 'make pot' adds what is new"
done
extra=$(git ls-tree --name-only HEAD 2>/dev/null | grep -vxE 'Makefile|README\.md|LICENSE|src|include|tests|themes|doc|\..*' || true)
[ -z "$extra" ] || fail "at the top level: $extra"
[ $bad = 0 ] && echo "lint: nothing to say"
exit $bad
