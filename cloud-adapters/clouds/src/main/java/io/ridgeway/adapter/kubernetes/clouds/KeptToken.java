package io.ridgeway.adapter.kubernetes.clouds;

import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.kubernetes.clouds.SignIn.Token;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a token until shortly before it ends, so that a provider isn't asked for every call; as
 * long as what it was made from stays the same. One that can't be renewed serves until it ends.
 */
final class KeptToken {
  /** Longer than any call takes, and than clocks differ. */
  private static final Duration MARGIN = Duration.ofMinutes(2);

  private final SignIn signIn;
  private final Supplier<String> secrets;
  private final Clock clock;
  private @Nullable Token kept;
  private String madeFrom = "";

  /**
   * @param secrets a digest of what tokens are made from
   */
  KeptToken(SignIn signIn, Supplier<String> secrets, Clock clock) {
    this.signIn = signIn;
    this.secrets = secrets;
    this.clock = clock;
  }

  /**
   * The token.
   *
   * @throws AdapterException if there is none that is made from today's secrets and still taken
   */
  synchronized String value() {
    String now = secrets.get();
    Token token = now.equals(madeFrom) ? kept : null;
    if (token != null && clock.instant().isBefore(token.until().minus(MARGIN))) {
      return token.value();
    }
    try {
      Token fresh = signIn.fresh();
      kept = fresh;
      madeFrom = now;
      return fresh.value();
    } catch (AdapterException e) {
      if (token == null || !clock.instant().isBefore(token.until())) {
        throw e;
      }
      // Whoever asks next tries again.
      return token.value();
    }
  }
}
