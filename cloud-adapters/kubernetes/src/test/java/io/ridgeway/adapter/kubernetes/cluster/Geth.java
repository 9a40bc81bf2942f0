package io.ridgeway.adapter.kubernetes.cluster;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.fabric8.kubernetes.client.dsl.PodResource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A node of a private chain of its own in a cloud, with a volume and a node port. */
record Geth(OwnCluster cloud) {
  /** Of those below 30086, which an API server keeps back for who asks for a number. */
  static final int NODE_PORT = 30085;

  static final String NO_ANSWER = "(no answer)";

  /** Until nothing comes back, it is taken. */
  private static final Duration A_WHILE = Duration.ofSeconds(5);

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String NAME = "geth";

  void apply() {
    try (InputStream manifests = Geth.class.getResourceAsStream("geth.yaml")) {
      client().load(manifests).serverSideApply();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    pod().waitUntilReady(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /** Where its node port is reached. */
  String url() {
    return "http://" + cloud.host() + ":" + NODE_PORT;
  }

  Pod state() {
    return pod().get();
  }

  String log() {
    return pod().inContainer(NAME).getLog();
  }

  PodResource pod() {
    return client().pods().inNamespace(NAME).withName(NAME);
  }

  /** Evaluates JavaScript in this pod, against itself. */
  String ask(String expression) {
    return ask("/data/geth.ipc", expression);
  }

  /** Evaluates JavaScript in this pod, against the node at that URL. */
  String ask(String url, String expression) {
    return exec(PATIENCE, attach(url, expression));
  }

  /** The same for a node that shouldn't be heard: {@link #NO_ANSWER} if nothing comes back soon. */
  String askInVain(String url, String expression) {
    return exec(A_WHILE, attach(url, expression));
  }

  private static String[] attach(String url, String expression) {
    return new String[] {"geth", "--datadir", "/data", "attach", url, "--exec", expression};
  }

  /** Runs a command in the pod; returns what it answers, or else what it complains of. */
  String exec(String... command) {
    return exec(PATIENCE, command);
  }

  private String exec(Duration patience, String... command) {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    ByteArrayOutputStream complaint = new ByteArrayOutputStream();
    try (ExecWatch watch =
        pod().inContainer(NAME).writingOutput(answer).writingError(complaint).exec(command)) {
      watch.exitCode().get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return NO_ANSWER;
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
    return (answer.size() > 0 ? answer : complaint).toString(StandardCharsets.UTF_8).strip();
  }

  private KubernetesClient client() {
    return cloud.client();
  }
}
