package io.ridgeway.engine.takedown;

import io.ridgeway.engine.catalogue.Frameworks.BornContract;
import io.ridgeway.engine.contract.ContractVersion;
import io.ridgeway.engine.network.Network;
import io.ridgeway.model.contract.Contract;
import io.ridgeway.model.network.Standing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The contracts that a network runs now, and what each says of its private data. */
record RunningContracts(
    Network network, Optional<BornContract> born, List<ContractVersion> versions) {

  /**
   * Their collections, by contract.
   *
   * @param names of the collections, by what a contract says of them
   */
  Map<String, List<String>> collections(Function<Optional<String>, List<String>> names) {
    Map<String, List<String>> all = new TreeMap<>();
    Set<Integer> running =
        network.made().roster().of(Contract.STEM, born.isPresent() ? 1 : 0).stream()
            .filter(member -> member.standing() == Standing.ADMITTED)
            .map(member -> member.name().number())
            .collect(Collectors.toSet());
    if (running.contains(1)) {
      born.ifPresent(b -> all.put(b.name(), names.apply(Optional.empty())));
    }
    versions.stream()
        .map(ContractVersion::contract)
        .filter(contract -> running.contains(contract.number()))
        .forEach(contract -> all.put(contract.name(), names.apply(contract.collections())));
    return all;
  }
}
