package io.ridgeway.portal.view;

import io.ridgeway.model.network.Framework;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.Tier;
import java.util.List;
import java.util.Map;

/** A network as it was asked for: the same shape as the request's. */
public record SpecView(
    String name,
    Framework framework,
    Tier tier,
    Map<String, Integer> nodes,
    Map<String, String> parameters,
    List<String> cityNodes,
    int tps,
    int storageGib,
    List<String> jurisdictions) {
  static SpecView of(NetworkSpec s) {
    return new SpecView(
        s.name(),
        s.framework(),
        s.tier(),
        s.nodes(),
        s.parameters(),
        s.cityNodes().stream().map(id -> id.value()).toList(),
        s.tps(),
        s.storageGib(),
        List.copyOf(s.jurisdictions()));
  }
}
