#!/bin/sh
# coverage.sh BUILD BINARY...: what of each room the tests ran through, in lines, from the profiles in BUILD/profiles; its files
# with most lines that nothing runs come below. Fails where a room of BOUND falls short.
set -eu
build=$1
shift
objects=
for binary in "$@"; do objects="$objects -object $binary"; done
llvm-profdata merge -sparse "$build"/profiles/*.profraw -o "$build/all.profdata"
# shellcheck disable=SC2086
llvm-cov export -summary-only -instr-profile "$build/all.profdata" ${objects# -object} 2>/dev/null >"$build/coverage.json"
perl -MJSON::PP -e '
    my %bound = map { $_ => 90 } qw(parse mailbox export judge ledger);
    local $/;
    my (%all, %run, @short);
    for my $file (@{ decode_json(<STDIN>)->{data}[0]{files} }) {
        my ($room, $name) = $file->{filename} =~ m{/src/(\w+)/(.*)$} or next;
        my $lines = $file->{summary}{lines};
        $all{$room} += $lines->{count};
        $run{$room} += $lines->{covered};
        push @short, [$lines->{count} - $lines->{covered}, $lines->{count}, "$room/$name"] if $bound{$room};
    }
    my $bad = 0;
    for my $room (sort keys %all) {
        my $share = 100 * $run{$room} / ($all{$room} || 1);
        my $short = $bound{$room} && $share < $bound{$room};
        $bad ||= $short;
        printf "coverage: %-8s %6.2f %% of %5u lines%s\n", $room, $share, $all{$room}, $short ? ", $bound{$room} % are wanted" : "";
    }
    printf "coverage: %4u of %4u lines never run in %s\n", @$_ for grep { $_ && $_->[0] > 0 } (sort { $b->[0] <=> $a->[0] } @short)[0 .. 11];
    exit $bad;
' <"$build/coverage.json"
