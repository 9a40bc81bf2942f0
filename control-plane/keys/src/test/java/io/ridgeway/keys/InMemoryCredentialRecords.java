package io.ridgeway.keys;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.ridgeway.model.place.CityNodeId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** {@link CredentialRecords} in memory. */
final class InMemoryCredentialRecords implements CredentialRecords {
  private final TreeMap<String, CredentialRecord> rows = new TreeMap<>();

  @Override
  public void put(CredentialRecord record) {
    rows.put(record.cityNode() + " " + record.kept().property(), record);
  }

  @Override
  public Optional<CredentialRecord> find(CityNodeId cityNode, String property) {
    return Optional.ofNullable(rows.get(cityNode + " " + property));
  }

  @Override
  public List<CredentialRecord> list(CityNodeId cityNode) {
    return rows.values().stream().filter(r -> r.cityNode().equals(cityNode)).toList();
  }

  @Override
  public void remove(CityNodeId cityNode, String property) {
    rows.remove(cityNode + " " + property);
  }

  @Override
  public Map<String, Long> countByKek() {
    return rows.values().stream().collect(groupingBy(CredentialRecord::kek, counting()));
  }

  @Override
  public List<CredentialRecord> wrappedByOthers(String than, int most) {
    return rows.values().stream().filter(r -> !r.kek().equals(than)).limit(most).toList();
  }

  @Override
  public boolean replace(CredentialRecord standing, KeyEncryptionKey.Wrapped by) {
    boolean same =
        find(standing.cityNode(), standing.kept().property())
            .filter(
                row ->
                    row.kept().version() == standing.kept().version()
                        && Arrays.equals(row.wrapped(), standing.wrapped()))
            .isPresent();
    if (same) {
      put(standing.wrappedBy(by));
    }
    return same;
  }
}
