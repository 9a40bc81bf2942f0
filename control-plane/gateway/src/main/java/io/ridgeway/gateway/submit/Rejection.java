package io.ridgeway.gateway.submit;

import java.util.List;
import java.util.Locale;

/**
 * What a node's rejection of a raw transaction says of its nonce. The nodes have no codes for it,
 * so their words are read: those of geth and GoQuorum, and of Besu.
 */
enum Rejection {
  /** This very transaction is there already. */
  KNOWN("already known", "known transaction", "already imported"),
  /** The nonce is taken, by a mined transaction or a waiting one. */
  TAKEN("nonce too low", "below sender account nonce", "replacement transaction"),
  /** Earlier nonces are missing. */
  AHEAD("nonce too high", "nonce too distant", "too far in the future", "nonce gap"),
  /** Anything else: the transaction itself is at fault, or the node. */
  OTHER;

  private final List<String> words;

  Rejection(String... words) {
    this.words = List.of(words);
  }

  /** The rejection that the node's message means. */
  static Rejection of(String message) {
    String lower = message.toLowerCase(Locale.ROOT).replace('_', ' ');
    for (Rejection rejection : values()) {
      if (rejection.words.stream().anyMatch(lower::contains)) {
        return rejection;
      }
    }
    return OTHER;
  }
}
