#!/bin/sh
echo "fuzz: the fuzzers come later" >&2
exit 1
