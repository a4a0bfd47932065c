#!/bin/sh
# fuzz.sh BUILD SECONDS NAME...: each fuzzer for that long under AddressSanitizer and UndefinedBehaviorSanitizer, in three stages
# of growing inputs. It begins with tests/fuzz/corpus/NAME and what tests/fuzz/NAME.seeds names; what it learns stays in
# BUILD/fuzz/fuzz_NAME, what it finds in BUILD/fuzz/fuzz_NAME-*.
set -eu
build=$1
seconds=$2
shift 2
out=$build/fuzz
status=0
# Leaks are looked for where what is kept runs under the sanitizers, with the tests: libraries keep things between two inputs.
export ASAN_OPTIONS=${ASAN_OPTIONS:-detect_leaks=0:allocator_may_return_null=1} G_SLICE=always-malloc

# seed NAME: puts what it begins with into its folder.
seed() {
    mkdir -p "$out/fuzz_$1"
    { find "tests/fuzz/corpus/$1" -type f; [ ! -e "tests/fuzz/$1.seeds" ] || sh -c "ls -d $(grep -v '^#' "tests/fuzz/$1.seeds" | tr '\n' ' ')"; } |
        while read -r file; do
            [ "$(wc -c <"$file")" -gt 65536 ] || cp "$file" "$out/fuzz_$1/$(printf %s "$file" | tr -c 'A-Za-z0-9.\n' _)"
        done
}

# run NAME MAX_LEN SECONDS
run() {
    dict=tests/fuzz/$1.dict
    [ -e "$dict" ] || dict=tests/fuzz/bounce.dict
    G_TEST_SRCDIR="$PWD/tests" TZ=UTC LC_ALL=C.UTF-8 "$out/fuzz_$1.run" -max_total_time="$3" -max_len="$2" -timeout=60 \
        -rss_limit_mb=2048 -dict="$dict" -artifact_prefix="$out/fuzz_$1-" -print_final_stats=1 -detect_leaks=0 -reload=0 "$out/fuzz_$1" >>"$out/fuzz_$1.log" 2>&1
}

for name in "$@"; do
    seed "$name"
    : >"$out/fuzz_$name.log"
    first=$((seconds / 4 > 0 ? seconds / 4 : 1))
    if run "$name" 256 $first && run "$name" 4096 $first && run "$name" 65536 $((seconds - 2 * first > 0 ? seconds - 2 * first : 1)); then
        verdict=clean
    else
        verdict=FOUND status=1
        tail -n 40 "$out/fuzz_$name.log" >&2
    fi
    awk -v name="$name" -v seconds="$seconds" -v verdict="$verdict" '
        /stat::number_of_executed_units/ { runs += $2 }
        /cov: [0-9]+/ { for (i = 1; i < NF; i++) if ($i == "cov:") cov = $(i + 1) }
        END { printf "fuzz: %-10s %4d s %10d runs  cov %6d  %s\n", name, seconds, runs, cov, verdict }' "$out/fuzz_$name.log"
done
exit $status
