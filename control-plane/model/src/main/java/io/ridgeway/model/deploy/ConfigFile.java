package io.ridgeway.model.deploy;

/**
 * A text file that the program reads.
 *
 * @param name a plain file name, {@code genesis.json}, or one in folders where the program asks for
 *     them, {@code msp/cacerts/ca.pem}
 * @param text its content; may hold {@link Symbols}
 */
public record ConfigFile(String name, String text) {
  public ConfigFile {
    FileNames.checkPath(name);
  }
}
