package io.ridgeway.keys.travel;

import java.io.Serial;

/** A file isn't what it should be; the message says why, and nothing of what is in it. */
final class Unreadable extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  Unreadable(String message) {
    super(message);
  }
}
