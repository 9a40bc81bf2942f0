package io.ridgeway.engine.fake;

import io.ridgeway.model.key.CityNodeCredentials;
import io.ridgeway.model.place.CityNodeId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@link CityNodeCredentials} in memory, in clear. */
public final class InMemoryCityNodeCredentials implements CityNodeCredentials {
  private final InMemoryStore store;
  private final Table<Place, Secret> rows;

  /** Whether what is kept doesn't open any more. */
  public boolean damaged;

  private record Place(CityNodeId cityNode, String property) {}

  private record Secret(Place place, Kept kept, String value) {}

  InMemoryCityNodeCredentials(InMemoryStore store) {
    this.store = store;
    this.rows = store.table(Table.Owner.nobody());
  }

  @Override
  public Kept set(CityNodeId cityNode, String property, String secret) {
    Place place = new Place(cityNode, property);
    return store.asSystem(
        () -> {
          int version = rows.get(place).map(s -> s.kept().version()).orElse(0) + 1;
          Kept kept =
              new Kept(
                  property, version, Instant.parse("2026-11-21T10:00:00Z").plusSeconds(version));
          rows.put(place, new Secret(place, kept, secret));
          return kept;
        });
  }

  @Override
  public Optional<String> open(CityNodeId cityNode, String property) {
    if (damaged) {
      throw new IllegalStateException(property + " of city node " + cityNode + " doesn't open");
    }
    return store.asSystem(() -> rows.get(new Place(cityNode, property)).map(Secret::value));
  }

  @Override
  public List<Kept> of(CityNodeId cityNode) {
    return store.asSystem(
        () ->
            rows.all(s -> s.place().cityNode().equals(cityNode)).stream()
                .map(Secret::kept)
                .sorted(java.util.Comparator.comparing(Kept::property))
                .toList());
  }

  @Override
  public void remove(CityNodeId cityNode, String property) {
    store.runAsSystem(() -> rows.remove(new Place(cityNode, property)));
  }
}
