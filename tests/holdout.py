#!/usr/bin/env python3
"""holdout.py BUILD CORPUS SEED: how the general reader does on mail systems nobody described.

A third of the layouts, drawn by a hash of SEED and their mailer (layouts of one mailer together), is switched off; scored are only the
messages without a delivery-status part that these layouts would have read, at least 30. Then the same with all layouts off.
"""
import glob, hashlib, json, os, re, subprocess, sys, tempfile

build, corpus, seed = sys.argv[1:4]
LEAST = 30
DSN = re.compile(rb'(?im)^content-type:\s*message/(?:global-|x-?)?delivery-status|^(?:final|original)-recipient:')


def layouts():
    """id -> mailer, of our own layouts"""
    found = {}
    for path in glob.glob('src/parse/layouts/*.layout'):
        words = dict(re.findall(r'(?m)^(id|mailer)\s*=\s*(\S+)', open(path, encoding='utf-8').read()))
        found[words['id']] = words.get('mailer', words['id'])
    return found


def report(off):
    """lines of `report` with the layouts in `off` switched off"""
    with tempfile.TemporaryDirectory() as home:
        data = os.path.join(home, 'nixie', 'layouts.d')
        os.makedirs(data)
        with open(os.path.join(data, 'off.layout'), 'w') as out:
            out.writelines(f'disable {name}\n' for name in sorted(off))
        env = dict(os.environ, HOME=home, XDG_CONFIG_HOME=home, XDG_STATE_HOME=home, XDG_DATA_HOME=home)
        env.pop('NIXIE_NOW', None)
        done = subprocess.run([build + '/nixie', 'report', '--format', 'jsonl', corpus + '/messages'], env=env, stdout=subprocess.PIPE)
        return [json.loads(line) for line in done.stdout.decode().split('\n') if line]


def score(lines, files):
    with tempfile.TemporaryDirectory() as home:
        with open(home + '/lines', 'w') as out:
            out.writelines(json.dumps(line) + '\n' for line in lines)
        with open(home + '/labels', 'w') as out:
            out.writelines(l for l in open(corpus + '/labels.jsonl', encoding='utf-8') if json.loads(l)['file'] in files)
        done = subprocess.run([sys.executable, corpus + '/score.py', '--json', '--labels', home + '/labels', home + '/lines'], stdout=subprocess.PIPE, check=True)
        return json.loads(done.stdout)['lines']['total']


def show(name, total):
    r = total['recipient']
    percent = lambda x: '    -' if x is None else f'{100 * x:5.1f}'
    print(f'{name:34} {total["messages"]:4d} messages   P {percent(r["precision"])}   R {percent(r["recall"])}   F1 {percent(r["f1"])}   '
          f'false bounces {total["false_bounce"]}', flush=True)


own = layouts()
read_by = {}  # file -> layout, of messages without a delivery-status part
for line in report(()):
    if line['layout'] and not DSN.search(open(f'{corpus}/messages/{line["file"]}', 'rb').read()):
        read_by.setdefault(line['file'], line['layout'])

draw = lambda mailer: hashlib.sha256(f'{seed}:{mailer}'.encode()).hexdigest()
off = set()
for mailer in sorted(set(own.values()), key=draw):
    if 3 * len(off) >= len(own) and sum(name in off for name in read_by.values()) >= LEAST:
        break
    off |= {name for name, of in own.items() if of == mailer}
files = {f for f, name in read_by.items() if name in off}
print(f'seed {seed}: {len(off)} of {len(own)} layouts off: {" ".join(sorted(off))}')
show('held out', score(report(off), files))
show('the same, layouts on', score(report(()), files))
show('general reader alone, all layouts off', score(report(own), set(read_by)))
