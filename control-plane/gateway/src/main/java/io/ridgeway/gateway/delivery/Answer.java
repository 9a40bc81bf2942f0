package io.ridgeway.gateway.delivery;

import java.util.OptionalInt;

/**
 * What came of sending a letter.
 *
 * @param status of HTTP; empty if there was no answer
 * @param text the beginning of the answer; without an answer why there is none
 */
record Answer(OptionalInt status, String text) {
  static Answer none(String why) {
    return new Answer(OptionalInt.empty(), why);
  }

  /** In words, without what the receiver said. */
  String words() {
    return status.isPresent() ? "HTTP " + status.getAsInt() : text;
  }
}
