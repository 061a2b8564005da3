#!/bin/sh
# clean-run.sh <pid of the test runner | now> <folder of the run>
# Waits until the runner is gone, then ends the servers noted in <folder>/pids and removes the folder.
runner=$1
run=$2
if [ "$runner" != now ]; then
  while kill -0 "$runner" 2>/dev/null && [ -d "$run" ]; do sleep 1; done
fi
[ -d "$run/pids" ] || exit 0
for note in "$run"/pids/*; do
  [ -f "$note" ] || continue
  pid=$(cat "$note")
  # The number may belong to another program by now: ours has the folder in its command line.
  if [ ! -d /proc/self ] || grep -q "$run" "/proc/$pid/cmdline" 2>/dev/null; then kill -QUIT "$pid" 2>/dev/null; fi
done
rm -rf "$run" 2>/dev/null || { sleep 1; rm -rf "$run"; }
