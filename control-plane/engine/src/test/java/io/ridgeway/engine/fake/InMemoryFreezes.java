package io.ridgeway.engine.fake;

import io.ridgeway.engine.Page;
import io.ridgeway.engine.freeze.Freeze;
import io.ridgeway.engine.freeze.Freezes;
import io.ridgeway.model.FreezeId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OperationId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** {@link Freezes} in memory. */
public final class InMemoryFreezes implements Freezes {
  private final Table<FreezeId, Freeze> freezes;

  InMemoryFreezes(InMemoryStore store) {
    this.freezes = store.table(f -> Optional.of(f.tenant()));
  }

  @Override
  public void insert(Freeze freeze) {
    freezes.insert(freeze.id(), freeze);
  }

  @Override
  public void update(Freeze freeze) {
    freezes.update(freeze.id(), freeze);
  }

  @Override
  public Optional<Freeze> find(FreezeId id) {
    return freezes.get(id);
  }

  @Override
  public Optional<Freeze> of(OperationId operation) {
    return freezes.all(f -> f.operation().equals(operation)).stream().findFirst();
  }

  @Override
  public List<Freeze> before(Freeze freeze) {
    List<Freeze> before =
        new ArrayList<>(
            freezes.all(
                f -> isOf(f, freeze) && !f.id().equals(freeze.id()) && !isLater(f, freeze)));
    Collections.reverse(before);
    return before;
  }

  private static boolean isOf(Freeze one, Freeze other) {
    return isOf(one, other.network(), other.kind(), other.address());
  }

  private static boolean isOf(Freeze one, NetworkId network, Freeze.Kind kind, String address) {
    return one.network().equals(network) && one.kind() == kind && one.address().equals(address);
  }

  private static boolean isLater(Freeze one, Freeze other) {
    return one.requestedAt().isAfter(other.requestedAt());
  }

  @Override
  public Optional<Freeze> newest(NetworkId network, Freeze.Kind kind, String address) {
    return last(freezes.all(f -> isOf(f, network, kind, address)));
  }

  private static Optional<Freeze> last(List<Freeze> all) {
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  @Override
  public Page<Freeze> list(NetworkId network, Page.Request page) {
    return freezes.page(page, f -> f.network().equals(network));
  }
}
