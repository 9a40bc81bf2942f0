package io.ridgeway.adapter.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.ridgeway.adapter.AdapterContext.Credentials;
import io.ridgeway.adapter.AdapterException;
import io.ridgeway.model.NetworkId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to the cluster with the credential that custody has now. The credential is asked
 * for again from time to time, and at once when the cluster refuses it. Another token goes on with
 * the same connection; another kubeconfig gets another one, and what was watched is watched anew.
 */
final class Access implements AutoCloseable {
  static final String KUBECONFIG = "kubeconfig";

  /** Who calls, where that changes often and the cluster stays. */
  static final String TOKEN = "token";

  private static final Logger LOG = LoggerFactory.getLogger(Access.class);
  private static final Duration ASK_AGAIN = Duration.ofSeconds(30);
  private static final Path ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

  private final Cluster cluster;
  private final Credentials credentials;
  private final Consumer<NetworkId> changed;
  private final Pace pace;
  private @Nullable Connection connection;
  private String digest = "";
  private Instant asked = Instant.EPOCH;
  private boolean closed;

  Access(Cluster cluster, Credentials credentials, Consumer<NetworkId> changed) {
    this.cluster = cluster;
    this.credentials = credentials;
    this.changed = changed;
    this.pace = new Pace(cluster.clock(), cluster.settings().requestsPerSecond());
  }

  /**
   * The connection, opened if there is none.
   *
   * @throws AdapterException.Unreachable if there is no credential, or it can't be used
   */
  synchronized Connection connection() {
    if (closed) {
      throw new IllegalStateException(
          "the adapter of city node " + cluster.settings().cityNode() + " is closed");
    }
    Connection current = connection;
    Instant now = cluster.clock().instant();
    if (current != null && now.isBefore(asked.plus(ASK_AGAIN))) {
      return current;
    }
    asked = now;
    try {
      return renew(current);
    } catch (AdapterException | KubernetesClientException e) {
      if (current == null) {
        throw e;
      }
      LOG.atWarn()
          .setMessage("a city node's credential could not be had; the one from before is kept")
          .addKeyValue("cityNode", cluster.settings().cityNode())
          .addKeyValue("why", e.getMessage())
          .log();
      return current;
    } catch (IllegalArgumentException e) {
      String why =
          "the credential of city node "
              + cluster.settings().cityNode()
              + " can't be used: "
              + e.getMessage();
      if (current == null) {
        throw new AdapterException.Unreachable(why);
      }
      LOG.atWarn().setMessage(why + "; the one from before is kept").log();
      return current;
    }
  }

  private Connection renew(@Nullable Connection current) {
    boolean inCluster = cluster.settings().inCluster();
    String text = inCluster ? "" : given();
    Optional<String> token = inCluster ? Optional.of(account()) : credentials.get(TOKEN);
    String now = Digests.of(text);
    if (current != null && now.equals(digest)) {
      token.map(String::strip).ifPresent(current::token);
      return current;
    }
    Connection next =
        Connection.open(config(text, token), cluster, new Sights(cluster.memory(), changed), pace);
    if (current != null) {
      current.close();
      LOG.atInfo()
          .setMessage("the credential of a city node was renewed")
          .addKeyValue("cityNode", cluster.settings().cityNode())
          .log();
    }
    connection = next;
    digest = now;
    return next;
  }

  /** The cluster refused the credential: the next call asks for it at once. */
  synchronized void refused() {
    asked = Instant.EPOCH;
  }

  private Config config(String text, Optional<String> token) {
    KubernetesSettings settings = cluster.settings();
    if (!settings.inCluster()) {
      Config config = Kubeconfig.read(text, settings.allowExec(), settings.allowInsecure());
      token.map(String::strip).ifPresent(config::setOauthToken);
      return config;
    }
    return new ConfigBuilder(Config.empty())
        .withAutoConfigure(false)
        .withMasterUrl(
            "https://"
                + System.getenv("KUBERNETES_SERVICE_HOST")
                + ":"
                + System.getenv("KUBERNETES_SERVICE_PORT"))
        .withCaCertFile(ACCOUNT.resolve("ca.crt").toString())
        .withOauthToken(token.map(String::strip).orElseThrow())
        .build();
  }

  private String given() {
    Optional<String> kubeconfig = credentials.get(KUBECONFIG);
    return kubeconfig
        .filter(k -> !k.isBlank())
        .orElseThrow(() -> new IllegalArgumentException("custody has none; give it a kubeconfig"));
  }

  private static String account() {
    try {
      return Files.readString(ACCOUNT.resolve("token"));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "there is no service account here ("
              + ACCOUNT
              + "): inCluster is for a Ridgeway that runs in the cluster itself",
          e);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }
}
