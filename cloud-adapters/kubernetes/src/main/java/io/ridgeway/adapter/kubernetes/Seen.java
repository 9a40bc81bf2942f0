package io.ridgeway.adapter.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.ridgeway.adapter.kubernetes.manifest.Labels;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.network.NodeName;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An object of ours as a watch last showed it.
 *
 * @param network whose it is
 * @param node whose it is, if of one node
 * @param notes the annotations that are ours
 * @param fields who wrote it
 * @param leaving whether it is being deleted
 * @param object the rest of it, for the kinds that are watched whole
 */
record Seen(
    Key key,
    String uid,
    NetworkId network,
    Optional<NodeName> node,
    Map<String, String> notes,
    Fields fields,
    boolean leaving,
    Instant created,
    HasMetadata object) {

  /** Empty if it isn't of a network of ours, whoever labelled it so. */
  static Optional<Seen> of(Kind kind, HasMetadata object) {
    ObjectMeta metadata = object.getMetadata();
    Map<String, String> labels = Objects.requireNonNullElse(metadata.getLabels(), Map.of());
    String network = labels.get(Labels.NETWORK);
    String node = labels.get(Labels.NODE);
    if (network == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Seen(
              Key.of(kind, object),
              metadata.getUid(),
              new NetworkId(network),
              Optional.ofNullable(node).map(NodeName::new),
              ours(Objects.requireNonNullElse(metadata.getAnnotations(), Map.of())),
              Fields.of(metadata),
              metadata.getDeletionTimestamp() != null,
              metadata.getCreationTimestamp() == null
                  ? Instant.EPOCH
                  : Instant.parse(metadata.getCreationTimestamp()),
              object));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Map<String, String> ours(Map<String, String> annotations) {
    Map<String, String> ours = new TreeMap<>();
    annotations.forEach(
        (name, value) -> {
          if (name.startsWith("ridgeway.io/")) {
            ours.put(name, value);
          }
        });
    return ours;
  }

  String note(String name) {
    return notes.getOrDefault(name, "");
  }
}
