package io.ridgeway.adapter.kubernetes.clouds;

import java.time.Instant;

/** How one signs in to a provider's clusters: by short-lived bearer tokens. */
@FunctionalInterface
interface SignIn {
  /**
   * A new token. It may ask the provider.
   *
   * @throws io.ridgeway.adapter.AdapterException with what to do
   */
  Token fresh();

  /**
   * A bearer token.
   *
   * @param until when the API server stops taking it
   */
  record Token(String value, Instant until) {
    /** Not the value: it must not get into a log. */
    @Override
    public String toString() {
      return "a token until " + until;
    }
  }
}
