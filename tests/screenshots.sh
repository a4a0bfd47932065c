#!/bin/sh
# screenshots.sh BUILD: the pictures in doc/screens/, made from the demo mailbox by keys in tmux. Waits by asking the screen, never by time alone.
set -eu
build=$1
out=doc/screens
command -v tmux >/dev/null || { echo "screenshots: tmux is needed" >&2; exit 1; }
home=$(mktemp -d)
t=
session=0
trap '$t kill-server 2>/dev/null || true; rm -rf "$home"' EXIT
mkdir -p "$out"
ln -s "$PWD/doc/demo/mailbox" "$home/bounces" # the pictures show no path of the machine they were made on

until_says() { # text: waits until the screen shows it
    n=0
    until $t capture-pane -p | grep -qF -- "$1"; do
        n=$((n + 1))
        [ $n -lt 500 ] || { echo "screenshots: the screen never said '$1'" >&2; $t capture-pane -p >&2; exit 1; }
        sleep 0.02
    done
}
picture() { # name
    $t capture-pane -e -p | perl tests/ansi2svg.pl "$columns" >"$out/$1.svg"
    $t capture-pane -p >"$home/$1.txt"
}
start() { # columns rows
    columns=$1
    [ -z "$t" ] || $t kill-server 2>/dev/null || true
    session=$((session + 1)) # a server and a state of its own: the one before may still be leaving
    t="tmux -L nixie-screens-$$-$session -f /dev/null"
    env -i PATH="$PATH" HOME="$home" XDG_CACHE_HOME="$home/state-$session" TERM=xterm-256color LANG=C.UTF-8 TZ=UTC \
        $t new-session -d -x "$1" -y "$2" "doc/demo/run $build $home/bounces"
    $t set -g status off >/dev/null
    $t resize-window -x "$1" -y "$2" 2>/dev/null || true
    until_says "1 of 44"
}

start 120 36
until_says "VERDICT"
$t send-keys j s
until_says "Suppressed"
$t send-keys j j r
until_says "Retry ines"
$t send-keys j j j t
until_says "1 tagged"
$t send-keys /disabled Enter
until_says "marisol@puerto.example   "
picture index
$t send-keys b d
until_says "group by"
picture groups
start 80 24
picture small
echo "screenshots: $(ls $out | tr '\n' ' ')"
