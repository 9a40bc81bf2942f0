package io.ridgeway.adapter.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who wrote which fields of an object, as the API server keeps it in {@code managedFields}.
 *
 * <p>When somebody else changes the value of a field that we applied, the API server takes the
 * field from our entry. So our entry tells, without looking at any value, whether what we wrote
 * still stands.
 *
 * @param ours a digest of our entries, empty if we have none
 * @param others whether somebody else wrote fields of the sort that we write
 */
record Fields(String ours, boolean others) {
  static final String MANAGER = "ridgeway";

  private static final Set<String> CONTROLLERS =
      Set.of(
          "kube-controller-manager",
          "kube-scheduler",
          "kubelet",
          "cloud-controller-manager",
          "kube-apiserver");

  /** What controllers, whatever they are called, fill in beside our fields. */
  private static final Set<String> CONTROLLED =
      Set.of(
          "f:volumeName",
          "f:finalizers",
          "f:clusterIP",
          "f:clusterIPs",
          "f:healthCheckNodePort",
          "f:secrets",
          "f:imagePullSecrets");

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of an object as the client library has it. */
  static Fields of(ObjectMeta metadata) {
    List<String> ours = new ArrayList<>();
    boolean others = false;
    for (ManagedFieldsEntry entry : metadata.getManagedFields()) {
      Map<String, Object> fields =
          entry.getFieldsV1() == null ? Map.of() : entry.getFieldsV1().getAdditionalProperties();
      if (MANAGER.equals(entry.getManager())) {
        ours.add(entry.getOperation() + Digests.json(fields));
      } else if (!"status".equals(entry.getSubresource())
          && !CONTROLLERS.contains(entry.getManager())) {
        others |= touchesOurs(fields);
      }
    }
    return new Fields(digest(ours), others);
  }

  /** The digest of our entries of an object as the API server answers it. */
  static String ours(JsonNode object) {
    List<String> ours = new ArrayList<>();
    for (JsonNode entry : object.path("metadata").path("managedFields")) {
      if (entry.path("manager").asText().equals(MANAGER)) {
        Object fields = JSON.convertValue(entry.path("fieldsV1"), Object.class);
        ours.add(entry.path("operation").asText() + Digests.json(fields));
      }
    }
    return digest(ours);
  }

  /**
   * Whether fields are such as we write; controllers of all sorts have notes and hooks of theirs.
   */
  private static boolean touchesOurs(Map<String, Object> fields) {
    for (Map.Entry<String, Object> top : fields.entrySet()) {
      boolean touches =
          switch (top.getKey()) {
            case "f:status" -> false;
            case "f:metadata" ->
                within(top.getValue(), "f:labels").stream().anyMatch(Fields::isOurLabel)
                    || within(top.getValue(), "f:annotations").stream()
                        .anyMatch(a -> a.startsWith("f:ridgeway.io/"));
            case "f:spec" -> !CONTROLLED.containsAll(keys(top.getValue()));
            default -> !CONTROLLED.contains(top.getKey());
          };
      if (touches) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOurLabel(String label) {
    return label.startsWith("f:ridgeway.io/")
        || label.startsWith("f:app.kubernetes.io/")
        || label.startsWith("f:pod-security.kubernetes.io/");
  }

  private static Set<String> within(Object fields, String name) {
    return fields instanceof Map<?, ?> map && map.get(name) != null
        ? keys(Objects.requireNonNull(map.get(name)))
        : Set.of();
  }

  private static Set<String> keys(Object fields) {
    return fields instanceof Map<?, ?> map
        ? map.keySet().stream().map(String::valueOf).collect(Collectors.toSet())
        : Set.of();
  }

  private static String digest(List<String> entries) {
    return entries.isEmpty() ? "" : Digests.of(entries.stream().sorted().toList().toString());
  }
}
