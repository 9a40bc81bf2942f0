package io.ridgeway.engine.change;

import io.ridgeway.engine.contract.ContractVersion;
import io.ridgeway.engine.host.Ground;
import io.ridgeway.engine.network.Network;
import io.ridgeway.model.contract.Contract;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.Roster;
import io.ridgeway.model.network.Standing;
import io.ridgeway.model.problem.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a network on others' nodes can't become, beside what its framework says: how many contracts
 * of its own it may run.
 *
 * @param ground its host
 * @param brought the versions of contracts that it was ever brought
 */
record GuestChange(Network network, Ground ground, List<ContractVersion> brought) {
  private static final String FIELD = "nodes." + NetworkSpec.CONTRACT;

  /** Why it can't become that; empty if it can. */
  List<Violation> violations(NetworkSpec to) {
    List<Violation> violations = new ArrayList<>();
    Set<Integer> running = running();
    if (to.ownContracts() < running.size()) {
      violations.add(
          new Violation(
              FIELD,
              "It runs contracts of its own ("
                  + titles(running)
                  + "), and what a ledger runs stays: order "
                  + running.size()
                  + " or more, or delete the network."));
    }
    if (to.ownContracts() > network.spec().ownContracts()) {
      ground.whyNone().ifPresent(why -> violations.add(new Violation(FIELD, why)));
    }
    return violations;
  }

  /** The numbers of the versions that run, of each contract one. */
  private Set<Integer> running() {
    return network.made().roster().of(Contract.STEM, 0).stream()
        .filter(member -> member.standing() != Standing.LEAVING)
        .map(Roster.Member::name)
        .map(name -> name.number())
        .collect(Collectors.toSet());
  }

  private String titles(Set<Integer> running) {
    return brought.stream()
        .map(ContractVersion::contract)
        .filter(contract -> running.contains(contract.number()))
        .map(Contract::title)
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
