#!/bin/sh
# nixie explain
. "$(dirname "$0")/../tap.sh"

run explain 5.1.1
exits 'a code has an article' 0
says 'with its title' '^5\.1\.1 '
run explain --format md 5.1.1
says 'as Markdown' '^## '
run explain --format json 5.1.1
says 'as JSON' '"name" : "5.1.1"'
run explain userunknown
exits 'a reason has one' 0
run explain 5.1.1 userunknown
ok 'several at once' sh -c '[ "$(grep -c "^5\.1\.1 \|^userunknown " "$1")" -ge 2 ]' sh "$T/out"
run explain 5.9.99
exits 'a code of which nothing is known has one too' 0
run explain --lang de 5.1.1
says 'in German' 'Bedeutung'
LC_ALL=de_DE.UTF-8 run explain 5.1.1
says 'in the language of a locale that was never generated' 'Bedeutung'
LC_ALL=C run explain --lang de 5.1.1
ok 'in plain C it is ASCII' sh -c '! LC_ALL=C grep -q "[^ -~]" "$1"' sh "$T/out"
run explain --ascii 5.1.1
ok 'and with --ascii' sh -c '! LC_ALL=C grep -q "[^ -~]" "$1"' sh "$T/out"

run explain '550 5.1.1 <anna@one.example>: Recipient address rejected: User unknown in virtual mailbox table'
exits 'a pasted line is judged' 0
says 'with a reason' 'reason  *user unknown (userunknown)'
says 'a class' 'class  *hard'
says 'and the article in short' '^    5\.1\.1 '
run explain 552 5.2.2 mailbox full
says 'it need not be quoted' 'mailboxfull'
run explain --format json '452 4.2.2 mailbox full'
is 'the verdict as JSON' 'mailboxfull soft retry' "$(values reason) $(values class) $(values suggested)"

run explain userunkown
exits 'a word that is no name is status 1' 1
complains 'and names what is near to it' 'userunkown.*userunknown'
run explain
exits 'nothing to explain is status 2' 2
run explain --lang xx 5.1.1
exits 'a language that is none is status 2' 2
done_testing
