package io.ridgeway.keys;

import io.ridgeway.model.place.CityNodeId;
import java.util.List;
import java.util.Optional;

/**
 * Where the city nodes' secrets are kept. Every method takes part in the caller's transaction, if
 * there is one; a removed city node's records go with it.
 */
public interface CredentialRecords extends WrappedRecords<CredentialRecord> {
  /** Keeps it in the place of the one of the same city node and property. */
  void put(CredentialRecord record);

  Optional<CredentialRecord> find(CityNodeId cityNode, String property);

  /** The city node's records, by property. */
  List<CredentialRecord> list(CityNodeId cityNode);

  void remove(CityNodeId cityNode, String property);
}
