#!/usr/bin/env python3
"""neighbours.py BUILD: Debian's own mail programs make notices, and nixie reads them. Speaks TAP.

The packages are fetched with apt-get download and unpacked below BUILD/neighbours, never installed. All that runs, runs in a network of its own
that has nothing but 127.0.0.1, and with a passwd file that has the users it asks for. What cannot be had here is skipped by name."""
import fcntl, json, os, socket, struct, subprocess, sys, threading, time
from pathlib import Path
from string import Template

PACKAGES = {
    "nullmailer": [], "fetchmail": [], "mailman3": [],
    "exim4-daemon-light": ["libidn12"],
}
OURS, THEIRS = "sender.example", "dest.example"
# What the server of THEIRS answers to RCPT, by local part; lines of one reply.
ANSWERS = {
    "ann": ["550-5.1.1 We do not know whom you mean. Please look at", "550 5.1.1 the address once more: no such user here"],
    "bob": ["552 5.2.2 mailbox full, over quota"],
    "carl": ["451 4.7.1 greylisted, please come back later"],
}
MESSAGE = f"""From: News <news@{OURS}>
To: ann@{THEIRS}
Subject: Winter letter
Message-ID: <w5@{OURS}>
Date: Fri, 20 Nov 2026 08:00:00 +0000

Dear all,
"""


# ---- Fetched and unpacked -------------------------------------------------------------------------------------------
def fetch(root):
    for name, more in PACKAGES.items():
        into = root / name
        for package in [name, *more]:
            if not list(root.glob(f"{package}_*.deb")):
                subprocess.run(["apt-get", "download", "-q", package], cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            for deb in root.glob(f"{package}_*.deb"):
                into.mkdir(exist_ok=True)
                subprocess.run(["dpkg", "-x", deb, into], check=True)


# ---- A world of its own ---------------------------------------------------------------------------------------------
def enter(root):
    """Into namespaces of its own, the loopback up."""
    if "NEIGHBOURS" not in os.environ:
        user = [] if os.geteuid() == 0 else ["--map-root-user"]
        os.environ["NEIGHBOURS"] = "1"
        probe = subprocess.run(["unshare", *user, "--mount", "--net", "true"], stderr=subprocess.DEVNULL)
        if probe.returncode:
            print("1..0 # SKIP no namespaces here (unshare --mount --net)")
            sys.exit(0)
        os.execvp("unshare", ["unshare", *user, "--mount", "--net", sys.executable, *sys.argv])
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:  # ifconfig lo up
        fcntl.ioctl(s, 0x8914, struct.pack("16sH14x", b"lo", 0x1 | 0x40))
    for name, line in (("passwd", "Debian-exim:x:65533:65533::/:/bin/false"), ("group", "Debian-exim:x:65533:")):
        copy = root / name
        copy.write_text(Path("/etc", name).read_text() + line + "\n")
        if subprocess.run(["mount", "--bind", copy, f"/etc/{name}"], stderr=subprocess.DEVNULL).returncode:
            os.environ["NEIGHBOURS"] = "no users"


class Server(threading.Thread):
    """Talks lines on a port of 127.0.0.1 until the program ends."""
    def __init__(self, port):
        super().__init__(daemon=True)
        self.socket = socket.create_server(("127.0.0.1", port))
        self.port = self.socket.getsockname()[1]
        self.start()

    def run(self):
        while True:
            connection, _ = self.socket.accept()
            threading.Thread(target=self.serve, args=(connection.makefile("rwb"),), daemon=True).start()

    def serve(self, stream):
        try:
            self.talk(lambda *lines: (stream.write(b"".join(l.encode() + b"\r\n" for l in lines)), stream.flush()),
                      iter(lambda: stream.readline().decode(errors="replace").rstrip("\r\n"), ""))
        except OSError:
            pass


class Smtp(Server):
    """The server of THEIRS refuses by table; that of OURS takes everything, and keeps it."""
    def __init__(self, port):
        self.kept, self.arrived = [], threading.Event()
        super().__init__(port)

    def talk(self, say, lines):
        say("220 mx.dest.example ESMTP")
        for line in lines:
            verb = line.upper()
            if verb.startswith("RCPT"):
                address = line.partition("<")[2].partition(">")[0]
                local, _, domain = address.partition("@")
                say(*(ANSWERS[local] if domain == THEIRS and local in ANSWERS else ["250 2.1.5 ok"]))
            elif verb == "DATA":
                say("354 go on")
                body = []
                for text in lines:
                    if text == ".":
                        break
                    body.append(text[1:] if text.startswith("..") else text)
                self.kept.append("\n".join(body) + "\n")
                self.arrived.set()
                say("250 2.0.0 taken")
            elif verb == "QUIT":
                return say("221 bye")
            else:
                say("250 ok")

    def serve(self, stream):  # empty lines are part of a message
        try:
            self.talk(lambda *lines: (stream.write(b"".join(l.encode() + b"\r\n" for l in lines)), stream.flush()),
                      (raw.decode(errors="replace").rstrip("\r\n") for raw in iter(stream.readline, b"")))
        except OSError:
            pass


class Pop3(Server):
    def __init__(self, port, message):
        self.message = message.replace("\n", "\r\n")
        super().__init__(port)

    def talk(self, say, lines):
        size = len(self.message)
        say("+OK")
        for line in lines:
            verb = line.split()[0].upper()
            if verb == "STAT":
                say(f"+OK 1 {size}")
            elif verb == "LIST":
                say(*([f"+OK 1 {size}"] if " " in line else ["+OK", f"1 {size}", "."]))
            elif verb in ("RETR", "TOP"):
                say("+OK", *self.message.split("\r\n"), ".")
            elif verb in ("USER", "PASS", "DELE", "QUIT", "NOOP"):
                say("+OK")
            else:
                say("-ERR no")


# ---- The neighbours: each gives (what it is, its notice, what must be read of it) -----------------------------------
# What must be read: by recipient (kind, reason, word of the diagnostic).
def nullmailer(root, smtp):
    program = root / "nullmailer/usr/bin/nullmailer-dsn"
    queued = f"news@{OURS}\nann@{THEIRS}\nbob@{THEIRS}\n\n{MESSAGE}"
    for what, status, code, kind, reason in (
            ("a failure", "5.1.1", "SMTP; 550 5.1.1 no such user here", "bounce", "userunknown"),
            ("a delay", "4.4.1", "SMTP; 451 4.4.1 connection timed out", "delay", "expired")):
        run = subprocess.run([program, f"--diagnostic-code={code}", f"--remote=mx.{THEIRS}", status], input=queued, text=True, capture_output=True)
        notice = run.stdout.split("\n\n", 1)[1]  # behind its envelope
        yield what, notice, {f"{who}@{THEIRS}": (kind, reason, "user" if kind == "bounce" else "timed") for who in ("ann", "bob")}


def mailman3(root, smtp):
    folder = next((root / "mailman3").rglob("templates/en/list:admin:notice:disable.txt")).parent
    inner = next(nullmailer(root, smtp))[1]
    for name in ("disable", "increment", "removal"):
        text = Template((folder / f"list:admin:notice:{name}.txt").read_text()).safe_substitute(
            member=f"Ann Other <ann@{THEIRS}>", listname=f"garden@lists.{OURS}")
        head = (f"From: garden-bounces@lists.{OURS}\nTo: garden-owner@lists.{OURS}\nReturn-Path: <garden-bounces@lists.{OURS}>\n"
                f"Subject: Ann Other <ann@{THEIRS}>: {name}\nMessage-ID: <{name}@lists.{OURS}>\nX-Mailman-Version: 3.3.8\nMIME-Version: 1.0\n")
        yield name, head + "\n" + text, {f"ann@{THEIRS}": ("bounce", "onhold", "bounce")}
        if name == "disable":
            boxed = (f'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain\n\n{text}\n'
                     f"--b\nContent-Type: message/rfc822\n\n{inner}\n--b--\n")
            yield name + " with what triggered it", head + boxed, {f"ann@{THEIRS}": ("bounce", "onhold", "bounce")}
    text = (folder / "list:admin:notice:unrecognized.txt").read_text()
    yield "unrecognized", (f"From: garden-bounces@lists.{OURS}\nTo: garden-owner@lists.{OURS}\nSubject: Uncaught bounce notification\n"
                           f'Message-ID: <u@lists.{OURS}>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n'
                           f"--b\nContent-Type: text/plain\n\n{text}\n--b\nContent-Type: message/rfc822\n\n{inner}\n--b--\n"), {
        f"{who}@{THEIRS}": ("bounce", "userunknown", "user") for who in ("ann", "bob")}


EXIM = """
exim_path = {program}
primary_hostname = relay.{ours}
qualify_domain = {ours}
spool_directory = {home}/spool
log_file_path = {home}/log/%slog
exim_user = {user}
exim_group = {group}
never_users =
trusted_users = root
keep_environment =
tls_advertise_hosts =
delay_warning = {delay}
begin routers
nowhere:
  driver = redirect
  domains = nowhere.example
  allow_fail
  data = :fail: Unrouteable address
all:
  driver = manualroute
  route_list = * 127.0.0.1::{port}
  self = send
  transport = smtp
begin transports
smtp:
  driver = smtp
  allow_localhost
begin retry
{retry}
"""


def exim4_daemon_light(root, smtp):
    program = root / "exim4-daemon-light/usr/sbin/exim4"
    if os.environ["NEIGHBOURS"] == "no users":
        return
    os.environ["LD_LIBRARY_PATH"] = str(next((root / "exim4-daemon-light").rglob("libidn.so.12")).parent)
    program.chmod(0o755)  # what is set-uid takes no LD_LIBRARY_PATH
    home = root / "exim"
    for folder in ("spool", "log"):
        (home / folder).mkdir(parents=True, exist_ok=True)
        (home / folder).chmod(0o777)
    again = home / "exim"  # it calls itself, with an environment swept clean
    again.write_text(f'#!/bin/sh\nexport LD_LIBRARY_PATH={os.environ["LD_LIBRARY_PATH"]}\nexec {program} "$@"\n')
    again.chmod(0o755)
    for what, who, retry, expected in (
            ("refused", [f"ann@{THEIRS}", f"bob@{THEIRS}", "dora@nowhere.example"], "* * F,1h,10m", {
                f"ann@{THEIRS}": ("bounce", "userunknown", "no such user here"), f"bob@{THEIRS}": ("bounce", "mailboxfull", "quota"),
                "dora@nowhere.example": ("bounce", "hostunknown", "Unrouteable")}),
            ("given up", [f"carl@{THEIRS}"], "", {f"carl@{THEIRS}": ("bounce", None, "greylisted")})):
        conf = home / "conf"
        conf.write_text(EXIM.format(program=again, ours=OURS, home=home, user="nobody", group="nogroup", delay="", port=smtp.port,
                                    retry=retry))
        smtp.kept.clear()
        for arguments in (["-f", f"news@{OURS}", "-odf", "-oi", *who], ["-qff"]):
            subprocess.run([program, "-C", conf, *arguments], input=MESSAGE, text=True, capture_output=True, timeout=60)
        for notice in smtp.kept:
            if "mail delivery software" in notice:
                yield what, "Return-path: <>\n" + notice, expected


def fetchmail(root, smtp):
    """It hands what it fetches on to 127.0.0.1, and what is refused there it reports to the sender, at port 25."""
    Pop3(1110, f"Return-Path: <news@{OURS}>\n" + MESSAGE)
    home = root / "fetchmail-home"
    home.mkdir(exist_ok=True)
    rc = home / "rc"
    rc.write_text(f"set bouncemail\nset postmaster news@{OURS}\npoll 127.0.0.1 proto pop3 port 1110 auth password\n"
                  f"user u pass p is ann here smtphost 127.0.0.1/25 smtpaddress {THEIRS} keep sslproto ''\n")
    rc.chmod(0o600)
    smtp.kept.clear()
    environment = dict(os.environ, HOME=str(home), FETCHMAILHOME=str(home))
    subprocess.run([root / "fetchmail/usr/bin/fetchmail", "-f", rc, "--nodetach", "--nosyslog"], env=environment, capture_output=True, timeout=60)
    smtp.arrived.wait(5)
    for notice in smtp.kept:
        if "mani-padme" in notice:
            yield "refused", "Return-path: <>\n" + notice, {f"ann@{THEIRS}": ("bounce", "userunknown", "user")}


# ---- What nixie makes of them ---------------------------------------------------------------------------------------
def faults(nixie, home, notice, expected):
    (home / "notice.eml").write_text(notice)
    (home / "conf").write_text(f"[own]\ndomains = {OURS}; lists.{OURS}\n")
    environment = dict(os.environ, HOME=str(home), XDG_CONFIG_HOME=str(home), XDG_STATE_HOME=str(home), XDG_DATA_HOME=str(home), TZ="UTC", LC_ALL="C.UTF-8")
    run = subprocess.run([nixie, "report", "--config", home / "conf", "--format", "jsonl", home / "notice.eml"], capture_output=True, text=True, env=environment)
    rows = {row["recipient"]: row for row in map(json.loads, run.stdout.splitlines())}
    if set(rows) != set(expected):
        yield f"names {sorted(map(str, rows))}, not {sorted(expected)} {run.stderr}"
    for address, (kind, reason, word) in expected.items():
        row = rows.get(address)
        if row and (row["kind"] != kind or (reason and row["reason"] != reason) or word not in (row["diagnostic"] or "")):
            yield f"{address}: {row['kind']} {row['reason']} {row['diagnostic']!r}, not {kind} {reason} with {word!r}"


def main():
    build = Path(sys.argv[1]).absolute()
    root = build / "neighbours"
    root.mkdir(parents=True, exist_ok=True)
    if "NEIGHBOURS" not in os.environ:
        fetch(root)
    enter(root)
    smtp, n, bad = Smtp(25), 0, 0
    for neighbour in (nullmailer, mailman3, exim4_daemon_light, fetchmail):
        name, made = neighbour.__name__.replace("_", "-"), 0
        try:
            notices = list(neighbour(root, smtp))
        except (OSError, StopIteration, RuntimeError, subprocess.SubprocessError) as error:
            notices = []
            print(f"# {name}: {error}")
        for what, notice, expected in notices:
            n, found = n + 1, list(faults(build / "nixie", root, notice, expected))
            bad += bool(found)
            print(f"{'not ok' if found else 'ok'} {n} - {name}: {what}")
            for fault in found:
                print(f"#   {fault}")
        if not notices:
            n += 1
            print(f"ok {n} - {name} # SKIP it made no notice here")
    print(f"1..{n}")
    sys.exit(bad > 0)


main()
