package io.ridgeway.adapter.kubernetes.manifest;

import io.fabric8.kubernetes.api.model.HTTPHeader;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.ridgeway.model.deploy.Probe.HttpGet;
import io.ridgeway.model.deploy.Probe.TcpOpen;
import io.ridgeway.model.deploy.Workload;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The probes of a node. What says that it lives starts it and restarts it; what says that it serves
 * gates its RPC service and nothing else.
 *
 * @param beside whether it is a sidecar: the kubelet, which asks from outside the pod, can't reach
 *     its loopback, so the question is put within, by the image's bash
 */
record Probing(Workload workload, boolean beside) {
  private static final int TIMEOUT_SECONDS = 5;

  /** Five minutes: a node that was killed may have to repair its ledger first. */
  @Nullable Probe startup() {
    return probe(workload.probes().alive(), 2, 150);
  }

  /** A minute of silence is death. */
  @Nullable Probe liveness() {
    return probe(workload.probes().alive(), 10, 6);
  }

  @Nullable Probe readiness() {
    return probe(workload.probes().serves(), 5, 3);
  }

  private @Nullable Probe probe(
      Optional<io.ridgeway.model.deploy.Probe> question, int periodSeconds, int failures) {
    if (question.isEmpty()) {
      return null;
    }
    ProbeBuilder probe =
        new ProbeBuilder()
            .withPeriodSeconds(periodSeconds)
            .withFailureThreshold(failures)
            .withTimeoutSeconds(TIMEOUT_SECONDS);
    io.ridgeway.model.deploy.Probe asked = question.get();
    if (beside) {
      return probe.withNewExec().withCommand("/bin/bash", "-c", script(asked)).endExec().build();
    }
    if (asked instanceof TcpOpen tcp) {
      return probe.withNewTcpSocket().withPort(port(tcp.port())).endTcpSocket().build();
    }
    HttpGet http = (HttpGet) asked;
    return probe
        .withNewHttpGet()
        .withPort(port(http.port()))
        .withPath(http.path())
        // The kubelet asks by the pod's address, which a list of allowed hosts can't know.
        .withHttpHeaders(new HTTPHeader("Host", "localhost"))
        .endHttpGet()
        .build();
  }

  /** Bash opens connections by itself: the image needs no other program. */
  private String script(io.ridgeway.model.deploy.Probe asked) {
    return asked instanceof HttpGet http
        ? "exec 3<>/dev/tcp/127.0.0.1/"
            + port(http.port()).getIntVal()
            + " && printf 'GET "
            + http.path()
            + " HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && read -r _ status _ <&3 && [[ $status == 2* ]]"
        : "exec 3<>/dev/tcp/127.0.0.1/" + port(((TcpOpen) asked).port()).getIntVal();
  }

  private IntOrString port(String name) {
    return new IntOrString(workload.port(name).number());
  }
}
