#!/bin/sh
# fuzz.sh BUILD: each fuzzer for SECONDS (60) under AddressSanitizer and UndefinedBehaviorSanitizer, starting from the fixtures.
# What it finds stays in BUILD/fuzz/NAME-*.
set -eu
build=$1
seconds=${FUZZ_SECONDS:-60}
out=$build/fuzz
status=0
for source in tests/fuzz/fuzz_*.c; do
    name=$(basename "$source" .c)
    mkdir -p "$out/$name"
    find tests/mailboxes doc/demo -type f -size -64k 2>/dev/null | while read -r seed; do
        cp "$seed" "$out/$name/$(printf %s "$seed" | tr -c 'A-Za-z0-9.\n' _)"
    done
    echo "fuzz: $name for $seconds s"
    "$out/$name.run" -max_total_time="$seconds" -max_len=65536 -timeout=10 -rss_limit_mb=2048 -dict=tests/fuzz/bounce.dict \
        -artifact_prefix="$out/$name-" -print_final_stats=1 "$out/$name" >"$out/$name.log" 2>&1 || { tail -40 "$out/$name.log" >&2; status=1; }
    grep -E 'stat::(number_of_executed_units|average_exec_per_sec)' "$out/$name.log" || true
done
exit $status
