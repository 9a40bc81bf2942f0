package io.ridgeway.adapter.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.kubernetes.manifest.ExposureStrategy;
import io.ridgeway.adapter.kubernetes.manifest.Labels;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * One watch per kind for the whole city node, however many networks are there. Pods and machines
 * are watched whatever they are for, since they take room; all else only if it is ours. What has
 * content that isn't ours to read again, secrets first, is watched by its metadata.
 */
final class Watches implements AutoCloseable {
  static final List<Kind> METADATA =
      List.of(
          Kind.SERVICE_ACCOUNT,
          Kind.RESOURCE_QUOTA,
          Kind.LIMIT_RANGE,
          Kind.NETWORK_POLICY,
          Kind.DISRUPTION_BUDGET,
          Kind.CONFIG_MAP,
          Kind.SECRET,
          Kind.TLS_ROUTE);

  /** What only some networks have; the others can do without its being watched. */
  private static final Set<Kind> OF_SOME = Set.of(Kind.JOB);

  private static final int FORBIDDEN = 403;

  /** A watch ends every few minutes and is renewed; that is no news. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final KubernetesClient client;
  private final Sights sights;
  private final Clock clock;
  private final Map<String, String> ours;
  private final Map<Kind, SharedIndexInformer<? extends HasMetadata>> informers =
      new EnumMap<>(Kind.class);
  private final Map<Kind, String> troubles = new ConcurrentHashMap<>();
  private final Set<Kind> denied = ConcurrentHashMap.newKeySet();
  private final Map<Kind, Instant> deafSince = new ConcurrentHashMap<>();

  Watches(KubernetesClient client, KubernetesSettings settings, Sights sights, Clock clock) {
    this.client = client;
    this.sights = sights;
    this.clock = clock;
    this.ours =
        Map.of(Labels.MANAGED_BY, Labels.RIDGEWAY, Labels.CITY_NODE, settings.cityNode().value());
    whole();
    for (Kind kind : METADATA) {
      if (kind != Kind.TLS_ROUTE
          || settings.cluster().exposure() instanceof ExposureStrategy.TlsGateway) {
        add(kind, byMetadata(kind));
      }
    }
  }

  private void whole() {
    add(Kind.NAMESPACE, client.namespaces().withLabels(ours));
    add(Kind.SERVICE, client.services().inAnyNamespace().withLabels(ours));
    add(Kind.CLAIM, client.persistentVolumeClaims().inAnyNamespace().withLabels(ours));
    add(Kind.STATEFUL_SET, client.apps().statefulSets().inAnyNamespace().withLabels(ours));
    add(Kind.JOB, client.batch().v1().jobs().inAnyNamespace().withLabels(ours));
    add(Kind.POD, client.pods().inAnyNamespace());
    add(Kind.NODE, client.nodes());
  }

  private Informable<GenericKubernetesResource> byMetadata(Kind kind) {
    ResourceDefinitionContext context =
        new ResourceDefinitionContext.Builder()
            .withGroup(kind.group())
            .withVersion(kind.version())
            .withKind(kind.kind)
            .withPlural(kind.plural)
            .withNamespaced(true)
            .build();
    return client.genericKubernetesResources(context).inAnyNamespace().withLabels(ours);
  }

  private <T extends HasMetadata> void add(Kind kind, Informable<T> all) {
    informers.put(
        kind,
        all.runnableInformer(0)
            .removeNamespaceIndex()
            .itemStore(new SightStore<T>(kind, sights))
            .exceptionHandler(
                (started, e) -> {
                  int code = code(e);
                  troubles.put(kind, why(kind, code));
                  if (code == FORBIDDEN) {
                    denied.add(kind);
                  }
                  return true;
                }));
  }

  private static int code(Throwable e) {
    Throwable cause =
        e instanceof KubernetesClientException || e.getCause() == null ? e : e.getCause();
    return cause instanceof KubernetesClientException k ? k.getCode() : 0;
  }

  private static String why(Kind kind, int code) {
    return code == FORBIDDEN
        ? "Ridgeway's account in the cluster needs the verbs 'list' and 'watch' on '"
            + kind.plural
            + (kind.group().isEmpty() ? "" : "." + kind.group())
            + "' in all namespaces"
        : code == 401
            ? "the city node's credential is wrong or has run out; renew it"
            : code > 0
                ? kind.plural + " can't be watched: the API server answers " + code
                : kind.plural + " can't be watched: the API server can't be reached";
  }

  void start() {
    informers.values().forEach(SharedIndexInformer::start);
  }

  /**
   * Waits until all that is there has been seen, but for what only some networks have and the
   * account may not watch: see {@link #requireTasks}.
   *
   * @throws AdapterException.Unreachable if that takes longer, or if what is known may be old
   */
  void awaitFresh(Deadline deadline) {
    while (!informers.entrySet().stream()
        .allMatch(i -> i.getValue().hasSynced() || isSpared(i.getKey()))) {
      if (deadline.passed()) {
        throw new AdapterException.Unreachable(
            "the cluster's objects can't be seen: "
                + trouble().orElse("it doesn't answer in time"));
      }
      deadline.sleep(Duration.ofMillis(20));
    }
    Instant now = clock.instant();
    informers.forEach(
        (kind, informer) -> {
          if (informer.isWatching()) {
            deafSince.remove(kind);
            troubles.remove(kind);
            denied.remove(kind);
          } else if (!isSpared(kind)
              && deafSince.putIfAbsent(kind, now) != null
              && now.isAfter(deafSince.getOrDefault(kind, now).plus(GRACE))) {
            throw new AdapterException.Unreachable(
                "what is known of the cluster's "
                    + kind.plural
                    + " is old: "
                    + trouble().orElse("they can't be watched"));
          }
        });
  }

  private boolean isSpared(Kind kind) {
    return OF_SOME.contains(kind) && denied.contains(kind);
  }

  /**
   * To be called for a network that has tasks, after {@link #awaitFresh}.
   *
   * @throws AdapterException.Unreachable if the account may not watch them
   */
  void requireTasks() {
    if (isSpared(Kind.JOB)) {
      throw new AdapterException.Unreachable(
          "the network's tasks can't be seen: " + why(Kind.JOB, FORBIDDEN));
    }
  }

  /** What is wrong with the watches, if anything. */
  Optional<String> trouble() {
    return troubles.values().stream().sorted().findFirst();
  }

  Stream<Pod> pods() {
    return stored(Kind.POD, Pod.class);
  }

  Stream<Node> nodes() {
    return stored(Kind.NODE, Node.class);
  }

  Stream<Service> services() {
    return stored(Kind.SERVICE, Service.class);
  }

  Stream<PersistentVolumeClaim> claims() {
    return stored(Kind.CLAIM, PersistentVolumeClaim.class);
  }

  private <T> Stream<T> stored(Kind kind, Class<T> type) {
    return Objects.requireNonNull(informers.get(kind)).getStore().list().stream().map(type::cast);
  }

  @Override
  public void close() {
    informers.values().forEach(SharedIndexInformer::stop);
  }
}
