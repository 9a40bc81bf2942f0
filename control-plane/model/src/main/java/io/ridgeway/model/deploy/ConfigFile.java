package io.ridgeway.model.deploy;

/**
 * A text file that the program reads, or runs.
 *
 * @param name a plain file name, {@code genesis.json}, or one in folders where the program asks for
 *     them, {@code msp/cacerts/ca.pem}
 * @param text its content; may hold {@link Symbols}
 * @param executable whether the program runs it: a script for {@code /bin/sh}
 */
public record ConfigFile(String name, String text, boolean executable) {
  public ConfigFile {
    FileNames.checkPath(name);
  }

  /** One that is only read. */
  public ConfigFile(String name, String text) {
    this(name, text, false);
  }
}
