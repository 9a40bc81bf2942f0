package io.ridgeway.engine.catalogue;

import io.ridgeway.engine.catalogue.AdapterOffer.Property;
import io.ridgeway.model.place.Capacity;
import io.ridgeway.model.place.Resources;
import io.ridgeway.model.problem.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One kind of adapter, of a place and a token; both are needed. */
final class FakeAdapters implements Adapters {
  final List<String> problems = new ArrayList<>();
  boolean away;
  boolean installed = true;

  @Override
  public List<AdapterOffer> all() {
    if (!installed) {
      return List.of();
    }
    return List.of(
        new AdapterOffer(
            "cloud",
            "For tests",
            "{}",
            List.of(property("place", false), property("token", true))));
  }

  private static Property property(String name, boolean secret) {
    return new Property(name, name, "", true, secret, false, List.of(), "");
  }

  @Override
  public List<Violation> check(String adapter, Map<String, String> configuration) {
    List<Violation> violations = new ArrayList<>();
    for (String name : List.of("place", "token")) {
      if (!configuration.containsKey(name)) {
        violations.add(new Violation("configuration." + name, name + " is missing."));
      }
    }
    return violations;
  }

  @Override
  public Trial test(CityNodeEntry cityNode) {
    Resources room = new Resources(1_000, 1_024, 10);
    return new Trial(
        problems, away ? Optional.empty() : Optional.of(new Capacity(room, room)), Set.of());
  }
}
