# Works on files of a volume within a node's own container, as the node's own program could; its image has a shell and the programs below.
#
#   list    VOLUME DIRECTORY            files beneath it, each with its size before it
#   read    VOLUME FILE OFFSET COUNT    a part of it
#   write   VOLUME FILE OFFSET COUNT MOST    so many bytes of the standard input; MOST are the bytes that the volume may hold
#   discard VOLUME DIRECTORY            removes it
#
# Exits with 3 where there is no such file, 4 where a link or a file stands in the way, 5 where the file doesn't end at OFFSET, 6 for want of room, 7 where the
# input ended early.
set -eu
umask 077
operation=$1 volume=$2 rest=$3
shift 3

# No part of the way may be a link: what the node's program made may point anywhere.
at=$volume
while [ "${rest#*/}" != "$rest" ]; do
  at=$at/${rest%%/*}
  rest=${rest#*/}
  [ ! -L "$at" ] || exit 4
  if [ ! -e "$at" ]; then
    [ "$operation" = write ] || exit 3
    mkdir "$at"
  fi
  [ -d "$at" ] || exit 4
done
directory=$at
at=$at/$rest

# What is there is a file.
plain() {
  [ ! -L "$at" ] && [ ! -d "$at" ] || exit 4
  [ -f "$at" ] || exit 3
}

case $operation in
  list)
    [ ! -L "$at" ] || exit 4
    [ -d "$at" ] || exit 3
    cd "$at"
    find . -type f -exec stat -c '%s %n' {} + | head -n 10000
    ;;
  read)
    plain
    tail -c "+$(($1 + 1))" "$at" | head -c "$2"
    ;;
  write)
    [ -e "$at" ] || [ -L "$at" ] || : >"$at"
    plain
    if [ "$1" -eq 0 ]; then : >"$at"; fi
    [ "$(stat -c %s "$at")" -eq "$1" ] || exit 5
    used=$(du -sk "$volume")
    [ $((${used%%[!0-9]*} * 1024 + $2)) -le "$3" ] || exit 6
    head -c "$2" >>"$at" || exit 6
    [ "$(stat -c %s "$at")" -eq $(($1 + $2)) ] || exit 7
    sync "$at" "$directory" 2>/dev/null || sync
    ;;
  discard)
    rm -rf "$at"
    ;;
esac
