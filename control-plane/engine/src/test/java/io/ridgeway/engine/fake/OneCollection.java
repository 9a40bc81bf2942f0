package io.ridgeway.engine.fake;

import io.ridgeway.engine.catalogue.Frameworks.PrivateRules;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.problem.Violation;
import java.util.List;
import java.util.Optional;

/** Private data of contracts that name one collection, or none. */
public final class OneCollection implements PrivateRules {
  @Override
  public List<Violation> check(
      NetworkSpec spec, Optional<String> collections, Optional<String> before) {
    return before.isPresent() && collections.isEmpty()
        ? List.of(new Violation("collections", "Take " + before.get().strip() + " along."))
        : List.of();
  }

  @Override
  public String canonical(String collections) {
    return collections.strip();
  }

  @Override
  public List<String> names(NetworkSpec spec, Optional<String> collections) {
    return collections.map(List::of).orElse(List.of("own"));
  }

  @Override
  public String hash(String key) {
    return "hash of " + key.length();
  }
}
