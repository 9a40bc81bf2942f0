package io.ridgeway.reconciler.pack;

import io.ridgeway.engine.catalogue.Frameworks;
import io.ridgeway.framework.PrivateData;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.problem.Violation;
import java.util.List;
import java.util.Optional;

/** What a pack says of private data, for the engine. */
record PackPrivateRules(PrivateData pack) implements Frameworks.PrivateRules {
  @Override
  public List<Violation> check(
      NetworkSpec spec, Optional<String> collections, Optional<String> before) {
    return pack.check(spec, collections, before);
  }

  @Override
  public String canonical(String collections) {
    return pack.canonical(collections);
  }

  @Override
  public List<String> names(NetworkSpec spec, Optional<String> collections) {
    return pack.names(spec, collections);
  }

  @Override
  public String hash(String key) {
    return pack.hash(key);
  }
}
