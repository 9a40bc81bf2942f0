package io.ridgeway.gateway.bsn;

/** A request that isn't as the protocol has it; the message is for the caller. */
public final class Malformed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Malformed(String message) {
    super(message);
  }
}
