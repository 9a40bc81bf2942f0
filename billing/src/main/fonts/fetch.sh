#!/bin/sh
# Puts the invoice's fonts and their licence into TARGET/fonts.
#   fetch.sh TARGET
set -eu

here=$(cd "$(dirname "$0")" && pwd)
work=$1/fonts-npm
package=$work/node_modules/@expo-google-fonts/noto-sans-sc

command -v npm >/dev/null || {
  echo "npm is not installed: the invoice's font comes through it; install Node.js 20 or newer" >&2
  exit 1
}
mkdir -p "$work" "$1/fonts"
cp "$here/package.json" "$here/package-lock.json" "$work"
(cd "$work" && npm ci --prefer-offline --ignore-scripts --no-audit --no-fund --loglevel=error)

cp "$package/LICENSE_FONT" "$1/fonts/OFL.txt"
cp "$package/400Regular/NotoSansSC_400Regular.ttf" "$1/fonts/"
# Last, because the build looks for this one.
cp "$package/700Bold/NotoSansSC_700Bold.ttf" "$1/fonts/"
rm -rf "$work"
