#!/bin/sh
# --format json of the commands: one document, with the fields that doc/commands.schema.json names
. "$(dirname "$0")/../tap.sh"
HERE=$(dirname "$0")

# fits NAME: the output is what the schema says of NAME, and the check would notice.
fits() {
    perl "$HERE/json_schema.pl" "$HERE/../../doc/commands.schema.json" "$1" <"$T/out" >"$T/faults"
    ok "$1 fits its schema" [ ! -s "$T/faults" ]
}

# part PATH: what stands there in the document, as Perl reads it: '->{acts}[0]{name}'.
part() {
    perl -MJSON::PP -e 'my $d = decode_json(join "", <STDIN>); my $v = eval "\$d$ARGV[0]"; die $@ if $@; print ref $v eq "ARRAY" ? scalar @$v : $v // "null"' -- "$1" <"$T/out"
}

own_config
some_bounces "$T/box"
run accept --guards --format json "$T/box"
fits accept-guards
run accept --format json --dry-run "$T/box"
fits accept
is 'accept says what it would take' 'true null 4 anna@one.example suppress' "$(part '->{dry_run}' | sed 's/^1$/true/') $(part '->{act}') $(part '->{taken}') $(part '->{taken}[0]{address}') $(part '->{taken}[0]{decision}')"
run accept --format json "$T/box"
fits accept
is 'and what it took, as which act' '1 4 2' "$(part '->{act}') $(part '->{taken}') $(part '->{taken}[1]{attempt}' >"$T/null"; "$NIXIE" export --what suppress | wc -l)"
is 'with the date of a retry and the cause of a hold' '2025-11-21T08:02:00Z -/blocked' "$(part '->{taken}[2]{not_before}') $(part '->{taken}[3]{cause}')"
is 'and whom it left, by why' '1 0' "$(part '->{left}{nobody}') $(part '->{left}{decided}')"
run accept --format json "$T/box"
is 'once more, nobody' 'null 0 4' "$(part '->{act}') $(part '->{taken}') $(part '->{left}{decided}')"
"$NIXIE" undo >"$T/null"
run accept --format json --max 1 "$T/box"
exits 'where --max stops it' 3
is 'there is no document' '' "$(cat "$T/out")"
run accept --format xml "$T/box"
exits 'accept has no other format' 2
rm "$XDG_STATE_HOME/nixie/ledger.db"
"$NIXIE" accept "$T/box" >"$T/null"
"$NIXIE" suppress --note 'said "no"' nora@one.example >"$T/null"
"$NIXIE" undo >"$T/null"
"$NIXIE" hold --cause corp/blocked quin@three.example >"$T/null"
"$NIXIE" suppress vera@four.example >"$T/null"
"$NIXIE" purge -y vera@four.example >"$T/null"

run log --format json
fits log
is 'the newest act first' 'purge null 0' "$(part '->{acts}[0]{name}') $(part '->{acts}[0]{sample}') $(part '->{acts}[0]{undone}')"
is 'an undone one says so' '1 suppress' "$(part '->{acts}[4]{undone}') $(part '->{acts}[4]{decision}')"
is 'and what undid it, which' "$(part '->{acts}[4]{act}')" "$(part '->{acts}[3]{undoes}')"
run --lang de log --format json
is 'nothing of it is translated' null "$(part '->{acts}[0]{sample}')"
run log --format json -n 2
is 'as many as were asked for' 2 "$(part '->{acts}')"
run log --format json 2
fits log-act
is 'what an act did' 'null suppress said "no"' "$(part '->{changes}[0]{before}{decision}') $(part '->{changes}[0]{after}{decision}') $(part '->{changes}[0]{after}{note}')"
run log --format json 5
fits log-act
is 'to whom, if that is still known' null "$(part '->{changes}[0]{address}')"
run log --format json 99
exits 'an act that is none' 1
is 'is no document' '' "$(cat "$T/out")"

run show --format json anna@one.example CARL@two.example nobody@one.example
fits show
is 'what stands' 'suppress retry due' "$(part '->{addresses}[0]{decisions}[0]{decision}') $(part '->{addresses}[1]{decisions}[0]{decision}') $(part '->{addresses}[1]{decisions}[0]{state}')"
is 'the address as it was named, and its key' 'CARL@two.example carl@two.example' "$(part '->{addresses}[1]{address}') $(part '->{addresses}[1]{key}')"
is 'its events' '2 5.1.1' "$(part '->{addresses}[0]{events}') $(part '->{addresses}[0]{events}[0]{status}')"
is 'and nothing of whom nothing is known' '0 0' "$(part '->{addresses}[2]{decisions}') $(part '->{addresses}[2]{events}')"

run summary --format json --by class "$T/box"
fits summary
is 'groups with their counts' 'hard 3 2' "$(part '->{groups}[0]{name}') $(part '->{groups}[0]{events}') $(part '->{groups}[0]{addresses}')"
is 'and the whole' '6 6 0' "$(part '->{messages}') $(part '->{events}') $(part '->{nameless}')"
run summary --format json --limit is:suppressed "$T/box"
is 'of what a limit lets through' 3 "$(part '->{events}')"

run due --format json --within 48h
fits list
is 'who becomes due' 'carl@two.example 1' "$(part '->{addresses}[0]{address}') $(part '->{addresses}[0]{attempt}')"
"$NIXIE" --ledger "$T/other.db" suppress anna@one.example >"$T/null"
run --ledger "$T/other.db" due --format json
fits list
is 'nobody is an empty list' 0 "$(part '->{addresses}')"
run export --what all --format json
fits list
is 'an export is one, too' 5 "$(part '->{addresses}')"
cp "$T/out" "$T/all.json"
run import --format json "$T/all.json"
says 'which changes nothing where it is read again' ' 0 addresses of 5'
run import --format json "$T/box/1.eml"
exits 'and what is none is not imported' 1

for command in log show summary; do
    run $command --format xml "$T/box"
    exits "$command has no other format" 2
done
done_testing
