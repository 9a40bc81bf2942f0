package io.ridgeway.keys;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/** Real randomness that remembers what it gave: so a test knows the secrets that it looks for. */
final class RecordingRandom extends SecureRandom {
  private static final long serialVersionUID = 1L;

  private final transient List<byte[]> given = new ArrayList<>();

  @Override
  public void nextBytes(byte[] bytes) {
    super.nextBytes(bytes);
    given.add(bytes.clone());
  }

  List<byte[]> given() {
    return List.copyOf(given);
  }
}
