#!/usr/bin/env bash
# The journey of a user with the installed program, outside any checkout: demo, verify, tamper, refuse.
# Usage: journey.sh /path/to/juzheng
set -euo pipefail
juzheng=$1
say() { printf '%s\n' "-- $*"; }
fails() { # the exit code wanted, then the command
  local want=$1 got=0
  shift
  "$@" > /dev/null 2> err.txt || got=$?
  [ "$got" = "$want" ] || { echo "exit $got instead of $want: $*"; cat err.txt; exit 1; }
  ! grep -q Traceback err.txt || { echo "a traceback reached the user: $*"; cat err.txt; exit 1; }
}

say "the demo makes a report that verifies"
"$juzheng" demo -o demo
test -s demo/dispute.html
"$juzheng" verify demo/dispute.html
"$juzheng" verify demo/case

say "step by step"
cp demo/case/exhibits/E1/original chat.json
"$juzheng" new mine
"$juzheng" add mine chat.json
"$juzheng" show mine E1-0008 --why > shown.txt
grep -q E1-0008 shown.txt
"$juzheng" report mine -o out
"$juzheng" analyze chat.json --json analysis.json
"$juzheng" inspect chat.json > /dev/null

say "a changed byte is found"
chmod u+w demo/case/exhibits/E1 demo/case/exhibits/E1/original
printf 'X' | dd of=demo/case/exhibits/E1/original bs=1 seek=1000 conv=notrunc 2> /dev/null
fails 1 "$juzheng" verify demo/case

say "wrong input gets one line and exit code 2"
: > empty.txt
printf '%%PDF-1.7\n%%\xe2\xe3\xcf\xd3\n' > really-a.txt
head -c 3000 chat.json > cut.json
fails 2 "$juzheng" report empty.txt -o x
fails 2 "$juzheng" report really-a.txt -o x
fails 2 "$juzheng" report . -o x
fails 2 "$juzheng" nonsense
test ! -e x
"$juzheng" inspect cut.json > /dev/null
echo "journey done"
