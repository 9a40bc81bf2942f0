package io.ridgeway.adapter.kubernetes.clouds;

import io.ridgeway.adapter.kubernetes.clouds.SignIn.Token;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Keeps a token until shortly before it ends, so that a provider isn't asked for every call. */
final class KeptToken {
  /** Longer than any call takes, and than clocks differ. */
  private static final Duration MARGIN = Duration.ofMinutes(2);

  private final SignIn signIn;
  private final Clock clock;
  private @Nullable Token kept;

  KeptToken(SignIn signIn, Clock clock) {
    this.signIn = signIn;
    this.clock = clock;
  }

  synchronized String value() {
    Token token = kept;
    if (token == null || !clock.instant().isBefore(token.until().minus(MARGIN))) {
      token = signIn.fresh();
      kept = token;
    }
    return token.value();
  }
}
