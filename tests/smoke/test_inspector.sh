#!/bin/sh
# The inspector in tmux, as an operator would use it: limit, tag, suppress, undo, redo, leave, come back, export; the addresses are those
# that `report` names.
. "$(dirname "$0")/../tap.sh"
command -v tmux >/dev/null 2>&1 || {
    echo '1..0 # SKIP there is no tmux'
    exit 0
}
trap 'tmux -L "$socket" kill-server 2>/dev/null; rm -rf "$T"' EXIT
own_config
some_bounces "$T/box"
export TERM=xterm-256color

screen() {
    tmux -L "$socket" capture-pane -p
}

# shows PATTERN: waits until a line of the screen matches, and no longer than patience lasts.
shows() {
    patience=$(($(date +%s) + 30))
    until screen 2>/dev/null | grep -q -e "$1"; do
        [ "$(date +%s)" -lt "$patience" ] || {
            screen | sed 's/^/#   /'
            return 1
        }
    done
}

keys() {
    tmux -L "$socket" send-keys -- "$@"
}

# A server of its own for each: one that is leaving takes nobody in.
open_inspector() {
    socket=nixie-smoke-$$-$1
    tmux -L "$socket" -f /dev/null new-session -d -x "$1" -y "$2" "$NIXIE $3; tmux -L $socket wait-for -S left; cat"
}

open_inspector 120 36 "$T/box"
ok 'it opens' shows '6 messages'
keys l 'class:hard' Enter
ok 'a limit shows the hard ones' shows '\[3 of 6\]'
keys T Enter
ok 'all that is shown is tagged' shows '2 tagged'
keys s
ok 'an act on two asks' shows 'Suppress 2 tagged addresses?'
keys y
ok 'and is done' shows 'Suppressed 2 addresses'
keys u
ok 'undo takes both back' shows 'Took the decisions on 2 addresses back'
keys C-r
ok 'redo makes it again' shows 'Decided 2 addresses again'
keys :retag Enter
ok 'the tags that the decision ended come back' shows 'Tagged 2 addresses again'
keys :quit Enter
ok 'it leaves' timeout 20 tmux -L "$socket" wait-for left
tmux -L "$socket" kill-server

open_inspector 80 24 '' # the mailbox of the last session
ok 'the session comes back: mailbox and limit' shows 'limit: class:hard'
ok 'and the tags' shows '2 tagged'
ok 'and what was decided' shows '\*S'
keys w t
ok 'an export asks for the format' shows 'format: csv'
keys Enter
ok 'for its columns' shows 'columns: '
keys Enter
ok 'and for the file' shows 'file: '
keys C-u "$T/out.csv" Enter y
ok 'and says what it wrote' shows 'Wrote 2 addresses'
keys w t Enter Enter C-u "$T/out.csv" Enter
ok 'what is there is not overwritten unasked' shows 'is there already'
keys n
ok 'any other key cancels' shows 'nothing was changed'
keys :quit Enter
ok 'it leaves' timeout 20 tmux -L "$socket" wait-for left

run report --limit class:hard --format jsonl "$T/box"
values recipient | tr ' ' '\n' | sort -u >"$T/reported"
perl -ne 'print "$1\n" if $. > 1 && /^"([^"]*)"/' "$T/out.csv" | sort -u >"$T/exported"
ok 'the file holds the addresses that report names' cmp "$T/reported" "$T/exported"
run export --what suppress --format text
sort -u "$T/out" >"$T/suppressed"
ok 'and so does the ledger' cmp "$T/reported" "$T/suppressed"
done_testing
