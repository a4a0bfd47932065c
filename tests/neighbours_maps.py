#!/usr/bin/python3
"""neighbours_maps.py BUILD: lists that nixie exports, read by the software that they are for, and that asked whom it refuses.

Each program is installed from Debian's packages into an overlay of this machine's root below BUILD/neighbours, in which nothing of the
machine itself changes, and runs there in namespaces of its own (unshare --mount --net --uts --pid) on 127.0.0.1 alone: nothing leaves, nothing is
left running. Needs root, overlayfs and the package mirror; what cannot be had here is skipped by name. Last, the loop is closed: a mailing
by Postfix to a server that refuses some, what comes back accepted, exported, and the mailing sent again."""
import fcntl, json, os, re, shutil, socket, struct, subprocess, sys, threading, time, urllib.request
from pathlib import Path

PACKAGES = {
    "postfix": ["postfix", "postfix-lmdb"],
    "exim": ["exim4-daemon-light"],
    "sendmail": ["sendmail-bin", "sendmail-cf", "m4"],
    "opensmtpd": ["opensmtpd"],
    "rspamd": ["rspamd"],
    "mailman": ["mailman3"],
}
# Decided about, as they are spelled.
DECIDED = {
    "suppress": ["Ann@Example.org", "jo@bücher.example", "jürgen@bücher.example", "Über@example.org", "über@example.org", '"quo ted"@example.org', "o#x@example.org", "=cmd|x@example.org",
                 "+1@example.org", "#hash@example.org"],
    "retry": ["paul@example.org"],
    "hold": ["hal@example.org"],
    "ignore": ["ivo@example.org"],
}
# Asked for: who is refused, in each spelling that a server may see, and who is not.
REFUSED = ["ann@example.org", "ANN@EXAMPLE.ORG", "Ann@example.org", "jo@xn--bcher-kva.example", "o#x@example.org", "=cmd|x@example.org", "+1@example.org"]
QUOTED = ['"quo ted"@example.org']
UNICODE = ["Über@example.org", "über@example.org", "jo@bücher.example", "jürgen@xn--bcher-kva.example", "jürgen@bücher.example"]
LATER = ["paul@example.org", "hal@example.org"]
LET_IN = ["annx@example.org", "xann@example.org", "ann@example.com", "ann@sub.example.org", "ivo@example.org", "bob@example.org", "cmd|x@example.org",
          "jo@bcher.example", "1@example.org"]
OURS, THEIRS = "sender.example", "dest.example"


# ---- Chroots ---------------------------------------------------------------------------------------------------------
def install(root, name):
    """Once; FALSE where that cannot be done here."""
    home = root / name
    if (home / "installed").exists():
        return True
    shutil.rmtree(home, ignore_errors=True)
    script = f"""
set -e
mkdir -p {home}/up {home}/work {home}/root
mount -t overlay overlay -o lowerdir=/,upperdir={home}/up,workdir={home}/work {home}/root
mount -t proc proc {home}/root/proc
mount --rbind /dev {home}/root/dev
printf '#!/bin/sh\\nexit 101\\n' > {home}/root/usr/sbin/policy-rc.d
chmod 755 {home}/root/usr/sbin/policy-rc.d
chroot {home}/root apt-get update -q || true
chroot {home}/root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends {' '.join(PACKAGES[name])}
touch {home}/installed
"""
    run = subprocess.run(["unshare", "--mount", "sh", "-c", script], stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if run.returncode:
        print(f"# {name}: {(run.stderr.strip().splitlines() or ['cannot be installed'])[-1]}")
    return run.returncode == 0


def inside(root, build, name):
    """Runs this file once more, in the chroot of `name`; its lines."""
    home = root / name
    tests = Path(__file__).absolute().parent  # both may stand below /tmp, which is another one in there
    script = f"""
set -e
mount -t overlay overlay -o lowerdir=/,upperdir={home}/up,workdir={home}/work {home}/root
mount -t proc proc {home}/root/proc
mount --rbind /dev {home}/root/dev
mount -t tmpfs tmpfs {home}/root/tmp
mkdir -p {home}/root{build} {home}/root{tests}
mount --bind {build} {home}/root{build}
mount --bind {tests} {home}/root{tests}
exec env -i PATH="$PATH" LC_ALL=C.UTF-8 chroot {home}/root {sys.executable} {Path(__file__).absolute()} {build} {name}
"""
    command = ["unshare", "--mount", "--net", "--uts", "--pid", "--fork", "--kill-child", "sh", "-c", script]
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=600)


def loopback_up():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
        fcntl.ioctl(s, 0x8914, struct.pack("16sH14x", b"lo", 0x1 | 0x40))


# ---- nixie -----------------------------------------------------------------------------------------------------------
class Nixie:
    def __init__(self, build, now="2026-11-21T10:00:00Z"):
        self.program, self.home = build / "nixie", Path("/tmp/nixie")
        self.home.mkdir(exist_ok=True)
        self.environment = dict(os.environ, HOME=str(self.home), XDG_CONFIG_HOME=str(self.home), XDG_STATE_HOME=str(self.home),
                                XDG_DATA_HOME=str(self.home), TZ="UTC", LC_ALL="C.UTF-8", NIXIE_NOW=now)

    def run(self, *arguments, given=""):
        return subprocess.run([self.program, *arguments], input=given, capture_output=True, text=True, env=self.environment)

    def decide(self):
        for decision, addresses in DECIDED.items():
            more = ["--cause", "example/blocked"] if decision == "hold" else []
            self.run(decision, *more, "--", *addresses)

    def export(self, name, path, what="all"):
        path = Path(path)
        path.unlink(missing_ok=True)
        run = self.run("export", "--what", what, "--format", name, "--output", str(path))
        path.chmod(0o644)
        return run


# ---- Asking a server -------------------------------------------------------------------------------------------------
class Client:
    def __init__(self, port):
        for _ in range(300):  # until it listens
            try:
                self.socket = socket.create_connection(("127.0.0.1", port), timeout=30)
                break
            except ConnectionRefusedError:
                time.sleep(0.1)
        self.stream = self.socket.makefile("rwb")
        self.answer()
        self.features = self.say(f"EHLO {OURS}")

    def answer(self):
        lines = []
        while True:
            line = self.stream.readline().decode(errors="replace").rstrip("\r\n")
            lines.append(line)
            if len(line) < 4 or line[3] == " ":
                return "\n".join(lines)

    def say(self, line):
        self.stream.write(line.encode() + b"\r\n")
        self.stream.flush()
        return self.answer()


def rcpt(address):
    """What the server on port 25 answers, asked anew; None where it cannot be asked."""
    client = Client(25)
    utf8 = not address.isascii()
    if utf8 and "SMTPUTF8" not in client.features:
        return None
    client.say(f"MAIL FROM:<news@{OURS}>" + (" SMTPUTF8" if utf8 else ""))
    said = client.say(f"RCPT TO:<{address}>")
    client.say("QUIT")
    return said


def ask(name, question, refused, later, let_in, code="550", later_code="450"):
    """(what, whether it is so, what it said) for each address."""
    for address, want in [*((a, code) for a in refused), *((a, later_code) for a in later), *((a, "250") for a in let_in)]:
        said = question(address)
        if said is not None:
            yield f"{name}: {address} gets {want}", said.startswith(want), said


class Smtp(threading.Thread):
    """The server of THEIRS refuses by table, those of all others take everything."""
    ANSWERS = {f"ann@{THEIRS}": "550 5.1.1 no such user here", f"bob@{THEIRS}": "550 5.1.1 user unknown", f"carl@{THEIRS}": "552 5.2.2 mailbox full"}

    def __init__(self, port):
        super().__init__(daemon=True)
        self.socket = socket.create_server(("127.0.0.1", port))
        self.kept, self.asked = [], []
        self.changed = threading.Condition()
        self.start()

    def run(self):
        while True:
            connection, _ = self.socket.accept()
            threading.Thread(target=self.talk, args=(connection.makefile("rwb"),), daemon=True).start()

    def talk(self, stream):
        def say(line):
            stream.write(line.encode() + b"\r\n")
            stream.flush()
        say("220 mx.dest.example ESMTP")
        for raw in iter(stream.readline, b""):
            line, verb = raw.decode().rstrip("\r\n"), raw.decode().upper()
            if verb.startswith("RCPT"):
                address = line.partition("<")[2].partition(">")[0]
                self.asked.append(address)
                say(self.ANSWERS.get(address.lower(), "250 2.1.5 ok"))
            elif verb.startswith("DATA"):
                say("354 go on")
                body = b"".join(iter(stream.readline, b".\r\n"))
                with self.changed:
                    self.kept.append(body.decode(errors="replace").replace("\r\n", "\n"))
                    self.changed.notify_all()
                say("250 2.0.0 taken")
            elif verb.startswith("QUIT"):
                return say("221 bye")
            else:
                say("250 ok")

    def wait(self, n):
        with self.changed:
            self.changed.wait_for(lambda: len(self.kept) >= n, timeout=60)
        return self.kept


# ---- The programs ----------------------------------------------------------------------------------------------------
def configure_postfix(port, **settings):
    """Started anew, listening on 127.0.0.1:25; all mail goes to 127.0.0.1:port."""
    fixed = {
        "compatibility_level": "3.6", "myhostname": f"mail.{OURS}", "myorigin": OURS, "mydestination": "", "inet_interfaces": "127.0.0.1",
        "inet_protocols": "ipv4", "mynetworks": "127.0.0.0/8", "relayhost": f"[127.0.0.1]:{port}", "smtputf8_enable": "yes",
        "maillog_file": "/var/log/postfix.log", "smtpd_delay_reject": "no", "smtpd_peername_lookup": "no", "smtp_host_lookup": "native", "biff": "no", "alias_maps": "", "disable_dns_lookups": "yes",
    }
    subprocess.run(["postfix", "stop"], capture_output=True)
    Path("/etc/postfix/main.cf").write_text("".join(f"{k} = {v}\n" for k, v in {**fixed, **settings}.items()))
    subprocess.run(["postconf", "-F", "*/*/chroot=n"], check=True, capture_output=True)
    if not any(line.startswith("postlog") for line in Path("/etc/postfix/master.cf").read_text().splitlines()):
        with open("/etc/postfix/master.cf", "a") as master:
            master.write("postlog unix-dgram n - n - 1 postlogd\n")
    subprocess.run(["postfix", "start"], check=True, capture_output=True)


def postfix(build):
    nixie = Nixie(build)
    nixie.decide()
    Smtp(2526)
    for kind in ("access", "transport"):
        path = f"/etc/postfix/suppressed-{kind}"
        said = nixie.export(f"postfix-{kind}", path).stderr
        yield f"postfix-{kind}: what it cannot hold is named", "#hash@example.org" in said, said
        run = subprocess.run(["postmap", f"lmdb:{path}"], capture_output=True, text=True)
        yield f"postfix-{kind}: postmap has nothing to say", run.returncode == 0 and not run.stderr, run.stderr
        for address, want in [*((a, "5") for a in REFUSED + QUOTED + UNICODE), *((a, "") for a in LET_IN)]:
            run = subprocess.run(["postmap", "-q", address, f"lmdb:{path}"], capture_output=True, text=True)
            found = run.stdout.startswith(("5", "error:5")) if want else not run.stdout
            yield f"postfix-{kind}: postmap -q {address}", found, run.stdout
        removal = subprocess.run(["postmap", "-d", "-", f"lmdb:{path}"], input="ann@example.org\n", capture_output=True, text=True)
        yield f"postfix-{kind}: an address is taken off", removal.returncode == 0, removal.stderr
        subprocess.run(["postmap", f"lmdb:{path}"], check=True)
    configure_postfix(2526, smtpd_recipient_restrictions="check_recipient_access lmdb:/etc/postfix/suppressed-access, permit_mynetworks, reject")
    yield from ask("postfix-access at RCPT", rcpt, REFUSED + QUOTED + UNICODE, LATER, LET_IN)
    configure_postfix(2526, transport_maps="lmdb:/etc/postfix/suppressed-transport")
    yield from ask("postfix-transport at RCPT", rcpt, REFUSED + QUOTED + UNICODE, LATER, LET_IN)
    yield from closed_loop(build, nixie)


LETTER = f"""From: News <news@{OURS}>
To: subscribers@{OURS}
Subject: Winter letter
Message-ID: <w{{n}}@{OURS}>
Date: Sat, 21 Nov 2026 08:00:00 +0000

Dear all,
"""


def closed_loop(build, before):
    """A mailing, its bounces accepted, the list exported, the mailing sent again: nobody dead is asked for, nothing comes back."""
    shutil.rmtree(before.home)
    nixie, theirs, box = Nixie(build), Smtp(2527), Path("/tmp/bounces")
    for folder in ("cur", "new", "tmp"):
        (box / folder).mkdir(parents=True)
    conf = nixie.home / "conf"
    conf.write_text(f"[own]\ndomains = {OURS}\nmta = mail.{OURS}\naddresses = news@{OURS}\n")
    everybody = [f"{who}@{THEIRS}" for who in ("ann", "bob", "carl", "dora", "emil")]
    configure_postfix(2527)

    def mailing(n):
        return subprocess.run(["sendmail", "-f", f"news@{OURS}", "-i", *everybody], input=LETTER.format(n=n), text=True, capture_output=True)

    def settle(letters):
        """What has come, beside the letters themselves, when the queue is empty."""
        for _ in range(300):
            if not subprocess.run(["postqueue", "-p"], capture_output=True, text=True).stdout.strip().startswith("-"):
                break
            time.sleep(0.1)
        return [m for m in theirs.kept if "Undelivered" in m]
    mailing(1)
    theirs.wait(2)
    bounces = settle(1)
    yield "loop: the mailing bounces", len(bounces) == 1, str(len(bounces))
    for i, bounce in enumerate(bounces):
        (box / "new" / f"{i}.eml").write_text("Return-Path: <>\n" + bounce)
    nixie.environment.pop("NIXIE_NOW")
    said = nixie.run("accept", "--config", str(conf), str(box))
    listed = nixie.run("export", "--what", "suppress").stdout.split()
    yield "loop: who is dead is suppressed, who is full is not", sorted(listed) == everybody[:2], said.stdout + said.stderr
    paused = nixie.run("export", "--what", "paused").stdout.split()
    yield "loop: who is full is paused", paused == [everybody[2]], str(paused)
    path = "/etc/postfix/suppressed"
    nixie.export("postfix-transport", path)
    subprocess.run(["postmap", f"lmdb:{path}"], check=True)

    theirs.asked.clear()
    theirs.kept.clear()
    configure_postfix(2527, smtpd_recipient_restrictions=f"check_recipient_access lmdb:{path}-access, permit_mynetworks, reject")
    nixie.export("postfix-access", path + "-access")
    subprocess.run(["postmap", f"lmdb:{path}-access"], check=True)
    subprocess.run(["postfix", "reload"], capture_output=True)
    client, taken = Client(25), []
    client.say(f"MAIL FROM:<news@{OURS}>")
    for address in everybody:
        if client.say(f"RCPT TO:<{address}>").startswith("250"):
            taken.append(address)
    client.say("DATA")
    client.say(LETTER.format(n=2).replace("\n", "\r\n") + ".")
    theirs.wait(1)
    yield "loop: by SMTP only the living are taken", taken == everybody[3:], str(taken)
    yield "loop: and nothing comes back", not settle(1) and not set(theirs.asked) & set(everybody[:3]), str(theirs.asked)

    theirs.asked.clear()
    theirs.kept.clear()
    configure_postfix(2527, transport_maps=f"lmdb:{path}")
    mailing(3)
    theirs.wait(2)
    back = settle(1)
    asked = set(theirs.asked)
    yield "loop: what is submitted locally asks for no dead address either", not asked & set(everybody[:3]), str(asked)
    (box / "new" / "again.eml").write_text("Return-Path: <>\n" + "".join(back[:1]))
    rows = [json.loads(line) for line in nixie.run("report", "--config", str(conf), "--format", "jsonl", str(box)).stdout.splitlines()]
    again = [row for row in rows if row["file"] == "again.eml"]
    yield ("loop: its own notice says that they are suppressed, which counts as nothing new",
           bool(again) and all(row["reason"] == "suppressed" for row in again), json.dumps(again)[:1000])


EXIM = """
primary_hostname = mail.sender.example
domainlist all = *
smtputf8_advertise_hosts = *
daemon_smtp_ports = 25
local_interfaces = 127.0.0.1
exim_user = Debian-exim
exim_group = Debian-exim
spool_directory = /tmp/exim
log_file_path = /tmp/exim/%slog
tls_advertise_hosts =
acl_smtp_rcpt = check
allow_utf8_domains = true
begin acl
check:
  require verify = recipient
  accept
begin routers
suppressed:
  driver = redirect
  allow_fail
  allow_defer
  data = ${lookup{$local_part@$domain}lsearch{/etc/suppressed}{${if match{$value}{^4}{:defer: $value}{:fail: $value}}}}
all:
  driver = accept
  transport = away
begin transports
away:
  driver = appendfile
  file = /dev/null
  user = Debian-exim
"""


def exim(build):
    nixie = Nixie(build)
    nixie.decide()
    nixie.export("exim", "/etc/suppressed")
    Path("/tmp/exim").mkdir()
    os.chmod("/tmp/exim", 0o777)
    conf = Path("/etc/exim.conf")
    conf.write_text(EXIM)
    for address in REFUSED + QUOTED + UNICODE:
        said = subprocess.run(["exim4", "-C", conf, "-bt", address], capture_output=True, text=True)
        yield f"exim -bt {address}: undeliverable", "is undeliverable: 5.2.1 suppressed" in said.stdout, said.stdout + said.stderr
    for address in LET_IN:
        said = subprocess.run(["exim4", "-C", conf, "-bt", address], capture_output=True, text=True).stdout
        yield f"exim -bt {address}: delivered", "router = all" in said, said
    server = subprocess.Popen(["exim4", "-C", conf, "-bdf"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    yield from ask("exim at RCPT", rcpt, REFUSED + QUOTED + UNICODE + ["#hash@example.org"], LATER, LET_IN, later_code="451")
    server.terminate()


SENDMAIL = """include(`/usr/share/sendmail/cf/m4/cf.m4')dnl
OSTYPE(`linux')dnl
define(`confDOMAIN_NAME', `mail.sender.example')dnl
DOMAIN(`generic')dnl
undefine(`confHOST_STATUS_DIRECTORY')dnl
FEATURE(`access_db', `hash -T<TMPF> /srv/access')dnl
FEATURE(`blocklist_recipients')dnl
FEATURE(`promiscuous_relay')dnl
FEATURE(`accept_unresolvable_domains')dnl
FEATURE(`accept_unqualified_senders')dnl
FEATURE(`nocanonify')dnl
define(`SMART_HOST', `[127.0.0.1]')dnl
DAEMON_OPTIONS(`Family=inet, Addr=127.0.0.1, Port=25')dnl
MAILER(`smtp')dnl
"""


def sendmail(build):
    nixie = Nixie(build)
    nixie.decide()
    said = nixie.export("sendmail", "/srv/suppressed").stderr
    yield "sendmail: what it cannot hold is named", '"quo ted"@example.org' in said, said
    Path("/srv/access.db").unlink(missing_ok=True)
    with open("/srv/suppressed") as text:
        run = subprocess.run(["makemap", "hash", "/srv/access"], stdin=text, capture_output=True, text=True)
    yield "sendmail: makemap has nothing to say", run.returncode == 0 and not run.stderr, run.stderr
    cf = subprocess.run(["m4"], input=SENDMAIL, capture_output=True, text=True)
    Path("/srv/sendmail.cf").write_text(cf.stdout)
    server = subprocess.Popen(["sendmail", "-bD", "-C/srv/sendmail.cf"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    yield from ask("sendmail at RCPT", rcpt, REFUSED + UNICODE, LATER, LET_IN)
    server.terminate()


def opensmtpd(build):
    nixie = Nixie(build)
    nixie.decide()
    nixie.export("opensmtpd", "/etc/suppressed", "suppress")
    conf = Path("/etc/smtpd.conf")
    conf.write_text('table suppressed file:/etc/suppressed\nlisten on 127.0.0.1\naction "away" relay host smtp://127.0.0.1:2526\n'
                    'match from any for rcpt-to <suppressed> reject\nmatch from any for any action "away"\n')
    run = subprocess.run(["smtpd", "-n"], capture_output=True, text=True)
    yield "opensmtpd: smtpd -n reads it", "configuration OK" in run.stderr, run.stderr
    server = subprocess.Popen(["smtpd", "-d"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    yield from ask("opensmtpd at RCPT", rcpt, REFUSED, [], LET_IN)
    server.terminate()


def rspamd(build):
    nixie = Nixie(build)
    nixie.decide()
    said = nixie.export("rspamd", "/etc/rspamd/suppressed", "suppress").stderr
    yield "rspamd: what it cannot hold is named", "o#x@example.org" in said and "jürgen@bücher.example" in said, said
    local = Path("/etc/rspamd/local.d")
    local.mkdir(exist_ok=True)
    (local / "multimap.conf").write_text(
        'suppressed { type = "rcpt"; map = "/etc/rspamd/suppressed"; prefilter = true; action = "reject"; }\n')
    (local / "worker-normal.inc").write_text('bind_socket = "127.0.0.1:11333";\ncount = 1;\n')
    (local / "options.inc").write_text('dns { nameserver = ["127.0.0.1"]; }\nfilters = "";\n')
    for module in Path("/etc/rspamd/modules.d").glob("*.conf"):  # nothing else asks anybody
        if module.name != "multimap.conf":
            (local / module.name).write_text("enabled = false;\n")
    run = subprocess.run(["rspamadm", "configtest"], capture_output=True, text=True)
    yield "rspamd: configtest", "syntax OK" in run.stdout + run.stderr, run.stdout + run.stderr
    server = subprocess.Popen(["rspamd", "-f", "-u", "_rspamd", "-g", "_rspamd"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL)

    def action(address):
        message = LETTER.format(n=1).encode()
        request = urllib.request.Request("http://127.0.0.1:11333/checkv2", data=message,
                                         headers={"From": f"news@{OURS}", "Rcpt": address.encode().decode("latin-1"), "IP": "127.0.0.1"})
        for _ in range(100):
            try:
                with urllib.request.urlopen(request, timeout=60) as answer:
                    return "550" if json.load(answer)["action"] == "reject" else "250"
            except (ConnectionError, urllib.error.URLError):
                time.sleep(0.1)
        return "nothing"
    yield from ask("rspamd's action", action, [a for a in REFUSED if "#" not in a], [], LET_IN + ["o@example.org"])
    server.terminate()


MAILMAN = """
[mailman]
site_owner: news@sender.example
layout: local
[paths.local]
var_dir: /tmp/mailman
[database]
class: mailman.database.sqlite.SQLiteDatabase
url: sqlite:////tmp/mailman/mailman.db
[mta]
incoming: mailman.mta.null.NullMTA
"""


def mailman(build):
    nixie = Nixie(build)
    nixie.decide()
    nixie.export("mailman", "/etc/suppressed", "suppress")
    Path("/tmp/mailman").mkdir()
    shutil.chown("/tmp/mailman", "list", "list")
    Path("/etc/mailman.cfg").write_text(MAILMAN)

    def mm(*arguments, given=None):
        return subprocess.run(["runuser", "-u", "list", "--", "mailman", "-C", "/etc/mailman.cfg", *arguments], input=given, capture_output=True, text=True)
    made = mm("create", "-d", "garden@lists.sender.example")
    members = ["ann@example.org", "jo@xn--bcher-kva.example", "=cmd|x@example.org", "+1@example.org", "bob@example.org", "paul@example.org", "annx@example.org"]
    added = mm("addmembers", "-", "garden@lists.sender.example", given="".join(m + "\n" for m in members))
    before = mm("members", "garden@lists.sender.example").stdout.split()
    yield "mailman: they are members", "ann@example.org" in before and "bob@example.org" in before, made.stderr + added.stdout + added.stderr
    run = mm("delmembers", "-G", "-N", "-l", "garden@lists.sender.example", "-f", "/etc/suppressed")
    after = mm("members", "garden@lists.sender.example").stdout.split()
    for address in before:
        gone = address in ("ann@example.org", "jo@xn--bcher-kva.example", "=cmd|x@example.org", "+1@example.org")
        yield f"mailman: {address} is {'gone' if gone else 'there'}", (address not in after) == gone, run.stdout + run.stderr


def main():
    build = Path(sys.argv[1]).absolute()
    if len(sys.argv) > 2:
        loopback_up()
        socket.sethostname(f"mail.{OURS}")
        Path("/etc/hosts").write_text(f"127.0.0.1 mail.{OURS} localhost\n")
        for what, good, said in globals()[sys.argv[2]](build):
            print(json.dumps([what, bool(good), said]), flush=True)
        return
    if os.geteuid():
        print("1..0 # SKIP needs root: programs are installed in an overlay")
        return
    root = build / "neighbours"
    root.mkdir(parents=True, exist_ok=True)
    n = bad = 0
    for name in os.environ.get("NEIGHBOURS_ONLY", " ".join(PACKAGES)).split():
        if not install(root, name):
            n += 1
            print(f"ok {n} - {name} # SKIP it cannot be installed here")
            continue
        run = inside(root, build, name)
        lines = run.stdout.splitlines()
        if run.returncode or not lines:
            n, bad = n + 1, bad + 1
            print(f"not ok {n} - {name} answers")
            for line in run.stderr.splitlines()[-12:]:
                print(f"#   {line}")
        for line in lines:
            what, good, said = json.loads(line)
            n, bad = n + 1, bad + (not good)
            print(f"{'ok' if good else 'not ok'} {n} - {what}")
            for told in [] if good else said.splitlines():
                print(f"#   {told}")
    print(f"1..{n}")
    sys.exit(bad > 0)


main()
