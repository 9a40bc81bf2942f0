package io.ridgeway.keys;

import java.io.Serial;

/**
 * A key can't be opened or kept, and an operator must look: a wrong key file, an altered row. It
 * says which key; it never holds a secret.
 */
public class CustodyException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public CustodyException(String message) {
    super(message);
  }

  public CustodyException(String message, Throwable cause) {
    super(message, cause);
  }
}
