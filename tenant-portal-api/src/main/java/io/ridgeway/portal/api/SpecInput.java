package io.ridgeway.portal.api;

import io.ridgeway.model.network.Framework;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.Tier;
import io.ridgeway.model.place.CityNodeId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A network as a request asks for it. */
@Schema(name = "NetworkSpec")
public record SpecInput(
    @Schema(
            examples = "notary",
            description = "Your name for it: a DNS label of at most 32 characters")
        @Nullable String name,
    @Nullable FrameworkInput framework,
    @Schema(defaultValue = "DEDICATED") @Nullable Tier tier,
    @Schema(
            examples = "{\"validator\": 4, \"rpc\": 1}",
            description =
                "Role to count; left out in the shared tier, which has no nodes of its own, but"
                    + " `contract`: how many contracts of your own may run there at once, an"
                    + " add-on")
        @Nullable Map<String, Integer> nodes,
    @Schema(description = "By the framework's parameters schema; values as text")
        @Nullable Map<String, String> parameters,
    @Schema(examples = "[\"local-1\"]", description = "City nodes, the preferred first")
        @Nullable List<String> cityNodes,
    @Schema(examples = "10", description = "Gateway calls a second") @Nullable Integer tps,
    @Schema(examples = "10", description = "Storage of each node in GiB")
        @Nullable Integer storageGib,
    @Schema(
            examples = "[\"CN\"]",
            description =
                "Under whose law alone its nodes may be placed (ISO 3166-1); any if absent")
        @Nullable List<String> jurisdictions) {

  /** A framework and its version. */
  @Schema(name = "Framework")
  public record FrameworkInput(
      @Schema(examples = "ethereum") @Nullable String name,
      @Schema(examples = "qbft-1") @Nullable String version) {}

  /** A share, said or not, and whatever else was given. */
  private Map<String, Integer> shared() {
    Map<String, Integer> all = new TreeMap<>(nodes == null ? Map.of() : nodes);
    all.putIfAbsent(NetworkSpec.SHARE, 1);
    return all;
  }

  /**
   * The domain's spec, or a refusal that names every field that is missing or of the wrong shape.
   */
  NetworkSpec toSpec() {
    Input input = new Input();
    String givenName = input.required("spec.name", name, "x");
    FrameworkInput givenFramework =
        input.required("spec.framework", framework, new FrameworkInput("x", "x"));
    String frameworkName = input.required("spec.framework.name", givenFramework.name(), "x");
    String frameworkVersion =
        input.required("spec.framework.version", givenFramework.version(), "x");
    Map<String, Integer> givenNodes =
        tier == Tier.SHARED ? shared() : input.required("spec.nodes", nodes, Map.of());
    List<String> givenCityNodes = input.required("spec.cityNodes", cityNodes, List.of());
    int givenTps = input.required("spec.tps", tps, 1);
    int givenStorage = input.required("spec.storageGib", storageGib, 1);
    input.check();
    if (givenNodes.values().stream().anyMatch(Objects::isNull) || givenCityNodes.contains(null)) {
      throw new IllegalArgumentException("null is not a value of nodes or cityNodes");
    }
    Framework wanted =
        Input.at("spec.framework", () -> new Framework(frameworkName, frameworkVersion));
    List<CityNodeId> places =
        Input.at("spec.cityNodes", () -> givenCityNodes.stream().map(CityNodeId::new).toList());
    List<String> givenLaws = jurisdictions == null ? List.of() : jurisdictions;
    if (givenLaws.stream().anyMatch(Objects::isNull)) {
      throw new IllegalArgumentException("null is not a value of jurisdictions");
    }
    Set<String> laws = Set.copyOf(new TreeSet<>(givenLaws));
    return Input.at(
        "spec",
        () ->
            new NetworkSpec(
                givenName,
                wanted,
                tier == null ? Tier.DEDICATED : tier,
                givenNodes,
                parameters == null ? Map.of() : parameters,
                places,
                givenTps,
                givenStorage,
                laws,
                false));
  }
}
