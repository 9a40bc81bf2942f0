package io.ridgeway.adapter.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.ridgeway.model.place.Capacity;
import io.ridgeway.model.place.Resources;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the machines that take pods can allocate, less what pods request, whoever's they are. A pod
 * that no machine has taken yet counts too: it will want its room.
 */
final class Capacities {
  private static final long MIB = 1L << 20;
  private static final BigDecimal MILLIS = BigDecimal.valueOf(1_000);
  private static final Set<String> ENDED = Set.of("Succeeded", "Failed");
  private static final String CPU = "cpu";
  private static final String MEMORY = "memory";

  private Capacities() {}

  static Capacity of(Watches watches, long storageGib) {
    Set<String> machines = new HashSet<>();
    Map<String, BigDecimal> total = new HashMap<>();
    watches
        .nodes()
        .filter(Capacities::takesPods)
        .forEach(
            node -> {
              machines.add(node.getMetadata().getName());
              merge(total, node.getStatus().getAllocatable(), BigDecimal::add);
            });
    Map<String, BigDecimal> used = new HashMap<>();
    watches
        .pods()
        .filter(p -> p.getSpec() != null && !isEnded(p))
        .filter(
            p -> p.getSpec().getNodeName() == null || machines.contains(p.getSpec().getNodeName()))
        .forEach(p -> requests(p).forEach((name, size) -> used.merge(name, size, BigDecimal::add)));
    long claimed = watches.claims().map(Claims::of).mapToLong(Claims::wantsGib).sum();
    Resources all = resources(total, storageGib);
    Resources free =
        resources(
            Map.of(
                CPU, amount(total, CPU).subtract(amount(used, CPU)).max(BigDecimal.ZERO),
                MEMORY, amount(total, MEMORY).subtract(amount(used, MEMORY)).max(BigDecimal.ZERO)),
            Math.max(0, storageGib - claimed));
    return new Capacity(all, free);
  }

  private static boolean takesPods(Node node) {
    boolean closed =
        node.getSpec() != null
            && (Boolean.TRUE.equals(node.getSpec().getUnschedulable())
                || node.getSpec().getTaints().stream()
                    .anyMatch(t -> !"PreferNoSchedule".equals(t.getEffect())));
    return !closed
        && node.getStatus() != null
        && node.getStatus().getConditions().stream()
            .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()));
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
