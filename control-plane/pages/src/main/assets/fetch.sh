#!/bin/sh
# Puts PatternFly's CSS and fonts and htmx, as far as the pages use them, into TARGET/assets.
#   fetch.sh TARGET
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$1/assets-npm
out=$1/assets
command -v npm >/dev/null || {
  echo "npm is not installed: the pages' style sheets come through it; install Node.js 20 or newer" >&2
  exit 1
}
rm -rf "$out"
mkdir -p "$work" "$out/fonts"
cp "$here/package.json" "$here/package-lock.json" "$work"
(cd "$work" && npm ci --prefer-offline --ignore-scripts --no-audit --no-fund --loglevel=error)
patternfly=$work/node_modules/@patternfly/patternfly
for font in RedHatText RedHatDisplay RedHatMono; do
  cp "$patternfly/assets/fonts/$font/${font}VF.woff2" "$out/fonts/"
done
cp "$work/node_modules/htmx.org/dist/htmx.min.js" "$out/htmx.js"
# Last, because the build looks for this one.
node "$here/trim.mjs" "$patternfly" "$here/../resources/META-INF/resources/assets/ridgeway.css" "$out/patternfly.css"
rm -rf "$work"
