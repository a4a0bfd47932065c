#!/bin/sh
# The language: which one is spoken when, and what never changes with it.
. "$(dirname "$0")/../tap.sh"
some_bounces "$T/box"
own_config

# as LOCALE... -- ARGUMENT...: runs the program with nothing of the locale set but that.
as() {
    set_to=
    while [ "$1" != -- ]; do
        set_to="$set_to $1"
        shift
    done
    shift
    status=0
    # shellcheck disable=SC2086
    env -u LC_ALL $set_to "$NIXIE" "$@" >"$T/out" 2>"$T/err" || status=$?
}

ascii_only() { # FILE...
    [ "$(cat "$@" | LC_ALL=C tr -d '\n\t -~' | wc -c)" = 0 ]
}

german='Empfänger unbekannt'
as LANG=C.UTF-8 -- --lang de report "$T/box"
says 'German is spoken where its locale was never made' "$german"
as LANG=de_XX.UTF-8 -- report "$T/box"
says 'a German LANG without its locale is understood' "$german"
as LANG=C.UTF-8 LANGUAGE=de -- report "$T/box"
says 'and so is LANGUAGE' "$german"
as LC_ALL=C -- --lang de summary "$T/box"
says 'asked for, it is spoken in the plain C locale too' 'Nachrichten'
as LANG=de_DE.UTF-8 -- --lang en report "$T/box"
says 'English is spoken where it is asked for' 'user unknown'
silent_on 'and nothing else' "$german"
as LANG=en_US.UTF-8 LANGUAGE=en -- summary "$T/box"
says 'and where the locale says so' 'messages'

for language in en de; do
    for command in 'summary' 'report --explain' 'accept --dry-run'; do
        # shellcheck disable=SC2086
        as LC_ALL=C -- --lang $language $command "$T/box"
        ok "LC_ALL=C: $command in $language is pure ASCII" ascii_only "$T/out" "$T/err"
    done
done
as LC_ALL=C -- --lang de report --limit class:hard "$T/box"
says 'what is not ASCII is escaped' 'Empf.u{00E4}nger unbekannt'

as LANG=C.UTF-8 -- --lang de --help
says 'the help is German' 'was zu tun ist'
as LANG=C.UTF-8 -- suppress --lang=de --help
says 'the help of a command too' 'nie wieder anschreiben'
as LANG=C.UTF-8 -- --lang de report "$T/nowhere" --limit 'nonsense:1'
complains 'complaints are German' 'dieses Feld gibt es nicht'
as LANG=C.UTF-8 -- --lang tlh report "$T/box"
exits 'a language that nobody taught it is status 2' 2
printf '\n[ui]\nlanguage = de\n' >>"$XDG_CONFIG_HOME/nixie/nixie.conf"
as LANG=C.UTF-8 -- report "$T/box"
says 'the configuration chooses the language' "$german"
as LANG=C.UTF-8 -- --lang en report "$T/box"
says 'the command line wins' 'user unknown'

for language in en de; do
    as LANG=C.UTF-8 -- --lang $language report --format jsonl "$T/box"
    cp "$T/out" "$T/report.$language"
    as LANG=C.UTF-8 -- --lang $language report --format csv "$T/box"
    cp "$T/out" "$T/csv.$language"
    as LANG=C.UTF-8 -- --lang $language --ledger "$T/$language.db" accept "$T/box"
    as LANG=C.UTF-8 -- --lang $language --ledger "$T/$language.db" export --what all --format jsonl
    without "$T/out" act >"$T/export.$language"
done
ok 'JSON is the same in both languages' cmp -s "$T/report.en" "$T/report.de"
ok 'and not empty' [ -s "$T/report.de" ]
ok 'CSV is the same' cmp -s "$T/csv.en" "$T/csv.de"
ok 'and so are decisions that are handed on' cmp -s "$T/export.en" "$T/export.de"
ok 'which are some' [ -s "$T/export.de" ]
done_testing
