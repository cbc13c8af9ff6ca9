#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Instructions to record one event beside those of the floor, counted by callgrind: instructions.sh PROGRAM
# The difference between two runs of different length leaves the start of the program out.
set -euo pipefail
count() { valgrind --tool=callgrind --callgrind-out-file=/dev/null "$1" "$2" "$3" 2>&1 | awk '/Collected/ {print $NF}'; }
per_event() { echo $(( ($(count "$1" "$2" 300000) - $(count "$1" "$2" 100000)) / 200000 )); }
floor=$(per_event "$1" floor)
ours=$(per_event "$1" recorder)
echo "instructions per event: floor $floor, recorder $ours, difference $((ours - floor)) (aim: at most 25)"
