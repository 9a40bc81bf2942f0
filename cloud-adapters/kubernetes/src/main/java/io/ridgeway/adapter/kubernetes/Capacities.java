package io.ridgeway.adapter.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.Toleration;
import io.ridgeway.adapter.kubernetes.manifest.Scheduling;
import io.ridgeway.model.place.Capacity;
import io.ridgeway.model.place.Resources;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the machines that take our pods can allocate, less what pods request, whoever's they are. A
 * pod that no machine has taken yet counts too: it will want its room.
 */
final class Capacities {
  private static final long MIB = 1L << 20;
  private static final BigDecimal MILLIS = BigDecimal.valueOf(1_000);
  private static final Set<String> ENDED = Set.of("Succeeded", "Failed");
  private static final String CPU = "cpu";
  private static final String MEMORY = "memory";

  private Capacities() {}

  /**
   * What there is for a city node.
   *
   * @param claimedGib of storage that was promised already
   */
  static Capacity of(
      List<Node> nodes, List<Pod> pods, long claimedGib, KubernetesSettings settings) {
    Scheduling ours = settings.cluster().scheduling();
    Map<String, Node> machines = new HashMap<>();
    Map<String, BigDecimal> total = new HashMap<>();
    nodes.stream()
        .filter(n -> isReady(n) && takes(n, ours.nodeSelector(), ours.tolerations()))
        .forEach(
            node -> {
              machines.put(node.getMetadata().getName(), node);
              merge(total, node.getStatus().getAllocatable(), BigDecimal::add);
            });
    Map<String, BigDecimal> used = new HashMap<>();
    pods.stream()
        .filter(p -> p.getSpec() != null && !isEnded(p) && isOn(p, machines))
        .forEach(p -> requests(p).forEach((name, size) -> used.merge(name, size, BigDecimal::add)));
    Resources all = resources(total, settings.storageGib());
    Resources free =
        resources(
            Map.of(
                CPU, amount(total, CPU).subtract(amount(used, CPU)).max(BigDecimal.ZERO),
                MEMORY, amount(total, MEMORY).subtract(amount(used, MEMORY)).max(BigDecimal.ZERO)),
            Math.max(0, settings.storageGib() - claimedGib));
    return new Capacity(all, free);
  }

  /** Whether it is on one of the machines, or may yet come to one. */
  private static boolean isOn(Pod pod, Map<String, Node> machines) {
    String on = pod.getSpec().getNodeName();
    return on == null
        ? machines.values().stream()
            .anyMatch(
                m ->
                    takes(
                        m,
                        Objects.requireNonNullElse(pod.getSpec().getNodeSelector(), Map.of()),
                        Objects.requireNonNullElse(pod.getSpec().getTolerations(), List.of())))
        : machines.containsKey(on);
  }

  private static boolean isReady(Node node) {
    boolean closed =
        node.getSpec() != null && Boolean.TRUE.equals(node.getSpec().getUnschedulable());
    return !closed
        && node.getStatus() != null
        && node.getStatus().getConditions().stream()
            .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()));
  }

  /** Whether the machine takes a pod that selects and bears that, as the scheduler decides it. */
  private static boolean takes(
      Node node, Map<String, String> selector, List<Toleration> tolerations) {
    Map<String, String> labels =
        Objects.requireNonNullElse(node.getMetadata().getLabels(), Map.of());
    return labels.entrySet().containsAll(selector.entrySet())
        && (node.getSpec() == null
            || node.getSpec().getTaints().stream()
                .filter(t -> !"PreferNoSchedule".equals(t.getEffect()))
                .allMatch(t -> tolerations.stream().anyMatch(b -> bears(b, t))));
  }

  private static boolean bears(Toleration toleration, Taint taint) {
    boolean any = "Exists".equals(toleration.getOperator());
    String key = Objects.requireNonNullElse(toleration.getKey(), "");
    String effect = Objects.requireNonNullElse(toleration.getEffect(), "");
    return (effect.isEmpty() || effect.equals(taint.getEffect()))
        && (key.isEmpty() ? any : key.equals(taint.getKey()))
        && (any
            || Objects.requireNonNullElse(toleration.getValue(), "")
                .equals(Objects.requireNonNullElse(taint.getValue(), "")));
  }

  private static boolean isEnded(Pod pod) {
    return pod.getStatus() != null && ENDED.contains(pod.getStatus().getPhase());
  }

  /** As the scheduler reckons: the containers together, or the largest that runs before them. */
  static Map<String, BigDecimal> requests(Pod pod) {
    Map<String, BigDecimal> together = new HashMap<>();
    for (Container container : pod.getSpec().getContainers()) {
      merge(together, requests(container), BigDecimal::add);
    }
    for (Container container :
        Objects.requireNonNullElse(pod.getSpec().getInitContainers(), List.<Container>of())) {
      merge(together, requests(container), BigDecimal::max);
    }
    merge(together, pod.getSpec().getOverhead(), BigDecimal::add);
    return together;
  }

  static long memoryBytes(Pod pod) {
    return requests(pod).getOrDefault(MEMORY, BigDecimal.ZERO).longValue();
  }

  private static @Nullable Map<String, Quantity> requests(Container container) {
    return container.getResources() == null ? null : container.getResources().getRequests();
  }

  private static void merge(
      Map<String, BigDecimal> into,
      @Nullable Map<String, Quantity> sizes,
      BinaryOperator<BigDecimal> how) {
    if (sizes != null) {
      for (String name : List.of(CPU, MEMORY)) {
        Quantity size = sizes.get(name);
        if (size != null) {
          into.merge(name, size.getNumericalAmount(), how);
        }
      }
    }
  }

  private static BigDecimal amount(Map<String, BigDecimal> sizes, String name) {
    return sizes.getOrDefault(name, BigDecimal.ZERO);
  }

  private static Resources resources(Map<String, BigDecimal> sizes, long storageGib) {
    return new Resources(
        amount(sizes, CPU).multiply(MILLIS).longValue(),
        amount(sizes, MEMORY).longValue() / MIB,
        storageGib);
  }
}
