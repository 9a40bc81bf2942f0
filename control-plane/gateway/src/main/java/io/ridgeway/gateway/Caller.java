package io.ridgeway.gateway;

import io.ridgeway.model.CredentialId;

/**
 * Who was let in, and where.
 *
 * @param digest of the API key; it is let in no more once the network's route has it no more
 */
record Caller(LiveNetwork network, CredentialId credential, String digest) {
  /** Whether it would be let in still. */
  boolean isWelcome() {
    return network.route().serving() && isKnown();
  }

  /** Whether its key opens that network still, whatever state that is in. */
  boolean isKnown() {
    return credential.equals(network.route().credentials().get(digest));
  }

  /** The longest body that is taken from it, where {@code most} is taken from anybody. */
  int bytes(int most) {
    KeyGate gate = network.gate(credential);
    return gate == null ? most : gate.bytes(most);
  }

  @Override
  public String toString() {
    return "credential " + credential;
  }
}
