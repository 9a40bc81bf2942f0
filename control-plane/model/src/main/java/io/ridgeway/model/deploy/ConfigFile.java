package io.ridgeway.model.deploy;

/**
 * A text file that the program reads.
 *
 * @param name a plain file name: {@code genesis.json}
 * @param text its content; may hold {@link Symbols}
 */
public record ConfigFile(String name, String text) {
  public ConfigFile {
    FileNames.check(name);
  }
}
