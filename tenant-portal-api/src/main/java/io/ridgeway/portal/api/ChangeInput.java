package io.ridgeway.portal.api;

import io.ridgeway.model.network.Framework;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.place.CityNodeId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a network is to become, as a request asks for it: what isn't said stays as it is. */
@Schema(name = "NetworkChange")
public record ChangeInput(
    @Schema(examples = "3.1", description = "The framework's version") @Nullable String version,
    @Schema(
            examples = "{\"validator\": 7}",
            description = "Role to count; roles that aren't named stay as they are")
        @Nullable Map<String, Integer> nodes,
    @Schema(
            description =
                "By the framework's parameters schema; those that aren't named stay, and an empty"
                    + " value takes one back")
        @Nullable Map<String, String> parameters,
    @Schema(examples = "[\"local-1\"]", description = "City nodes, the preferred first")
        @Nullable List<String> cityNodes,
    @Schema(examples = "20", description = "Gateway calls a second") @Nullable Integer tps,
    @Schema(examples = "20", description = "Storage of each node in GiB; it never shrinks")
        @Nullable Integer storageGib) {

  /** What it makes of a network, or a refusal that names the field that is of the wrong shape. */
  NetworkSpec of(NetworkSpec from) {
    Map<String, Integer> counts = new TreeMap<>(from.nodes());
    Map<String, String> values = new TreeMap<>(from.parameters());
    if (nodes != null) {
      if (nodes.containsValue(null)) {
        throw new IllegalArgumentException("null is not a value of nodes");
      }
      counts.putAll(nodes);
    }
    if (parameters != null) {
      if (parameters.containsValue(null)) {
        throw new IllegalArgumentException("null is not a value of parameters");
      }
      values.putAll(parameters);
      values.values().removeIf(String::isEmpty);
    }
    if (cityNodes != null && cityNodes.contains(null)) {
      throw new IllegalArgumentException("null is not a value of cityNodes");
    }
    Framework framework =
        version == null
            ? from.framework()
            : Input.at("version", () -> new Framework(from.framework().name(), version));
    List<CityNodeId> places =
        cityNodes == null
            ? from.cityNodes()
            : Input.at("cityNodes", () -> cityNodes.stream().map(CityNodeId::new).toList());
    return Input.at(
        "",
        () ->
            from.becoming(
                framework,
                counts,
                values,
                places,
                tps == null ? from.tps() : tps,
                storageGib == null ? from.storageGib() : storageGib));
  }
}
