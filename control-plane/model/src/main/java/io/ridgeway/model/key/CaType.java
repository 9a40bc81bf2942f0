package io.ridgeway.model.key;

import java.util.Arrays;
import java.util.Optional;

/** Who keeps the keys of a BSN application's users: the protocol's {@code caType}. */
public enum CaType {
  /** Key trust: they are in custody, and the gateway signs with them. */
  TRUST(1),
  /** Public key upload: the application keeps them, and signs by itself. */
  UPLOAD(2);

  private final int number;

  CaType(int number) {
    this.number = number;
  }

  /** The one of that number. */
  public static Optional<CaType> of(int number) {
    return Arrays.stream(values()).filter(c -> c.number == number).findFirst();
  }

  /** As the protocol has it: 1 or 2. */
  public int number() {
    return number;
  }
}
