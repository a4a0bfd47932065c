#!/bin/sh
# accuracy.sh BUILD CORPUS: how well `report` agrees with the labels of a corpus (CORPUS/messages, CORPUS/labels.jsonl, CORPUS/score.py).
set -eu
build=$1 corpus=$2
if [ ! -d "$corpus/messages" ] || [ ! -f "$corpus/score.py" ]; then
    echo "accuracy: no labelled corpus at '$corpus' (it is not part of nixie); name one with: make accuracy CORPUS=DIR" >&2
    exit 1
fi
case "${3:-}" in
HOLDOUT=?*) exec python3 tests/holdout.py "$build" "$corpus" "${3#HOLDOUT=}" ;;
esac
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
env -u NIXIE_NOW HOME="$home" XDG_CONFIG_HOME="$home" XDG_STATE_HOME="$home" XDG_DATA_HOME="$home" \
    "$build/nixie" report --format jsonl "$corpus/messages" >"$home/report.jsonl" || [ $? = 1 ]
python3 "$corpus/score.py" "$home/report.jsonl" ${MISSES:+--misses "$MISSES"}
