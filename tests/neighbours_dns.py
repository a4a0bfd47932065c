#!/usr/bin/env python3
"""neighbours_dns.py BUILD: nixie check against Debian's own name servers, dnsmasq and nsd. Speaks TAP.

The packages are fetched with apt-get download and unpacked below BUILD/neighbours, never installed. All that runs, runs in a network of its own
that has nothing but 127.0.0.1. What cannot be had here is skipped by name."""
import fcntl, json, os, socket, struct, subprocess, sys, threading, time
from pathlib import Path

PACKAGES = {
    "dnsmasq-base": ["libnetfilter-conntrack3", "libnfnetlink0", "libnftables1", "libnftnl11", "libmnl0", "libjansson4", "libxtables12"],
    "nsd": ["libprotobuf-c1", "libfstrm0", "libevent-2.1-7"],
}
PORT = 5399
# What each says of which domain: the reason that nixie has to give.
DNSMASQ = {"ok.net": "accepts_mail", "null.net": "null_mx", "aonly.net": "implicit_mx", "gone.net": "no_domain", "upstream.org": "dns_refused",
           "silent.org": "dns_timeout", "broken.net": "mx_broken", "private.net": "mx_unroutable"}
NSD = {"ok.net": "accepts_mail", "null.net": "null_mx", "aonly.net": "implicit_mx", "gone.net": "no_domain", "sub.net": "no_mx",
       "cname.net": "implicit_mx", "many.net": "accepts_mail", "missing.org": "dns_failed", "other.org": "dns_refused"}
ZONE = """$TTL 7200
@ SOA ns. hostmaster. 1 3600 600 86400 300
@ NS ns.
ns A 127.0.0.1
com SOA ns. hostmaster. 1 3600 600 86400 300
ok.net MX 10 mx.ok.net
mx.ok.net AAAA 2001:db8::1
null.net MX 0 .
aonly.net A 192.0.2.1
x.sub.net A 192.0.2.1
cname.net CNAME aonly.net
""" + "".join(f"many.net MX {i} a-rather-long-name-of-a-mail-server-{i}.many.net\n" for i in range(60)) + "a-rather-long-name-of-a-mail-server-0.many.net A 192.0.2.1\n"


def fetch(root):
    for name, more in PACKAGES.items():
        into = root / name
        for package in [name, *more]:
            if not list(root.glob(f"{package}_*.deb")):
                subprocess.run(["apt-get", "download", "-q", package], cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            for deb in root.glob(f"{package}_*.deb"):
                into.mkdir(exist_ok=True)
                subprocess.run(["dpkg", "-x", deb, into], check=True)


def enter():
    """Into a network of its own, the loopback up."""
    if "NEIGHBOURS" not in os.environ:
        user = [] if os.geteuid() == 0 else ["--map-root-user"]
        os.environ["NEIGHBOURS"] = "1"
        if subprocess.run(["unshare", *user, "--net", "true"], stderr=subprocess.DEVNULL).returncode:
            print("1..0 # SKIP no namespaces here (unshare --net)")
            sys.exit(0)
        os.execvp("unshare", ["unshare", *user, "--net", sys.executable, *sys.argv])
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:  # ifconfig lo up
        fcntl.ioctl(s, 0x8914, struct.pack("16sH14x", b"lo", 0x1 | 0x40))


def libraries(root):
    return ":".join(str(p) for p in (root / "usr/lib").glob("*-linux-gnu*"))


def start(root, name, program, arguments):
    path = root / name / program
    if not path.exists():
        raise RuntimeError("its package could not be fetched")
    log = open(root / f"{name}.log", "w")
    child = subprocess.Popen([path, *map(str, arguments)], stdout=log, stderr=log, env=dict(os.environ, LD_LIBRARY_PATH=libraries(root / name)))
    for _ in range(100):
        if child.poll() is not None:
            raise RuntimeError(f"ended with {child.returncode}: {(root / f'{name}.log').read_text()[:300]}")
        try:
            socket.create_connection(("127.0.0.1", PORT), 1).close()
            return child
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("does not listen")


def say_soa(server):
    """Answers whatever is asked with an SOA record: dnsmasq holds none."""
    while True:
        question, peer = server.recvfrom(512)
        end = question.index(b"\0", 12) + 5
        record = b"\xc0\x0c" + struct.pack(">HHIH", 6, 1, 60, 22) + b"\0\0" + struct.pack(">5I", 1, 60, 60, 60, 60)
        server.sendto(question[:2] + b"\x81\x80\0\1\0\1\0\0\0\0" + question[12:end] + record, peer)


def dnsmasq(root):
    com = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    com.bind(("127.0.0.1", 0))
    threading.Thread(target=say_soa, args=(com,), daemon=True).start()
    silent = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)  # takes questions and answers none
    silent.bind(("127.0.0.1", 0))
    yield start(root, "dnsmasq-base", "usr/sbin/dnsmasq", [
        "--keep-in-foreground", "--conf-file=/dev/null", f"--port={PORT}", "--listen-address=127.0.0.1", "--bind-interfaces", "--no-resolv", "--no-hosts",
        "--user=root", "--pid-file=", "--local=/net/", "--local=/invalid/", f"--server=/com/127.0.0.1#{com.getsockname()[1]}",
        "--mx-host=ok.net,mx.ok.net,10", "--host-record=mx.ok.net,192.0.2.1", "--mx-host=null.net,.,0", "--host-record=aonly.net,192.0.2.1",
        "--mx-host=broken.net,nowhere.net,10", "--mx-host=private.net,mx.private.net,10", "--host-record=mx.private.net,10.0.0.1",
        f"--server=/silent.org/127.0.0.1#{silent.getsockname()[1]}"]), DNSMASQ
    silent.close()


def nsd(root):
    home = root / "nsd-home"
    home.mkdir(exist_ok=True)
    (home / "root.zone").write_text(ZONE)
    (home / "nsd.conf").write_text(f"""server:
  ip-address: 127.0.0.1@{PORT}
  username: ""
  chroot: ""
  zonesdir: "{home}"
  database: ""
  pidfile: "{home}/pid"
  zonelistfile: "{home}/zone.list"
  xfrdfile: "{home}/xfrd.state"
  xfrdir: "{home}"
remote-control:
  control-enable: no
""" + "".join(f'zone:\n  name: "{zone}"\n  zonefile: "{file}"\n' for zone, file in (
        ("com.", "com.zone"), ("net.", "net.zone"), ("invalid.", "empty.zone"), ("missing.org.", "no-such-file.zone"))))
    head = ZONE.split("com SOA")[0]
    (home / "com.zone").write_text(head)
    (home / "empty.zone").write_text(head)
    (home / "net.zone").write_text(head + "\n".join(line.replace(".net", "") for line in ZONE.splitlines()[5:]) + "\n")
    yield start(root, "nsd", "usr/sbin/nsd", ["-d", "-c", home / "nsd.conf"]), NSD


def ask(nixie, root, domains):
    home = root / "check-home"
    home.mkdir(exist_ok=True)
    environment = dict(os.environ, HOME=str(home), XDG_CONFIG_HOME=str(home), XDG_STATE_HOME=str(home), XDG_DATA_HOME=str(home), LC_ALL="C.UTF-8")
    run = subprocess.run([nixie, "check", "--fresh", "--nameserver", f"127.0.0.1:{PORT}", "-f", "jsonl", *(f"ann@{d}" for d in domains)],
                         capture_output=True, text=True, env=environment)
    return {row["domain"]: row["reason"] for row in map(json.loads, run.stdout.splitlines())}, run.stderr


def main():
    build = Path(sys.argv[1]).absolute()
    root = build / "neighbours"
    root.mkdir(parents=True, exist_ok=True)
    if "NEIGHBOURS" not in os.environ:
        fetch(root)
    enter()
    n, bad = 0, False
    for neighbour in (dnsmasq, nsd):
        name, child = neighbour.__name__, None
        try:
            server = neighbour(root)
            child, expected = next(server)
            found, errors = ask(build / "nixie", root, expected)
            for domain, reason in expected.items():
                n += 1
                good = found.get(domain) == reason
                bad = bad or not good
                print(f"{'ok' if good else 'not ok'} {n} - {name}: {domain} {reason}")
                if not good:
                    print(f"#   {found.get(domain)} {errors}")
        except (OSError, RuntimeError, subprocess.SubprocessError) as error:
            n += 1
            print(f"ok {n} - {name} # SKIP {error}")
        if child:
            child.terminate()
            child.wait()
    print(f"1..{n}")
    sys.exit(bad)


main()
