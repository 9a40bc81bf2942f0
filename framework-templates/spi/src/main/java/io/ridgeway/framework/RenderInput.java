package io.ridgeway.framework;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.contract.Contract;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.place.Addresses;
import io.ridgeway.model.place.Placement;
import java.util.List;

/**
 * All that a rendering depends on.
 *
 * @param contracts the tenant's own, in all versions of which services run; by their numbers
 */
public record RenderInput(
    NetworkId network,
    NetworkSpec spec,
    NetworkPlan plan,
    Placement placement,
    Addresses addresses,
    Identities identities,
    BirthRecord birth,
    Software software,
    List<Contract> contracts) {
  public RenderInput {
    contracts = List.copyOf(contracts);
  }

  /** Of a network without contracts of its tenant's own. */
  public RenderInput(
      NetworkId network,
      NetworkSpec spec,
      NetworkPlan plan,
      Placement placement,
      Addresses addresses,
      Identities identities,
      BirthRecord birth,
      Software software) {
    this(network, spec, plan, placement, addresses, identities, birth, software, List.of());
  }
}
