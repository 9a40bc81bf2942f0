package io.ridgeway.adapter.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.kubernetes.manifest.Manifests;
import io.ridgeway.adapter.kubernetes.manifest.SecretContent;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.Fence;
import io.ridgeway.model.deploy.Task;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.key.NodeSecrets;
import io.ridgeway.model.network.NodeName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a deployment: what can be refused is refused first, then the fence is raised, what is no
 * longer declared goes, and what isn't as it should be is applied. What is seen to be as it should
 * be isn't written again.
 */
final class Writer {
  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
  private static final Duration SEEN_WITHIN = Duration.ofSeconds(3);
  private static final Duration GLANCE = Duration.ofMillis(5);

  /** They are named by what is in them. */
  private static final Set<Kind> IMMUTABLE = Set.of(Kind.CONFIG_MAP, Kind.SECRET);

  /** Types of services; each is reached in the ways of those before it, too. */
  private static final List<String> DOORS = List.of("ClusterIP", "NodePort", "LoadBalancer");

  private static final String OPTIONS =
      "{\"apiVersion\":\"v1\",\"kind\":\"DeleteOptions\",\"propagationPolicy\":\"%s\","
          + "\"preconditions\":{\"uid\":\"%s\"}}";

  private final Cluster cluster;
  private final Namespaces namespaces;

  Writer(Cluster cluster, Namespaces namespaces) {
    this.cluster = cluster;
    this.namespaces = namespaces;
  }

  void write(
      Connection to, Deployment deployment, Fence fence, NodeSecrets secrets, Deadline deadline) {
    NetworkId network = deployment.network();
    Members before = Cluster.members(to.sights(), network);
    Set<NodeName> left = left(to.sights(), deployment, before);
    Spaces spaces = Spaces.of(to.sights(), deployment);
    List<Wanted> wanted =
        cluster
            .rendering()
            .members(
                spaces,
                services(to.sights(), network),
                takenNodePorts(to, network),
                new Rendering.Secrets() {
                  @Override
                  public List<Secret> of(Workload workload) {
                    return cluster
                        .manifests()
                        .secrets(deployment, workload, SecretContent.from(secrets));
                  }

                  @Override
                  public Optional<Secret> of(Task task) {
                    return cluster
                        .manifests()
                        .secret(deployment, task, SecretContent.from(secrets));
                  }
                })
            .stream()
            .filter(w -> w.node().filter(left::contains).isEmpty())
            .toList();
    refuseLostDoors(to.sights(), wanted);
    Members members = Members.of(wanted).with(before, left);
    cluster.fences().raise(to.api(), network, fence, false, deadline);
    List<Wanted> frames = new ArrayList<>();
    for (String name : spaces.namespaces()) {
      namespaces.ensure(to, network, name, deadline);
      frames.add(cluster.rendering().namespace(network, name, members));
    }
    frames.forEach(namespace -> write(to, namespace, deadline));
    prune(to, network, members, deadline);
    // What limits and protects pods, then what pods use, then the pods.
    wave(to, wanted, Kind.NAMESPACE, Kind.NETWORK_POLICY, deadline);
    wave(to, wanted, Kind.SERVICE, Kind.CLAIM, deadline);
    wave(to, wanted, Kind.STATEFUL_SET, Kind.TLS_ROUTE, deadline);
    if (wanted.stream().anyMatch(w -> w.key().kind() == Kind.JOB && !isThere(to.sights(), w))) {
      // Once more, as a run can't be taken back: somebody newer may have come meanwhile.
      cluster.fences().raise(to.api(), network, fence, false, deadline);
      wave(to, wanted, Kind.JOB, Kind.JOB, deadline);
    }
    List<Wanted> all = new ArrayList<>(wanted);
    all.addAll(frames);
    awaitSeen(to, all, deadline);
    LOG.atDebug().setMessage("applied").addKeyValue("network", network).log();
  }

  /** The nodes that stay as they are: those of them that are there. */
  private static Set<NodeName> left(Sights sights, Deployment deployment, Members before) {
    Map<NodeName, NodeSight> nodes = NodeSight.all(sights, deployment.network());
    return deployment.left().stream()
        .filter(
            n ->
                Optional.ofNullable(nodes.get(n))
                    .flatMap(NodeSight::set)
                    .filter(s -> !s.leaving() && before.has(s.key()))
                    .isPresent())
        .collect(Collectors.toSet());
  }

  /**
   * Peers and the gateway know a node by the address that was settled for it. A service that is
   * reached by less ways than before would no longer have it.
   */
  private static void refuseLostDoors(Sights sights, List<Wanted> wanted) {
    for (Wanted one : wanted) {
      Optional<Service> live =
          sights
              .find(one.key())
              .map(Seen::object)
              .filter(Service.class::isInstance)
              .map(Service.class::cast);
      if (live.isPresent() && one.object().get() instanceof Service service) {
        int before = door(live.get());
        int after = door(service);
        if (after < before) {
          throw new AdapterException.Undeclared(
              one.key()
                  + " is reached as "
                  + DOORS.get(before)
                  + ", and by the city node's settings it would be "
                  + DOORS.get(after)
                  + ": the address by which its network knows it would be gone. Set exposure and"
                  + " gatewayNamespace back, and register another city node for new networks.");
        }
      }
    }
  }

  /** The headless one says no type. */
  private static int door(Service service) {
    return Math.max(0, DOORS.indexOf(String.valueOf(service.getSpec().getType())));
  }

  static List<Service> services(Sights sights, NetworkId network) {
    return sights.of(network).stream()
        .filter(s -> s.key().kind() == Kind.SERVICE)
        .map(s -> (Service) s.object())
        .toList();
  }

  /** The node ports of other networks. */
  static Set<Integer> takenNodePorts(Connection to, NetworkId network) {
    List<String> own = Manifests.namespaceNames(network);
    return to.watches()
        .services()
        .filter(s -> !own.contains(s.getMetadata().getNamespace()))
        .flatMap(s -> s.getSpec().getPorts().stream())
        .map(p -> p.getNodePort())
        .filter(p -> p != null && p > 0)
        .collect(Collectors.toSet());
  }

  private void wave(Connection to, List<Wanted> wanted, Kind first, Kind last, Deadline deadline) {
    List<Runnable> writes = new ArrayList<>();
    for (Wanted one : wanted) {
      Kind kind = one.key().kind();
      if (kind.compareTo(first) >= 0 && kind.compareTo(last) <= 0 && !isThere(to.sights(), one)) {
        writes.add(() -> write(to, one, deadline));
      }
    }
    if (!writes.isEmpty()) {
      cluster.workers().all(writes);
    }
  }

  /** A job is what its name says, and what it was made with stays. */
  private boolean isThere(Sights sights, Wanted wanted) {
    return sights
        .find(wanted.key())
        .filter(
            s ->
                !s.leaving()
                    && (s.key().kind() == Kind.JOB
                        || (s.note(Notes.MANIFEST).equals(wanted.manifest())
                            && !cluster.memory().drifted(s))))
        .isPresent();
  }

  /** Applies it, unless it is seen to be so. */
  JsonNode write(Connection to, Wanted wanted, Deadline deadline) {
    Optional<Seen> seen = to.sights().find(wanted.key());
    if (seen.filter(Seen::leaving).isPresent()) {
      throw new AdapterException.Unreachable(
          wanted.key()
              + " is still being removed, and must be gone before it comes anew; ask again");
    }
    if (isThere(to.sights(), wanted)) {
      return MissingNode.getInstance();
    }
    boolean whole = wanted.key().kind() == Kind.SERVICE;
    try {
      JsonNode answer =
          to.api()
              .apply(wanted.key(), cluster.json().asJson(wanted.object().get()), whole, deadline);
      cluster.memory().wrote(wanted.key(), wanted.manifest(), answer);
      return answer;
    } catch (ApiRefusal e) {
      if (e.code == 422 && IMMUTABLE.contains(wanted.key().kind())) {
        return anew(to, wanted, deadline);
      }
      if (wanted.key().kind() == Kind.CLAIM && seen.isPresent() && cannotGrow(e)) {
        // It stays as large as it is; what is observed of its node says so.
        LOG.atWarn()
            .setMessage("a volume keeps its size")
            .addKeyValue("claim", wanted.key())
            .addKeyValue("said", e.said())
            .log();
        return MissingNode.getInstance();
      }
      throw Refusals.of(e, "writing " + wanted.key());
    }
  }

  /**
   * Makes anew what bears the name of a content that it doesn't have. It can't be changed, so it
   * goes first, if it is still the one that was looked at: whoever writes with a newer token may
   * have made it right meanwhile.
   */
  private JsonNode anew(Connection to, Wanted wanted, Deadline deadline) {
    Key key = wanted.key();
    try {
      Optional<String> uid =
          to.api().metadata(key.path(), deadline).map(m -> m.at("/metadata/uid").asText());
      if (uid.isPresent()) {
        LOG.atWarn()
            .setMessage("is made anew, as somebody changed it")
            .addKeyValue("what", key)
            .log();
        cluster.memory().deletes(uid.get());
        to.api().delete(key, String.format(OPTIONS, "Background", uid.get()), deadline);
      }
      JsonNode answer =
          to.api().apply(key, cluster.json().asJson(wanted.object().get()), false, deadline);
      cluster.memory().wrote(key, wanted.manifest(), answer);
      return answer;
    } catch (ApiRefusal e) {
      throw Refusals.of(e, "making anew " + key);
    }
  }

  /** Whether the API server says that such a claim's size can't be changed; all else may pass. */
  static boolean cannotGrow(ApiRefusal refusal) {
    return refusal.code == 422
        || refusal.said().contains("only dynamically provisioned pvc can be resized");
  }

  /**
   * Deletes what is ours and no longer declared. A declared node's old configuration stays for as
   * long as its pod may still use it: {@link Restarts} takes it away.
   */
  private void prune(Connection to, NetworkId network, Members members, Deadline deadline) {
    List<Runnable> deletions = new ArrayList<>();
    Set<Object> nodes =
        members.nodes().values().stream().flatMap(Optional::stream).collect(Collectors.toSet());
    for (Seen seen : to.sights().of(network)) {
      Kind kind = seen.key().kind();
      boolean inUse =
          (kind == Kind.CONFIG_MAP || kind == Kind.SECRET)
              && seen.node().filter(nodes::contains).isPresent();
      if (Kind.MEMBERS.contains(kind)
          && Spaces.holds(network, seen.key())
          && !members.has(seen.key())
          && !seen.leaving()
          && !inUse) {
        deletions.add(() -> delete(to, seen, deadline));
      }
    }
    if (!deletions.isEmpty()) {
      cluster.workers().all(deletions);
    }
  }

  /**
   * Deletes it, if it is still the one that was seen. A stateful set stays until its pod is gone,
   * and so does a job.
   */
  void delete(Connection to, Seen seen, Deadline deadline) {
    cluster.memory().deletes(seen.uid());
    Kind kind = seen.key().kind();
    String policy = kind == Kind.STATEFUL_SET || kind == Kind.JOB ? "Foreground" : "Background";
    try {
      to.api().delete(seen.key(), String.format(OPTIONS, policy, seen.uid()), deadline);
    } catch (ApiRefusal e) {
      if (e.code != 409) {
        throw Refusals.of(e, "deleting " + seen.key());
      }
    }
  }

  /** So that whoever observes next sees what was written. */
  void awaitSeen(Connection to, List<Wanted> all, Deadline deadline) {
    Deadline soon = Deadline.in(cluster.clock(), SEEN_WITHIN);
    while (!all.stream().allMatch(w -> isSeen(to, w)) && !soon.passed() && !deadline.passed()) {
      deadline.sleep(GLANCE);
    }
  }

  /** A claim that may not grow stays another than was wanted. */
  private boolean isSeen(Connection to, Wanted wanted) {
    return wanted.key().kind() == Kind.CLAIM || isThere(to.sights(), wanted);
  }
}
