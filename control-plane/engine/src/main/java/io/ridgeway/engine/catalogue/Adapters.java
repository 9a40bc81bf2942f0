package io.ridgeway.engine.catalogue;

import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.place.Capacity;
import io.ridgeway.model.problem.Violation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the engine asks of the cloud adapters that are installed. */
public interface Adapters {
  /** The kinds, by name. */
  List<AdapterOffer> all();

  default Optional<AdapterOffer> find(String name) {
    return all().stream().filter(a -> a.name().equals(name)).findFirst();
  }

  /**
   * What is wrong with a configuration, secrets included, by the schema of that kind; fields are
   * named {@code configuration.<property>}. No value stands in a message.
   */
  List<Violation> check(String adapter, Map<String, String> configuration);

  /**
   * Reaches the city node as it is registered and looks at it, writing nothing; takes seconds at
   * most. Not to be called within a transaction.
   */
  Trial test(CityNodeEntry cityNode);

  /**
   * What a test found.
   *
   * @param problems what an operator should see to, one sentence each; empty if all is well
   * @param capacity what it has, if it could be reached
   * @param software what it can run
   */
  record Trial(List<String> problems, Optional<Capacity> capacity, Set<Software> software) {
    public Trial {
      problems = List.copyOf(problems);
      software = Set.copyOf(software);
    }

    public boolean passed() {
      return problems.isEmpty();
    }
  }
}
