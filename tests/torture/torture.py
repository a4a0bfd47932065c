#!/usr/bin/env python3
"""torture.py BUILD SECONDS [PART...]: breaks what nixie stands on, and sees what it makes of that. Speaks TAP.

What must hold, whatever happens: nothing that was acknowledged is lost, no act is half there, no list is short with status 0, no address comes up
that nobody wrote, no control byte reaches the output. What was drawn is told by SEED, which NIXIE_TORTURE_SEED sets."""
import fcntl, json, os, pty, random, re, select, shutil, signal, sqlite3, struct, subprocess, sys, tempfile, termios, threading, time
from pathlib import Path

BUILD = Path(sys.argv[1]).absolute()
NIXIE, SHIM = BUILD / "nixie", BUILD / "torture" / "shim.so"
SECONDS = float(sys.argv[2])
SEED = int(os.environ.get("NIXIE_TORTURE_SEED", time.time_ns() % 1000000))
ROOT = Path(tempfile.mkdtemp(prefix="nixie-torture-", dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None))
CLOCK = "2026-11-21T12:00:00Z"
# What is no text for a terminal: C0 but line ends and tabs, DEL, C1 as UTF-8.
RAW = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\xc2[\x80-\x9f]")
draw = random.Random(SEED)


class Broken(Exception):
    pass


def must(true, why):
    if not true:
        raise Broken(why)


# ---- Running it -----------------------------------------------------------------------------------------------------
class Home:
    """A folder with a state of its own."""

    def __init__(self, name):
        self.path = ROOT / name
        shutil.rmtree(self.path, ignore_errors=True)
        (self.path / "config" / "nixie").mkdir(parents=True)
        (self.path / "config" / "nixie" / "nixie.conf").write_text("[own]\ndomains = sender.example\nmta = mta.sender.example\n")

    def env(self, **more):
        env = {"PATH": os.environ["PATH"], "HOME": str(self.path), "XDG_STATE_HOME": str(self.path / "state"), "LC_ALL": "C.UTF-8", "TZ": "UTC",
               "XDG_CONFIG_HOME": str(self.path / "config"), "XDG_DATA_HOME": str(self.path / "data"), "NIXIE_NOW": CLOCK}
        env.update({k: str(v) for k, v in more.items()})
        return env

    def start(self, *args, stdin=None, **more):
        return subprocess.Popen([NIXIE, *map(str, args)], env=self.env(**more), cwd=self.path, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                stdin=subprocess.PIPE if stdin is not None else subprocess.DEVNULL)

    def run(self, *args, stdin=None, **more):
        done = self.start(*args, stdin=stdin, **more)
        try:
            out, err = done.communicate(stdin.encode() if stdin is not None else None, timeout=120)
        except subprocess.TimeoutExpired:
            done.kill()
            raise Broken(f"{args}: does not end")
        must(done.returncode >= 0, f"{args}: ended by signal {-done.returncode}: {err[-300:]}")
        must(not RAW.search(out) and not RAW.search(err), f"{args}: a control byte in the output")
        done.out, done.err = out.decode(errors="surrogateescape"), err.decode(errors="surrogateescape")
        return done

    @property
    def ledger(self):
        return self.path / "state" / "nixie" / "ledger.db"

    def copy(self, name):
        other = Home.__new__(Home)
        other.path = ROOT / name
        shutil.rmtree(other.path, ignore_errors=True)
        shutil.copytree(self.path, other.path, symlinks=True)
        return other

    def sound(self):
        if self.ledger.exists():
            done = self.run("ledger", "check")
            must(done.returncode == 0, f"ledger check: {done.out}{done.err}")

    def state(self):
        """Who is decided about, and how: of a ledger that is sound."""
        self.sound()
        if not self.ledger.exists():
            return {}
        done = self.run("export", "--what", "all", "--format", "jsonl")
        must(done.returncode == 0, f"export: {done.err}")
        return {r["address"]: r["decision"] for r in map(json.loads, done.out.splitlines())}

    def acts(self):
        if not self.ledger.exists():
            return 0
        return len(self.run("log", "--max", "0").out.splitlines())


def bounce(n, address=None, status="5.1.1", said=None):
    address = address or f"p{n}@d{n % 7}.example"
    when = f"Fri, 20 Nov 2026 08:{n // 60 % 60:02}:{n % 60:02} +0000"
    said = said or f"550 {status} <{address}>: user unknown"
    return f"""Return-Path: <>
Received: by mta.sender.example; {when}
Date: {when}
From: Mail Delivery System <mailer-daemon@mta.sender.example>
To: news@sender.example
Subject: Undelivered Mail Returned to Sender
Message-ID: <b{n}@mta.sender.example>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=limit

--limit
Content-Type: text/plain; charset=utf-8

Your message could not be delivered.

--limit
Content-Type: message/delivery-status

Reporting-MTA: dns; mta.sender.example

Final-Recipient: rfc822; {address}
Action: failed
Status: {status}
Diagnostic-Code: smtp; {said}

--limit
Content-Type: message/rfc822

From: News <news@sender.example>
To: {address}
Message-ID: <o{n}@sender.example>

Hello.

--limit--
"""


def as_mbox(texts):
    return "".join(f"From MAILER-DAEMON Fri Nov 20 08:00:00 2026\n{text}\n" for text in texts)


def make_folder(path, numbers):
    path.mkdir(parents=True, exist_ok=True)
    for n in numbers:
        (path / f"{n:04}.eml").write_text(bounce(n))


class Clock:
    """Says when a part's time is up; so many cases are tried however slow the machine is."""

    def __init__(self, seconds, least=1):
        self.end, self.least = time.monotonic() + seconds, least

    def runs(self):
        self.least -= 1
        return self.least >= 0 or time.monotonic() < self.end


# ---- Faults of system calls ------------------------------------------------------------------------------------------
def commands(home):
    """Eight commands, what they write, and what a list of theirs is; each works on a copy of the same home."""
    imported = "".join(f"i{n}@import.example\n" for n in range(40))
    return {
        "suppress": (["suppress", "new1@one.example", "new2@two.example"], None, None),
        "undo": (["undo", "--yes"], None, None),
        "accept": (["accept", home.path / "box"], None, None),
        "import": (["import", "--format", "text", "-"], imported, None),
        "export": (["export", "--what", "suppress", "--format", "text", "--force", "-o", home.path / "list"], None, home.path / "list"),
        "due": (["due", "--target", "mta", "--within", "90d"], None, "out"),
        "filter": (["filter"], "a0@base.example\nsomebody@else.example\n", "out"),
        "purge": (["purge", "--yes", "a0@base.example"], None, None),
    }


def base_home():
    home = Home("base")
    make_folder(home.path / "box", range(12))
    must(home.run("suppress", *[f"a{n}@base.example" for n in range(8)]).returncode == 0, "base")
    must(home.run("retry", "--until", "24h", *[f"r{n}@base.example" for n in range(4)]).returncode == 0, "base")
    (home.path / "list").write_text("old@list.example\n")
    return home


HOWS = {"read": ["EIO", "EINTR", "short"], "write": ["EIO", "ENOSPC", "EINTR", "short"], "fsync": ["EIO", "EINTR"], "rename": ["EIO"],
        "link": ["EIO", "EACCES"], "truncate": ["EIO"], "lock": ["EIO", "EAGAIN"], "close": ["EIO", "EINTR"], "open": ["EACCES", "EIO"]}


def result_of(home, listed):
    state = home.state()
    return state, listed.read_text() if isinstance(listed, Path) and listed.exists() else None


def faults(clock):
    base, plans, n_faults = base_home(), [], 0
    for name, (args, stdin, listed) in commands(base).items():
        home, count = base.copy("faults"), ROOT / "count"
        args = [str(a).replace(str(base.path), str(home.path)) for a in args]
        here = Path(str(listed).replace(str(base.path), str(home.path))) if isinstance(listed, Path) else listed
        before = result_of(home, here)
        home = base.copy("faults")
        count.unlink(missing_ok=True)
        done = home.run(*args, stdin=stdin, LD_PRELOAD=SHIM, NIXIE_SHIM_PATH=home.path, NIXIE_SHIM_COUNT=count)
        must(done.returncode == 0, f"{name}: {done.err}")
        after, calls = result_of(home, here), count.read_text().split()
        for call in HOWS:
            for number in range(1, calls.count(call) + 1):
                plans += [(name, args, stdin, here, before, after, done.out, f"{call}:{number}{on}:{how}")
                          for how in HOWS[call] for on in (["", "-"] if how in ("EIO", "ENOSPC") else [""])]
    draw.shuffle(plans)
    for name, args, stdin, here, before, after, out, fault in plans:
        if not clock.runs():
            break
        home, n_faults = base.copy("faults"), n_faults + 1
        done = home.run(*args, stdin=stdin, LD_PRELOAD=SHIM, NIXIE_SHIM_PATH=home.path, NIXIE_SHIM_FAIL=fault)
        now = result_of(home, here)
        why = f"{name} with {fault}: status {done.returncode}, {done.err[:200]!r}"
        # A message that cannot be read is named and left out; what was read stands.
        unread = name == "accept" and done.returncode == 1 and "/box" in done.err and before[0].items() <= now[0].items() <= after[0].items()
        must(unread or now[0] in (before[0], after[0]), f"half an act: {why}")
        must(now[1] in (before[1], after[1]), f"half a list: {why}")
        if done.returncode == 0:
            must(now == after, f"acknowledged and not there: {why}")
            must(here != "out" or done.out == out, f"a short list with status 0: {why}")
        else:
            must(done.err, f"nothing is said: {why}")
        if "nothing was changed" in done.err:
            must(now[0] == before[0], f"it says that nothing was changed: {why}")
        left = [p.name for p in home.path.rglob("*") if re.search(r"\.[A-Za-z0-9]{6,8}$", p.name) and not p.name.endswith((".example",))]
        must(not left or "open" in fault, f"{left} is left: {why}")
    return f"{n_faults} of {len(plans)} faults in 8 commands"


# ---- kill -9 ---------------------------------------------------------------------------------------------------------
def kills(clock):
    base, n_kills, n_done = base_home(), 0, 0
    plans, lasts = commands(base), {}
    while clock.runs():
        name = draw.choice(list(plans))
        args, stdin, listed = plans[name]
        home = base.copy("kills")
        args = [str(a).replace(str(base.path), str(home.path)) for a in args]
        here = Path(str(listed).replace(str(base.path), str(home.path))) if isinstance(listed, Path) else None
        if name not in lasts:
            before, begun = result_of(home, here), time.monotonic()
            home = base.copy("kills")
            home.run(*args, stdin=stdin)
            lasts[name] = time.monotonic() - begun, before, result_of(home, here)
            continue
        lasting, before, after = lasts[name]
        process = home.start(*args, stdin=stdin)
        if stdin is not None:
            process.stdin.write(stdin.encode())
            process.stdin.close()
        time.sleep(draw.random() * lasting)
        process.kill()
        out, status = process.stdout.read(), process.wait()
        n_kills, n_done = n_kills + (status < 0), n_done + (status == 0)
        process.stdout.close()
        process.stderr.close()
        now = result_of(home, here)
        must(now[0] in (before[0], after[0]), f"{name} killed: half an act: {now[0]}")
        must(now[1] in (before[1], after[1]), f"{name} killed: half a list")
        said = name in ("suppress", "accept", "import", "undo", "purge") and out.strip()
        must(not (status == 0 or said) or now[0] == after[0], f"{name}: acknowledged and lost")
    return f"{n_kills} kills, {n_done} were too late"


class Screen:
    """The inspector on a terminal that cannot move its cursor: it writes the rows that changed, which can be read without an emulator."""
    ROW = re.compile(r"^[> ][ *]{1,2}([A-Za-z… ])\s+\d+ .*?(\S+@\S+)\s")

    def __init__(self, home, *args, term="dumb", rows=24, cols=100, **more):
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            env = home.env(TERM=term, NIXIE_TEST_SYNC="1", **more)
            os.chdir(home.path)
            time.sleep(0)
            os.execve(NIXIE, ["nixie", *map(str, args)], env)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))
        self.bytes, self.syncs = b"", 0

    def pump(self, until=None, seconds=20.0):
        end = time.monotonic() + seconds
        while time.monotonic() < end and not (until and until()):
            if select.select([self.fd], [], [], 0.02)[0]:
                try:
                    got = os.read(self.fd, 65536)
                except OSError:
                    return False
                if not got:
                    return False
                self.bytes += got
        return True

    def settle(self):
        """Until it says once more that all is drawn."""
        before = self.bytes.count(b"\x1b]7777;")
        return self.pump(lambda: self.bytes.count(b"\x1b]7777;") > before)

    def press(self, keys):
        try:
            os.write(self.fd, keys)
        except OSError:
            pass

    def end(self, number=signal.SIGKILL):
        try:
            os.kill(self.pid, number)
        except ProcessLookupError:
            pass
        self.pump(seconds=0.2)
        status = os.waitpid(self.pid, 0)[1]
        os.close(self.fd)
        return status

    def letters(self):
        shown = {}
        for line in re.sub(rb"\x1b\]7777;\d+\x1b\\", b"", self.bytes).decode(errors="replace").replace("\r", "\n").split("\n"):
            row = self.ROW.match(line)
            if row:
                shown[row.group(2)] = row.group(1).upper()
        return shown


def screen(clock):
    base, n_kills, n_letters = Home("screen-base"), 0, 0
    make_folder(base.path / "box", range(8))
    decisions = {"S": "suppress", "R": "retry", "H": "hold", "I": "ignore"}
    while clock.runs():
        home = base.copy("screen")
        view = Screen(home, home.path / "box")
        must(view.settle(), "the inspector does not start")
        for _ in range(draw.randrange(1, 12)):
            view.press(draw.choice([b"s", b"r", b"h", b"i", b"j", b"k", b"u", b"x", b"a", b"."]))
            view.pump(seconds=draw.random() * 0.06)
        view.end()
        n_kills += 1
        state = home.state()
        for address, letter in view.letters().items():
            if letter in decisions:
                n_letters += 1
                must(state.get(address) == decisions[letter] or letter == "…", f"{address} was shown as {letter} and is {state.get(address)}")
    return f"{n_kills} kills, {n_letters} letters compared"


# ---- Power loss ------------------------------------------------------------------------------------------------------
class Disk:
    """What a trace did, replayed. `kept` is what survives of a file: all that was synced, and of the rest what is drawn."""

    def __init__(self):
        self.files, self.names = {}, {}

    @staticmethod
    def read(path):
        data, at, events = path.read_bytes(), 0, []
        while at < len(data):
            end = data.index(b"\n", at)
            kind, rest = data[at:at + 1].decode(), data[at + 2:end].decode()
            at = end + 1
            if kind == "W":
                inode, offset, size = map(int, rest.split())
                events.append(("W", inode, offset, data[at:at + size]))
                at += size
            else:
                events.append((kind, rest))
        return events

    def file(self, inode):
        return self.files.setdefault(int(inode), [bytearray(), []])  # what is synced, and what is not yet

    @staticmethod
    def write(content, offset, data):
        if data is None:  # cut, or made longer
            del content[offset:]
            content.extend(bytes(offset - len(content)))
            return
        content.extend(bytes(max(0, offset - len(content))))
        content[offset:offset + len(data)] = data

    def apply(self, event):
        kind = event[0]
        if kind == "W":
            self.file(event[1])[1].append((event[2], event[3]))
        elif kind == "T":
            inode, size = event[1].split()
            self.file(inode)[1].append((int(size), None))
        elif kind == "S":
            synced, waiting = self.file(event[1].split(" ", 1)[0])
            for offset, data in waiting:
                self.write(synced, offset, data)
            waiting.clear()
        elif kind == "L":
            inode, name = event[1].split(" ", 1)
            self.names[name] = int(inode)
            self.file(inode)
        elif kind == "R":
            old, new = event[1].split("\t")
            if old in self.names:
                self.names[new] = self.names.pop(old)
        elif kind == "U":
            self.names.pop(event[1], None)

    def put(self, source, target, luck):
        """As it is after the power went: `luck` is how likely each write that was not synced is there, torn at sectors."""
        for name, inode in self.names.items():
            synced, waiting = self.file(inode)
            content = bytearray(synced)
            for offset, data in waiting:
                if data is None:
                    if draw.random() < luck:
                        self.write(content, offset, None)
                    continue
                for at in range(0, len(data), 512):
                    if draw.random() < luck:
                        self.write(content, offset + at, data[at:at + 512])
            path = Path(name.replace(str(source), str(target)))
            if path.name.endswith("-shm"):
                continue  # is made anew; it lives in memory
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def traced_run():
    """Commands one after the other, each a mark in the trace: which states there were."""
    home, trace = Home("power"), ROOT / "trace"
    trace.unlink(missing_ok=True)
    make_folder(home.path / "box", range(12))
    imported = "".join(f"i{n}@import.example\n" for n in range(60))
    runs = [(["suppress", "a@one.example", "b@two.example"], None), (["import", "--format", "text", "-"], imported), (["accept", home.path / "box"], None),
            (["undo", "--yes"], None), (["hold", "c@three.example"], None), (["purge", "--yes", "a@one.example"], None),
            (["export", "--what", "suppress", "--format", "text", "--target", "mta", "--force", "-o", home.path / "state" / "list"], None), (["ledger", "compact"], None),
            (["retry", "d@four.example"], None)]
    states, marks = [{}], [0]
    for args, stdin in runs:
        done = home.run(*args, stdin=stdin, LD_PRELOAD=SHIM, NIXIE_SHIM_PATH=home.path / "state", NIXIE_SHIM_TRACE=trace)
        must(done.returncode == 0, f"{args}: {done.err}")
        marks.append(len(Disk.read(trace)))
        states.append(home.copy("power-state").state())
    return home, Disk.read(trace), states, marks


def power(clock):
    home, events, states, marks = traced_run()
    n_losses, points = 0, []
    for luck in (0.0, 1.0, 0.5):
        points += [(at, luck) for at in range(len(events) + 1)]
    draw.shuffle(points)
    for at, luck in points:
        if not clock.runs():
            break
        disk = Disk()
        for event in events[:at]:
            disk.apply(event)
        other = Home("power-lost")
        disk.put(home.path, other.path, luck)
        done = max(i for i, mark in enumerate(marks) if mark <= at)
        now, n_losses = other.state(), n_losses + 1
        allowed = states[done:done + 2]
        must(now in allowed, f"power lost behind step {at} of {len(events)} (luck {luck}), behind act {done}: {sorted(now)[:4]}, {len(now)} decided")
        written = other.path / "state" / "list"
        must(not written.exists() or len(written.read_text().splitlines()) == sum(d == "suppress" for d in states[7].values()), "half a list")
    return f"{n_losses} of {len(points)} losses on {len(events)} steps"


def wal(clock):
    """The log cut at each frame and within: what is left is what there was at some moment, and never less than what is in the file itself."""
    home, n_cuts = Home("wal"), 0
    home.run("suppress", "first@one.example")
    states = [{}, home.state()]
    other_reader = sqlite3.connect(home.ledger)  # whoever has it open keeps the log from being taken in and away
    other_reader.execute("SELECT COUNT(*) FROM act").fetchall()
    for n in range(12):
        done = home.run("suppress", *[f"w{n}.{k}@many.example" for k in range(1 + n)])
        must(done.returncode == 0, done.err)
        log = Path(f"{home.ledger}-wal")
        if log.exists() and log.stat().st_size > 0:
            states.append(home.copy("wal-state").state())
            cuts = sorted({32 + frame * 4120 + within for frame in range(log.stat().st_size // 4120 + 1) for within in (0, 24, 2000)} | {0, 16})
            for cut in cuts:
                if cut > log.stat().st_size or not clock.runs():
                    break
                other, n_cuts = home.copy("wal-cut"), n_cuts + 1
                with open(f"{other.ledger}-wal", "r+b") as file:
                    file.truncate(cut)
                must(other.state() in states, f"the log cut at {cut}: a state that never was")
    other_reader.close()
    must(n_cuts > 0, "no log was left to be cut")
    return f"{n_cuts} cuts"


# ---- Many at once, and other clocks ----------------------------------------------------------------------------------
def many(clock):
    n_acts, rounds = 0, 0
    while clock.runs():
        for n_programs in (2, 12):
            home, acknowledged, refused, faults_ = Home("many"), set(), [], []

            def work(me, home=home, acknowledged=acknowledged, refused=refused, faults_=faults_):
                try:
                    for k in range(4):
                        address = f"m{me}.{k}@many.example"
                        done = home.run("suppress", address)
                        if done.returncode == 0:
                            acknowledged.add(address)
                        else:
                            refused.append(done.err)
                        home.run("export", "--what", "all", "--format", "jsonl")
                except Broken as broken:
                    faults_.append(str(broken))

            threads = [threading.Thread(target=work, args=(me,)) for me in range(n_programs)]
            [t.start() for t in threads]
            [t.join() for t in threads]
            must(not faults_, "; ".join(faults_))
            must(all("another program" in r for r in refused), f"refused for another reason: {refused[:2]}")
            state = home.state()
            must(acknowledged <= set(state), f"acknowledged and lost: {sorted(acknowledged - set(state))[:4]}")
            must(len(state) <= 4 * n_programs, "more than was asked for")
            must(home.acts() >= len(acknowledged), "acts are missing")
            n_acts, rounds = n_acts + len(acknowledged), rounds + 1
    return f"{n_acts} acts of 2 and 12 programs in {rounds} rounds"


def clocks(clock):
    times = ["1970-01-01T00:00:00Z", "1999-12-31T23:59:59Z", "2026-11-21T12:00:00Z", "2026-03-29T01:30:00Z", "2038-01-19T03:14:08Z", "2106-02-07T06:28:16Z", "9999-12-31T23:59:59Z"]
    n, home, known = 0, Home("clocks"), {}
    make_folder(home.path / "box", range(6))
    while clock.runs():
        now, address = draw.choice(times), f"c{n}@clock.example"
        verb = draw.choice(["suppress", "hold", "retry", "ignore"])
        done = home.run(verb, address, NIXIE_NOW=now)
        must(done.returncode == 0, f"{verb} at {now}: {done.err}")
        known[address] = verb
        for args in (["due"], ["due", "--target", "mta"], ["accept", "--dry-run", home.path / "box"], ["show", address], ["log"], ["undo", "--yes"], ["undo", "--redo", "--yes"]):
            if draw.random() < 0.3 and args[0] != "undo":
                done = home.run(*args, NIXIE_NOW=draw.choice(times))
                must(done.returncode in (0, 1, 2, 3), f"{args}: {done.err}")
        state = home.state()
        must(all(state.get(a) == v for a, v in known.items()), f"a decision went with the clock: {[(a, v, state.get(a)) for a, v in known.items() if state.get(a) != v][:3]}")
        n += 1
        if n % 25 == 0:
            home, known = Home("clocks"), {}
            make_folder(home.path / "box", range(6))
    return f"{n} acts at {len(times)} times"


# ---- Churn -----------------------------------------------------------------------------------------------------------
def kinds(home, n):
    """A mailbox of each kind with the same messages, and its files."""
    root = home.path / "boxes"
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir()
    texts = [bounce(k) for k in range(n)]
    (root / "box.mbox").write_text(as_mbox(texts))
    (root / "one.eml").write_text(texts[0])
    make_folder(root / "folder", range(n))
    for part in ("cur", "new", "tmp"):
        (root / "maildir" / part).mkdir(parents=True)
    for k, text in enumerate(texts):
        (root / "maildir" / ("new" if k % 3 else "cur") / f"17936937{k:02}.{k}.host{'' if k % 3 else ':2,'}").write_text(text)
    return {"mbox": root / "box.mbox", "message": root / "one.eml", "folder": root / "folder", "maildir": root / "maildir"}


def files_of(path):
    return [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file())


def churn_once(path, kind):
    """One change to a mailbox that somebody reads: what a mail program, a rotation or an accident does."""
    files = files_of(path)
    if not files:
        return
    victim = draw.choice(files)
    what = draw.choice(["rename", "truncate", "rotate", "replace", "append", "vanish"])
    try:
        if what == "rename" and kind == "maildir":
            base = victim.name.split(":2,")[0]
            os.rename(victim, path / "cur" / f"{base}:2,{draw.choice(['S', 'RS', 'FS', ''])}")
        elif what == "rename" and kind == "folder":
            os.rename(victim, victim.with_name(f"x{draw.randrange(1000)}.eml"))
        elif what == "truncate":
            os.truncate(victim, draw.randrange(victim.stat().st_size + 1))
        elif what == "rotate":
            os.rename(victim, path.parent / f"{victim.name}.1")
            victim.write_text(as_mbox([bounce(900)]) if kind == "mbox" else bounce(900))
        elif what == "replace":
            other = path.parent / "replacing"
            other.write_text(as_mbox([bounce(901)]) if kind == "mbox" else bounce(901))
            os.replace(other, victim)
        elif what == "append":
            text = as_mbox([bounce(902)])
            with open(victim, "a") as file:
                file.write(text[:draw.randrange(len(text))])
        elif what == "vanish":
            victim.unlink()
    except FileNotFoundError:
        pass


def known_address(address):
    return re.fullmatch(r"p\d+@d\d\.example", address) is not None


def churn(clock):
    home, n_runs, n_changes, n_deciding = Home("churn"), 0, 0, 0
    while clock.runs():
        for kind, path in kinds(home, 40).items():
            deciding = n_runs % 3 == 2
            args = ["accept", path] if deciding else ["report", "--format", "jsonl", path]
            process = home.start(*args)
            while process.poll() is None:
                churn_once(path, kind)
                n_changes += 1
                time.sleep(draw.random() * 0.004)
            out, err = process.communicate()
            must(process.returncode >= 0, f"{kind}: ended by signal {-process.returncode}: {err[-300:]}")
            must(not RAW.search(out) and not RAW.search(err), f"{kind}: a control byte")
            if deciding:
                n_deciding += 1
                must(all(map(known_address, home.state())), f"{kind}: an address that nobody wrote: {[a for a in home.state() if not known_address(a)][:3]}")
            else:
                for line in out.decode().splitlines():
                    row = json.loads(line)
                    address = row.get("recipient") or row.get("address")
                    # Where the next "From " line was written behind half a line, what stands there is shown, but is no address.
                    must(address is None or " " in address or known_address(address), f"{kind}: an address that nobody wrote: {address}")
            n_runs += 1
        # What became of a Maildir whose files were only renamed is whole.
        path = kinds(home, 40)["maildir"]
        process, deadline = home.start("report", "--format", "jsonl", path), time.monotonic() + 20
        while process.poll() is None and time.monotonic() < deadline:
            victim = draw.choice(files_of(path))
            os.rename(victim, path / "cur" / f"{victim.name.split(':2,')[0]}:2,{draw.choice(['S', 'RS', 'FS', ''])}")
        out, err = process.communicate()
        must(process.returncode == 0 and len(out.splitlines()) == 40, f"renamed while loading: {len(out.splitlines())} of 40, status {process.returncode}: {err[:300]}")
    return f"{n_runs} runs, {n_deciding} of them deciding, {n_changes} changes"


# ---- Mail that comes while one decides -------------------------------------------------------------------------------
class Stream(threading.Thread):
    """Delivers so many messages a second, as a mail server would, and takes one away now and then, as a mail program would."""

    def __init__(self, path, kind, first, rate):
        super().__init__(daemon=True)
        self.path, self.kind, self.n, self.rate, self.over = path, kind, first, rate, threading.Event()
        self.there = list(range(first))

    def deliver(self):
        if self.kind == "maildir":
            tmp = self.path / "tmp" / f"{1793700000 + self.n}.{self.n}.host"
            tmp.write_text(bounce(self.n))
            os.rename(tmp, self.path / "new" / tmp.name)
        else:
            with open(self.path, "a") as file:
                text = as_mbox([bounce(self.n)])
                file.write(text[:len(text) // 2])
                file.flush()
                file.write(text[len(text) // 2:])
        self.there.append(self.n)
        self.n += 1

    def take_away(self):
        self.there.remove(draw.choice(self.there))
        if self.kind == "maildir":
            draw.choice(files_of(self.path / "new")).unlink(missing_ok=True)
        else:
            other = self.path.with_name("being-written")
            other.write_text(as_mbox(bounce(n) for n in self.there))
            os.replace(other, self.path)

    def run(self):
        begun, first = time.monotonic(), self.n
        while not self.over.is_set():
            due = first + int((time.monotonic() - begun) * self.rate)
            while self.n < due:
                self.deliver()
                if self.n % 500 == 0:
                    self.take_away()
            self.over.wait(0.01)


def selected(view):
    """The address that is marked, as it was drawn last."""
    text = re.sub(rb"\x1b\]7777;\d+\x1b\\", b"", view.bytes[-200000:]).decode(errors="replace").replace("\r", "\n")
    for line in reversed(text.split("\n")):
        row = re.match(r"^>[ -][ *]?([A-Za-z… ]).*?(\S+@\S+)\s", line)
        if row:
            return row.group(2)
    return None


LIVE_SECONDS, LIVE_RATE, LIVE_DECISIONS, LIVE_ROWS = 60, 100, 200, 400


def live_once(kind, seconds):
    home = Home(f"live-{kind}")
    path = kinds(home, LIVE_ROWS)[kind]
    view = Screen(home, path)
    must(view.settle() and view.pump(lambda: selected(view), 30), "the inspector shows no row")
    # One message: how long until it is told?
    stream, since = Stream(path, kind, LIVE_ROWS, LIVE_RATE), time.monotonic()
    stream.deliver()
    must(view.pump(lambda: b"+1 new" in view.bytes, 30), f"{kind}: a new message is not told")
    shown = time.monotonic() - since
    decisions, decided = {b"s": "suppress", b"h": "hold", b"i": "ignore"}, {}
    stream.start()
    begun = time.monotonic()
    for k in range(LIVE_DECISIONS):
        before = selected(view)
        view.pump(seconds=max(0.0, begun + k * seconds / LIVE_DECISIONS - time.monotonic()))
        must(selected(view) == before, f"{kind}: the selection moved from {before} to {selected(view)}")
        key = draw.choice(list(decisions))
        view.press(key)
        decided[before] = decisions[key]
        view.press(b"j")
        must(view.pump(lambda: selected(view) != before, 30), f"{kind}: j does not move from {before}")
    stream.over.set()
    stream.join()
    view.press(b"q")
    view.pump(lambda: b"quit?" in view.bytes, 0.5)
    view.end(signal.SIGTERM)
    state = home.state()
    wrong = {a: d for a, d in state.items() if decided.get(a) != d}
    must(not wrong, f"{kind}: decided about what was not selected: {list(wrong.items())[:3]}")
    # While an mbox that was written anew is read again nothing is decided that cannot be looked up in it, and that is said.
    must(len(state) >= LIVE_DECISIONS * (9 if kind == "maildir" else 7) // 10, f"{kind}: only {len(state)} of {LIVE_DECISIONS} decisions are in the ledger")
    return f"{kind}: {stream.n - LIVE_ROWS} messages in {time.monotonic() - begun:.0f} s, {len(state)} decisions, the first new one after {shown * 1000:.0f} ms"


def live(clock):
    told = []
    while clock.runs():
        kind = ("maildir", "mbox")[len(told) % 2]
        told.append(live_once(kind, LIVE_SECONDS))
    return "; ".join(told)


# ---- Hostile names and contents --------------------------------------------------------------------------------------
EVIL = ["\x1b]0;owned\x07", "\x1b[31mowned", "\x9b31mowned", "\u202eowned\u202c", "\u200bowned", "o\u0301\u0301\u0301\u0301\u0301\u0301wned", "\x1b]52;c;b3duZWQ=\x07", "\x7fowned\x08\x08",
        "\ufffeowned", "\x1bPowned\x1b\\", "owned\r\n\x1b[2J", "%s%n owned", "\u2028owned"]
# What a terminal would do that mail asked for: set its title, its clipboard, clear, be asked back.
OWNED = re.compile(rb"\x1b\]0;|\x1b\]52;|\x1b\[31mowned|\x9b31m|\x1bPowned|\x07|\x1b\[2Jowned|\xc2\x9b")
TERMS = ["xterm-256color", "screen-256color", "linux", "vt100", "dumb", "xterm", "tmux-256color", "ansi"]
LOCALES = ["C.UTF-8", "C", "POSIX", "en_US.ISO-8859-1", "de_DE.UTF-8", "ja_JP.EUC-JP", "xx_XX", ""]


def hostile(clock):
    n_screens, n_reports, n = 0, 0, 0
    home = Home("hostile")
    box = home.path / "box"
    while clock.runs():
        shutil.rmtree(box, ignore_errors=True)
        box.mkdir()
        for k, evil in enumerate(EVIL):
            text = bounce(k, said=f"550 5.1.1 {evil} user unknown").replace("Subject: Undelivered", f"Subject: {evil} Undelivered").replace("From: News", f"From: {evil}News")
            name = f"{k}{evil}.eml".replace("/", "_").replace("\0", "")
            (box / name).write_text(text, errors="surrogateescape")
        (box / "no message \x1b[31m").write_text("nothing \x1b[31mowned")
        term, locale = TERMS[n % len(TERMS)], LOCALES[(n // len(TERMS) + n) % len(LOCALES)]
        for args in (["report"], ["report", "--format", "csv"], ["report", "--format", "jsonl"], ["summary"], ["--ascii", "report"]):
            done = home.run(*args, box, LC_ALL=locale)
            n_reports += 1
            must(args[0] != "--ascii" or done.out.isascii(), f"--ascii: {[l for l in done.out.splitlines() if not l.isascii()][:1]}")
        view = Screen(home, box, term=term, LC_ALL=locale, rows=30, cols=120)
        view.settle()
        for keys in (b"j", b"\r", b"P", b"q", b"H", b"q", b"G", b"b", b"d", b"q", b"q"):
            view.press(keys)
            view.settle() if keys != b"b" else view.pump(seconds=0.05)
        view.press(b"q")
        view.pump(seconds=0.3)
        view.end()
        seen = re.sub(rb"\x1b\]7777;\d+\x1b\\", b"", view.bytes)
        must(b"d0.example" in seen or b"d1.example" in seen, f"{term} in {locale}: nothing is shown: {seen[-200:]!r}")
        must(not OWNED.search(seen), f"{term} in {locale}: mail told the terminal what to do: {OWNED.search(seen)}")
        must(locale not in ("C", "POSIX") or all(b < 0x80 for b in seen), f"{term} in {locale}: bytes that this character set has not")
        n_screens, n = n_screens + 1, n + 1
    return f"{n_screens} screens, {n_reports} reports under {min(n, len(TERMS))} terminals and {min(n, len(LOCALES))} locales"


# ---- All of it -------------------------------------------------------------------------------------------------------
# Which share of the time each has, and how many cases at least.
PARTS = {"faults": (faults, 5, 24), "kills": (kills, 3, 20), "screen": (screen, 3, 4), "power": (power, 4, 24), "wal": (wal, 2, 8), "many": (many, 2, 1), "clocks": (clocks, 1, 6),
         "churn": (churn, 3, 1), "hostile": (hostile, 3, 8), "live": (live, 3, 2)}


def main():
    picked = sys.argv[3:] or list(PARTS)
    shares = sum(PARTS[p][1] for p in picked)
    print(f"# seed {SEED}\n1..{len(picked)}", flush=True)
    failed = False
    for number, name in enumerate(picked, 1):
        part, share, least = PARTS[name]
        try:
            print(f"ok {number} {name}: {part(Clock(SECONDS * share / shares, least))}", flush=True)
        except Broken as broken:
            failed = True
            print(f"not ok {number} {name}\n#   {str(broken)[:2000]}\n#   NIXIE_TORTURE_SEED={SEED}", flush=True)
            if os.environ.get("NIXIE_TORTURE_KEEP"):
                print(f"#   kept: {ROOT}")
                sys.exit(1)
    shutil.rmtree(ROOT, ignore_errors=True)
    sys.exit(failed)


main()
