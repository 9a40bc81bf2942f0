package io.ridgeway.adapter.kubernetes.manifest;

import java.util.Map;
import java.util.TreeMap;

/** Where a manifest departs from what a checker of manifests advises, and why. */
final class Exceptions {
  private static final String IGNORE = "kube-score/ignore";
  private static final String WHY = "ridgeway.io/why-ignored";

  private Exceptions() {}

  static Map<String, String> ofImages() {
    return annotations(
        "container-image-pull-policy",
        "The image is pinned by its digest: pulling it again can't bring another, and would tie"
            + " each restart to the registry.");
  }

  static Map<String, String> ofService(String type) {
    return type.equals("NodePort")
        ? annotations(
            "service-type",
            "Nodes of one network call each other across clouds: a node port is how the operator"
                + " chose to let them in.")
        : Map.of();
  }

  /** Of what stands in a network's own namespace while all that it has here is tenants' code. */
  static Map<String, String> ofEmpty(String check, boolean empty) {
    return empty
        ? annotations(
            check,
            "The network has no nodes of its own in this cluster: its contracts run in the other"
                + " namespace, and nothing is let in here.")
        : Map.of();
  }

  /** Sorted: equal inputs give equal text, in every run. */
  private static Map<String, String> annotations(String ignored, String why) {
    return new TreeMap<>(Map.of(IGNORE, ignored, WHY, why));
  }
}
