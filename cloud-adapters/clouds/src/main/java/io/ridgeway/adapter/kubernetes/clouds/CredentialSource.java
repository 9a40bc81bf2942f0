package io.ridgeway.adapter.kubernetes.clouds;

import io.ridgeway.adapter.AdapterContext.Credentials;
import io.ridgeway.adapter.AdapterException;
import io.ridgeway.model.place.CityNodeId;
import java.util.Optional;

/** A city node's secrets, with a clear word for one that isn't there. */
record CredentialSource(CityNodeId cityNode, Credentials credentials) {
  Optional<String> get(String property) {
    return credentials.get(property);
  }

  String required(String property) {
    return get(property)
        .orElseThrow(
            () ->
                new AdapterException.Undeclared(
                    "City node "
                        + cityNode
                        + " has no credential "
                        + property
                        + "; set it in the operators' pages or with ridgectl."));
  }
}
