#!/usr/bin/env python3
"""walk.py COMMAND... MAILBOX: the inspector started, walked through, decided in and left, each key once the screen says that it is drawn."""
import fcntl, os, pty, select, struct, sys, termios, time

KEYS = b"jjk s u /a\r n l class:hard\r \\ b d \r q q t T L q $ q a o c q H q P q r j h j i j x ."
pid, fd = pty.fork()
if pid == 0:
    os.execvpe(sys.argv[1], sys.argv[1:], dict(os.environ, TERM="xterm-256color", NIXIE_TEST_SYNC="1"))
fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 140, 0, 0))
seen, end = b"", time.monotonic() + 240


def settle(before):
    global seen
    while seen.count(b"\x1b]7777;") <= before and time.monotonic() < end:
        if select.select([fd], [], [], 0.1)[0]:
            try:
                seen += os.read(fd, 65536)
            except OSError:
                sys.exit(f"the inspector ended early: {seen[-300:]!r}")


settle(0)
for key in KEYS.replace(b" ", b""):
    before = seen.count(b"\x1b]7777;")
    os.write(fd, bytes([key]))
    settle(before)
while time.monotonic() < end:
    done, status = os.waitpid(pid, os.WNOHANG)
    if done:
        sys.exit(0 if os.waitstatus_to_exitcode(status) in (0, 1) else f"it ended with {status}")
    try:
        if select.select([fd], [], [], 0.1)[0]:
            os.read(fd, 65536)
        else:
            os.write(fd, b"\x03\x1b:quit\r")
    except OSError:
        time.sleep(0.1)
os.kill(pid, 9)
sys.exit("it does not end")
