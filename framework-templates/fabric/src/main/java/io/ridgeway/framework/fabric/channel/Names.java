package io.ridgeway.framework.fabric.channel;

import java.util.regex.Pattern;

/** What channels and organisations may be called. */
final class Names {
  /** As Fabric has it: it becomes a directory and a database at every peer. */
  private static final Pattern CHANNEL = Pattern.compile("[a-z][a-z0-9.-]{0,62}");

  private static final Pattern ORGANISATION = Pattern.compile("[A-Za-z0-9][-.A-Za-z0-9]{0,62}");

  private Names() {}

  static void channel(String name) {
    if (!CHANNEL.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a channel's name has 1 to 63 of a-z, 0-9, '-' and '.' and starts with a letter");
    }
  }

  static void organisation(String name) {
    if (!ORGANISATION.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "an organisation's name has 1 to 63 of A-Z, a-z, 0-9, '-' and '.'");
    }
  }
}
