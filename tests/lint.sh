#!/bin/sh
# POT=FILE lint.sh FILE.c...: the habits of this project, checked. Prints what breaks them and fails.
set -u
POT=${POT:-build/nixie.pot}
bad=0
fail() { echo "lint: $*" >&2; bad=1; }

clang-format --dry-run --Werror "$@" || fail "format: run 'make format'"

perl tests/lint/rooms.pl || bad=1
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
