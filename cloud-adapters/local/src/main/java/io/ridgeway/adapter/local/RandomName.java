package io.ridgeway.adapter.local;

import java.util.concurrent.ThreadLocalRandom;

/** Makes short names that don't meet; nothing about them is secret. */
final class RandomName {
  private static final String ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";

  private RandomName() {}

  static String of(int length) {
    StringBuilder name = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      name.append(ALPHABET.charAt(ThreadLocalRandom.current().nextInt(ALPHABET.length())));
    }
    return name.toString();
  }
}
