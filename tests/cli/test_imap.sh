#!/bin/sh
# doc/recipes/imap.md, with a server of Dovecot's behind a pipe in the place of one in the net; nothing is listened on.
. "$(dirname "$0")/../tap.sh"
imap=/usr/lib/dovecot/imap
if ! command -v mbsync >/dev/null || ! [ -x $imap ] || [ "$(id -u)" = 0 ] && ! id dovecot >/dev/null 2>&1; then
    echo '1..0 # SKIP mbsync or Dovecot is not installed'
    exit 0
fi
uid=$(id -u) gid=$(id -g)
[ "$uid" != 0 ] || { uid=$(id -u dovecot) gid=$(id -g dovecot); }
server=$T/server
mkdir -p "$server/cur" "$server/new" "$server/tmp" "$server/.Sub/cur" "$server/.Sub/new" "$server/.Sub/tmp" "$HOME/bounces"
bounce ann@one.example 5.1.1 '550 5.1.1 <ann@one.example>: user unknown' >"$server/new/1763625600.1.host"
bounce bob@one.example 5.1.1 '550 5.1.1 <bob@one.example>: user unknown' >"$server/.Sub/cur/1763625601.2.host:2,"
[ "$(id -u)" != 0 ] || { chown -R "$uid:$gid" "$server"; chmod 711 "$T"; }
cat >"$T/dovecot.conf" <<EOF
mail_location = maildir:$server
ssl = no
log_path = /dev/null
first_valid_uid = 0
mail_uid = $uid
mail_gid = $gid
namespace inbox {
  inbox = yes
}
EOF
# Dovecot's program wants pipes and gets them; who fills the one ends with it, else mbsync would wait for him.
cat >"$T/tunnel" <<EOF
#!/bin/sh
exec 3<&0
rm -f $T/pipe && mkfifo $T/pipe
cat <&3 >$T/pipe &
MAIL=maildir:$server USER=x HOME=$server $imap -c $T/dovecot.conf <$T/pipe | cat
kill \$!
EOF
chmod +x "$T/tunnel"
sed -n '/mbsyncrc/,/SyncState/s/^    //p; /mbsyncrc/,/SyncState/s/^$//p' "$(dirname "$0")/../../doc/recipes/imap.md" |
    sed -e '/^IMAPAccount/,/^SSLType/d' -e "s|^Account bounces|Tunnel $T/tunnel|" >"$T/rc"
fetch() {
    timeout 20 mbsync -c "$T/rc" bounces >"$T/out" 2>"$T/err" </dev/null || true
}
fetch
run report --recursive --format jsonl "$HOME/bounces"
exits 'what mbsync fetched is a tree of mailboxes' 0
is 'with all that is on the server' 'ann@one.example bob@one.example' "$(values recipient | tr ' ' '\n' | sort | tr '\n' ' ' | sed 's/ $//')"
ok 'where nothing is marked as read' sh -c '! ls "$1/cur" "$1/.Sub/cur" | grep -q ":2,.*S"' sh "$server"
fetch
run report --recursive --format jsonl "$HOME/bounces"
is 'a second time brings nothing twice' 2 "$(wc -l <"$T/out")"
done_testing
