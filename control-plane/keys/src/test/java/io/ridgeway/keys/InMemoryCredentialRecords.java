package io.ridgeway.keys;

import io.ridgeway.model.place.CityNodeId;
import java.util.List;
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
}
