package io.ridgeway.engine.fake;

import io.ridgeway.engine.explorer.KnownContract;
import io.ridgeway.engine.explorer.KnownContracts;
import io.ridgeway.model.NetworkId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** {@link KnownContracts} in memory. */
public final class InMemoryKnownContracts implements KnownContracts {
  private final Table<String, KnownContract> rows;

  InMemoryKnownContracts(InMemoryStore store) {
    this.rows = store.table(contract -> Optional.of(contract.tenant()));
  }

  private static String key(NetworkId network, String address) {
    return network + "/" + address;
  }

  @Override
  public void keep(KnownContract contract) {
    rows.put(key(contract.network(), contract.address()), contract);
  }

  @Override
  public List<KnownContract> of(NetworkId network) {
    return rows.newest(contract -> contract.network().equals(network)).stream()
        .sorted(Comparator.comparing(KnownContract::name).thenComparing(KnownContract::address))
        .toList();
  }

  @Override
  public Optional<KnownContract> find(NetworkId network, String address) {
    return rows.get(key(network, address));
  }

  @Override
  public boolean remove(NetworkId network, String address) {
    boolean there = find(network, address).isPresent();
    rows.remove(key(network, address));
    return there;
  }
}
