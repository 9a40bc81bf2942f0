package io.ridgeway.adapter;

/**
 * The version of this interface: a plugin's manifest says for which it was made, and a plugin that
 * was made for another isn't loaded.
 */
public final class AdapterSpi {
  /** Raised when an adapter that was made for the version before would no longer work. */
  public static final int VERSION = 1;

  /**
   * The attribute of a plugin's manifest that holds the version: {@code Ridgeway-Adapter-Spi: 1}.
   */
  public static final String MANIFEST_ATTRIBUTE = "Ridgeway-Adapter-Spi";

  private AdapterSpi() {}
}
