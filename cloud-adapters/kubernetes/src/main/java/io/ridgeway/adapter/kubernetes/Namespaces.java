package io.ridgeway.adapter.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.kubernetes.manifest.Labels;
import io.ridgeway.adapter.kubernetes.manifest.Manifests;
import io.ridgeway.model.NetworkId;
import java.time.Duration;
import java.util.Optional;

/** Makes and removes the namespaces of networks, and touches nobody else's. */
final class Namespaces {
  private static final Duration GLANCE = Duration.ofMillis(20);

  private static final String IN_BACKGROUND =
      "{\"apiVersion\":\"v1\",\"kind\":\"DeleteOptions\",\"propagationPolicy\":\"Background\","
          + "\"preconditions\":{\"uid\":\"%s\"}}";

  private final Cluster cluster;

  Namespaces(Cluster cluster) {
    this.cluster = cluster;
  }

  /** Sees to it that the network has its namespace of that name, and that it is ours. */
  void ensure(Connection to, NetworkId network, String name, Deadline deadline) {
    Key key = Key.namespace(name);
    Optional<Seen> seen = to.sights().find(key);
    if (seen.isPresent() && !seen.get().leaving()) {
      return;
    }
    Optional<JsonNode> found = to.api().metadata(key.path(), deadline);
    if (found.isEmpty()) {
      Wanted wanted = cluster.rendering().namespace(network, name, Members.NONE);
      try {
        JsonNode made =
            to.api().create(key, cluster.json().asJson(wanted.object().get()), deadline);
        cluster.memory().wrote(key, wanted.manifest(), made);
        return;
      } catch (ApiRefusal e) {
        if (e.code != 409) {
          throw e;
        }
        // Somebody was faster, or it was we ourselves and the answer was lost.
        found = to.api().metadata(key.path(), deadline);
      }
    }
    check(key, network, found.orElseThrow(() -> leaving(key)));
  }

  private void check(Key key, NetworkId network, JsonNode namespace) {
    JsonNode metadata = namespace.path("metadata");
    if (!isOurs(network, metadata.path("labels"))) {
      throw new AdapterException.Unreachable(
          "namespace "
              + key.name()
              + " is there already and isn't this city node's (its labels "
              + Labels.NETWORK
              + " and "
              + Labels.CITY_NODE
              + " say so): nothing was written to it; whoever owns it must remove or rename it");
    }
    if (metadata.hasNonNull("deletionTimestamp")) {
      throw leaving(key);
    }
  }

  private boolean isOurs(NetworkId network, JsonNode labels) {
    return labels.path(Labels.MANAGED_BY).asText().equals(Labels.RIDGEWAY)
        && labels.path(Labels.NETWORK).asText().equals(network.value())
        && labels.path(Labels.CITY_NODE).asText().equals(cluster.settings().cityNode().value());
  }

  private static AdapterException leaving(Key key) {
    return new AdapterException.Unreachable(
        "namespace " + key.name() + " is still being removed; ask again");
  }

  /** Asks for the removal of the network's namespaces, unless one isn't there or not ours. */
  void delete(Connection to, NetworkId network, Deadline deadline) {
    Manifests.namespaceNames(network)
        .forEach(name -> delete(to, network, Key.namespace(name), deadline));
  }

  private void delete(Connection to, NetworkId network, Key key, Deadline deadline) {
    Optional<JsonNode> found = to.api().metadata(key.path(), deadline);
    if (found.isEmpty() || !isOurs(network, found.get().path("metadata").path("labels"))) {
      return;
    }
    delete(to, key, found.get().path("metadata").path("uid").asText(), deadline);
    hasten(to, key.name(), network, deadline);
  }

  /**
   * Asks for the end of what doesn't end at once. Kubernetes first looks into a namespace that goes
   * 5 s after it was told, then asks for the end of what it finds, and looks again 5 s later if any
   * is left: pods that stop, and the claims that wait for their pods. Those that were asked before
   * are gone when it looks first.
   */
  private static void hasten(
      Connection to, String namespace, NetworkId network, Deadline deadline) {
    for (Seen seen : to.sights().of(network)) {
      Kind kind = seen.key().kind();
      if ((kind == Kind.POD || kind == Kind.CLAIM)
          && seen.key().namespace().equals(namespace)
          && !seen.leaving()) {
        delete(to, seen.key(), seen.uid(), deadline);
      }
    }
  }

  private static void delete(Connection to, Key key, String uid, Deadline deadline) {
    try {
      to.api().delete(key, String.format(IN_BACKGROUND, uid), deadline);
    } catch (ApiRefusal e) {
      if (e.code != 409) {
        throw e;
      }
      // It is being removed already, or another one has come.
    }
  }

  /**
   * Waits until whoever observes sees that the network goes, or nothing of it is there: its end
   * takes seconds, and is the observer's to wait for. A call would hold its place for so long, and
   * a few removals would keep every other network from the cluster.
   */
  void awaitGoing(Connection to, NetworkId network, Deadline deadline) {
    Manifests.namespaceNames(network)
        .forEach(name -> awaitGoing(to, network, Key.namespace(name), deadline));
  }

  private void awaitGoing(Connection to, NetworkId network, Key key, Deadline deadline) {
    while (!isSeenToGo(to, key) && isThere(to, network, key, deadline)) {
      if (deadline.passed()) {
        throw new AdapterException.Unreachable(
            "the removal of namespace " + key.name() + " was asked for, but isn't seen: ask again");
      }
      deadline.sleep(GLANCE);
    }
  }

  private static boolean isSeenToGo(Connection to, Key key) {
    return to.sights().find(key).filter(Seen::leaving).isPresent();
  }

  private boolean isThere(Connection to, NetworkId network, Key key, Deadline deadline) {
    if (to.sights().of(network).stream().anyMatch(s -> s.key().namespace().equals(key.name()))) {
      return true;
    }
    return to.api()
        .metadata(key.path(), deadline)
        .filter(n -> isOurs(network, n.path("metadata").path("labels")))
        .isPresent();
  }
}
