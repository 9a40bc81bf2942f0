package io.ridgeway.app.embedded;

import java.io.Serial;

/** An embedded part that does not start, answer or stop: says which, why, and where to look. */
public sealed class EmbeddedException extends RuntimeException permits KeycloakAdmin.Unready {
  @Serial private static final long serialVersionUID = 1L;

  public EmbeddedException(String message) {
    super(message);
  }

  public EmbeddedException(String message, Throwable cause) {
    super(message, cause);
  }
}
