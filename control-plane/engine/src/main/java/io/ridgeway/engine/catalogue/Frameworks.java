package io.ridgeway.engine.catalogue;

import io.ridgeway.engine.network.Made;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.problem.Violation;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the engine asks of the framework packs. */
public interface Frameworks {
  /** Every pack that is there; their {@code cityNodes} are empty. */
  List<FrameworkOffer> all();

  /** What keeps the spec from being built by its framework, wherever it is placed. */
  List<Violation> check(NetworkSpec spec);

  /**
   * What keeps the spec from being placed at its city nodes as they were last heard: software,
   * capacity. The spec has passed {@link #check}.
   */
  Feasibility place(NetworkSpec spec, List<CityNodeEntry> cityNodes);

  /**
   * What keeps the nodes that are to come to a network from being placed: as {@link
   * #place(NetworkSpec, List)}, and who has a place keeps it.
   */
  Feasibility place(NetworkSpec spec, Made made, List<CityNodeEntry> cityNodes);

  /** The roles of that framework's nodes that can be replaced. */
  Set<String> replaceableRoles(String framework);

  /** What kind of key applications sign with on that framework's ledgers; empty if they can't. */
  Optional<Curve> applicationKeys(String framework);

  /**
   * The account that a managed key has on that framework's ledgers; empty if it isn't of the kind
   * that applications sign with.
   */
  Optional<String> account(String framework, ManagedKey key);

  /**
   * Whether it can be placed.
   *
   * @param violations what is missing; empty if it can
   * @param survivesSiteLoss whether every consensus group outlives the loss of any one city node
   */
  record Feasibility(List<Violation> violations, boolean survivesSiteLoss) {}
}
