package io.ridgeway.keys.kek;

import io.ridgeway.keys.CustodyException;
import io.ridgeway.keys.kek.Refusals.Kind;
import java.io.Serial;

/** A service answered, and didn't do what it was asked for. */
final class RefusedException extends CustodyException {
  @Serial private static final long serialVersionUID = 1L;
  private static final int ITS_CALLERS_FAULT = 4;

  private final Kind kind;
  private final int status;

  /**
   * As it was answered.
   *
   * @param status of HTTP; 0 where it was seen here and not said by the service
   */
  RefusedException(Kind kind, int status, String message) {
    super(message);
    this.kind = kind;
    this.status = status;
  }

  /** Whether the bytes were refused, for themselves or for what they are bound to. */
  boolean isOfBytes() {
    return kind == Kind.ALTERED;
  }

  /** Whether the service, being well, refused for whatever reason. */
  boolean isOfAnyKind() {
    return isOfBytes() || (kind != Kind.BUSY && status / 100 == ITS_CALLERS_FAULT);
  }
}
