package io.ridgeway.engine.fake;

import io.ridgeway.engine.Page;
import io.ridgeway.engine.network.Hosting;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.Networks;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.network.NetworkState.Deleted;
import io.ridgeway.model.place.CityNodeId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** {@link Networks} in memory. */
public final class InMemoryNetworks implements Networks {
  private final InMemoryStore store;
  private final Table<NetworkId, Row> rows;

  InMemoryNetworks(InMemoryStore store) {
    this.store = store;
    this.rows = store.table(row -> Optional.of(row.network.tenant()));
  }

  private record Row(Network network, Optional<String> worker) {
    Row with(Network next) {
      return new Row(next, worker);
    }
  }

  @Override
  public void insert(Network network) {
    rows.insert(network.id(), new Row(network, Optional.empty()));
    store.touch(network.id());
  }

  @Override
  public List<Network> at(CityNodeId cityNode) {
    return rows.all(r -> true).stream()
        .map(Row::network)
        .filter(n -> !(n.state() instanceof Deleted))
        .filter(
            n ->
                n.made()
                    .placement()
                    .map(p -> p.nodes().containsValue(cityNode))
                    .orElseGet(() -> n.spec().cityNodes().contains(cityNode)))
        .sorted(Comparator.comparing(n -> n.id().value()))
        .toList();
  }

  @Override
  public Optional<Network> find(NetworkId id) {
    return rows.get(id).map(Row::network);
  }

  @Override
  public Optional<Network> findByName(TenantId tenant, String name) {
    return rows
        .all(
            r ->
                r.network.tenant().equals(tenant)
                    && r.network.spec().name().equals(name)
                    && !(r.network.state() instanceof Deleted))
        .stream()
        .map(Row::network)
        .findFirst();
  }

  @Override
  public Page<Network> list(Page.Request page) {
    Page<Row> found = rows.page(page);
    return new Page<>(found.items().stream().map(Row::network).toList(), found.next());
  }

  @Override
  public List<Network> guests(NetworkId host) {
    return sorted(n -> n.made().host().filter(host::equals).isPresent());
  }

  @Override
  public List<Network> hosts() {
    return sorted(
        n ->
            n.made().hosting().filter(Hosting::open).isPresent()
                && !(n.state() instanceof Deleted));
  }

  @Override
  public List<Network> carriers() {
    List<NetworkId> carrying =
        rows.all(r -> true).stream().flatMap(r -> r.network.made().host().stream()).toList();
    return sorted(
        n ->
            !(n.state() instanceof Deleted)
                && (n.made().hosting().isPresent() || carrying.contains(n.id())));
  }

  private List<Network> sorted(Predicate<Network> which) {
    return rows.all(r -> which.test(r.network)).stream()
        .map(Row::network)
        .sorted(Comparator.comparing(n -> n.id().value()))
        .toList();
  }

  @Override
  public Optional<Network> lock(NetworkId id) {
    return find(id);
  }

  @Override
  public void touch(NetworkId id) {
    store.touch(id);
  }

  @Override
  public void changeDesire(Network network) {
    rows.update(network.id(), rows.get(network.id()).orElseThrow().with(network));
    store.touch(network.id());
  }

  @Override
  public void change(Network network) {
    changeDesire(network);
  }

  @Override
  public Optional<Network> takeOver(NetworkId id, String worker) {
    return rows.get(id)
        .map(
            row -> {
              boolean another = row.worker.filter(w -> !w.equals(worker)).isPresent();
              Network network = row.network;
              Network taken = another ? fenced(network, network.fence() + 1) : network;
              rows.update(id, new Row(taken, Optional.of(worker)));
              return taken;
            });
  }

  @Override
  public boolean keep(Network network) {
    Row row = rows.get(network.id()).orElseThrow();
    Network present = row.network;
    if (present.fence() != network.fence()) {
      return false;
    }
    Network kept =
        new Network(
            present.id(),
            present.tenant(),
            present.spec(),
            present.createdAt(),
            present.desire(),
            present.fence(),
            present.removalAt(),
            network.state(),
            network.found(),
            network.suspension());
    rows.update(network.id(), row.with(kept));
    store.touch(network.id());
    return true;
  }

  private static Network fenced(Network n, long fence) {
    return new Network(
        n.id(),
        n.tenant(),
        n.spec(),
        n.createdAt(),
        n.desire(),
        fence,
        n.removalAt(),
        n.state(),
        n.found(),
        n.suspension());
  }
}
