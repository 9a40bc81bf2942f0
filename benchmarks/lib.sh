# Sourced by benchmarks that are Java programs beside a module's tests.
# shellcheck shell=bash

export RIDGEWAY_KUBE="${RIDGEWAY_KUBE:-$(tools/kube/build)}"

# bench_in MODULE PHASE HEAP CLASS ARGUMENT…: builds the module up to that phase without running a test, and runs the class in its directory.
bench_in() {
  local module="$1" phase="$2" heap="$3"
  shift 3
  # shellcheck disable=SC2086 # several arguments
  ./mvnw -q ${MAVEN_ARGS:-} -Dquality.skip -DskipTests -pl "$module" -am "$phase" dependency:build-classpath -Dmdep.outputFile=target/test.classpath
  local libraries manager=()
  libraries="$(cat "$module/target/test.classpath")"
  if [[ "$libraries" == *jboss-logmanager* ]]; then manager=(-Djava.util.logging.manager=org.jboss.logmanager.LogManager); fi
  (cd "$module" && exec java "$heap" "${manager[@]}" -cp "target/test-classes:target/classes:$libraries" "$@")
}
