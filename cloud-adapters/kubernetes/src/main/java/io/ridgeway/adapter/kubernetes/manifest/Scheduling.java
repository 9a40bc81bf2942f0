package io.ridgeway.adapter.kubernetes.manifest;

import io.fabric8.kubernetes.api.model.Toleration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which machines of the cluster take pods.
 *
 * @param nodeSelector labels that a machine must have
 * @param tolerations taints that pods bear
 * @param apart whether the voters of a group must be spread evenly over the machines: one that
 *     finds only a fuller machine waits. Otherwise they only prefer to
 */
public record Scheduling(
    Map<String, String> nodeSelector, List<Toleration> tolerations, boolean apart) {
  /** Any machine; voters prefer different ones. */
  public static final Scheduling ANYWHERE = new Scheduling(Map.of(), List.of(), false);

  public Scheduling {
    nodeSelector = Collections.unmodifiableMap(new TreeMap<>(nodeSelector));
    tolerations = List.copyOf(tolerations);
  }
}
