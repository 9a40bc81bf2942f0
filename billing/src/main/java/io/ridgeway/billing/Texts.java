package io.ridgeway.billing;

import java.util.Locale;

/** How billing writes names of its own and of the model's enums. */
final class Texts {
  private Texts() {}

  /** An enum constant as its YAML and its messages write it: {@code dedicated}. */
  static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
