package io.ridgeway.adapter.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.ridgeway.model.network.NodeName;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One object that a deployment declares.
 *
 * @param node whose it is, if of one node
 * @param manifest a digest of what it should be; of a secret, of whose keys it holds
 * @param object the object itself, made when it must be written: a secret's values leave custody
 *     only then
 */
record Wanted(
    Key key, Optional<NodeName> node, String manifest, Supplier<? extends HasMetadata> object) {

  /** For logs; the object isn't made for that. */
  @Override
  public String toString() {
    return key.toString();
  }
}
