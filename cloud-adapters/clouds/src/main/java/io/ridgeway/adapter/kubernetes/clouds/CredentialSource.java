package io.ridgeway.adapter.kubernetes.clouds;

import io.ridgeway.adapter.AdapterContext.Credentials;
import io.ridgeway.adapter.AdapterException;
import io.ridgeway.model.place.CityNodeId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** A city node's secrets, with a clear word for one that isn't there. */
record CredentialSource(CityNodeId cityNode, Credentials credentials) {
  Optional<String> get(String property) {
    return credentials.get(property);
  }

  /** Another one whenever one of these secrets is another. */
  String digest(List<String> properties) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (String property : properties) {
        // Each by itself first, so that none can run into the next.
        byte[] secret = get(property).orElse("").getBytes(StandardCharsets.UTF_8);
        sha.update(MessageDigest.getInstance("SHA-256").digest(secret));
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
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
