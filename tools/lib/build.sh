# Sourced by ./ridgeway and ./ridgectl: builds the application when it is stale, and runs its mains.
# shellcheck shell=bash disable=SC2154 # root is the caller's

application="$root/control-plane/app/target/quarkus-app"
stamp="$root/control-plane/app/target/.built"

# maven ARGUMENT…: the pinned Maven. Its wrapper unpacks with unzip, or else looks for another file than the one whose checksum it
# has; where there is no unzip, the JDK's jar does it.
maven() {
  local path="$PATH" shim="$RIDGEWAY_CACHE/bin"
  if ! have unzip; then
    private_dir "$shim"
    cat >"$shim/unzip" <<'SHIM'
#!/bin/sh
# Stands in for unzip in the Maven wrapper: [-q] FILE -d DIRECTORY.
while [ "$#" -gt 0 ]; do
  case "$1" in -d) directory="$2"; shift ;; -*) ;; *) file="$1" ;; esac
  shift
done
cd "$directory" && "${JAVA_HOME:+$JAVA_HOME/bin/}jar" xf "$file" && chmod +x ./*/bin/*
SHIM
    chmod +x "$shim/unzip"
    path="$shim:$PATH"
  fi
  (cd "$root" && PATH="$path" ./mvnw "$@")
}

# A directory changes when a file in it is added or deleted, so stale means: anything that goes into the build is newer.
is_built() {
  [[ -f "$application/quarkus-run.jar" && -f "$stamp" ]] || return 1
  local newer
  newer="$(cd "$root" && find pom.xml billing cloud-adapters control-plane framework-templates tenant-portal-api \
    \( -name target -o -name node_modules -o -path '*/src/test' \) -prune -o \
    \( -name pom.xml -o -path '*/src/main*' \) -newer "$stamp" -print -quit)"
  [[ -z "$newer" ]]
}

build_application() {
  is_built && return
  private_dir "$RIDGEWAY_HOME/logs"
  local log="$RIDGEWAY_HOME/logs/build.log" began
  say "Building the application"
  began="$(mktemp "$RIDGEWAY_HOME/logs/.began.XXXXXX")" # what is edited while it builds is newer than this
  maven -B package -DskipTests 2>&1 | tee "$log" | module_lines \
    || { rm -f "$began"; grep -E '^\[ERROR\]' "$log" | head -n 40 >&2 || tail -n 40 "$log" >&2; die "the build failed; all of its output is in $log"; }
  touch -r "$began" "$stamp"
  rm -f "$began"
}

# From Maven's output, a line for each module: "  app [16/16]".
module_lines() { sed -u -n 's/^\[INFO\] Building Ridgeway: \(.*\) [0-9][^ ]* *\(\[.*\]\)$/  \1 \2/p' >&2; }

# run_main CLASS ARGUMENT…: runs it in place of this script, so that signals reach it.
run_main() {
  [[ -f "$application/quarkus-run.jar" ]] || die "the application is not built: ./ridgeway build"
  local class="$1" java
  shift
  java="$(java_command)" || die "a JDK 17 or newer is needed; no java was found"
  exec "$java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Djava.util.logging.manager=org.jboss.logmanager.LogManager \
    -cp "$application/app/*:$application/lib/boot/*:$application/lib/main/*" "$class" "$@"
}
