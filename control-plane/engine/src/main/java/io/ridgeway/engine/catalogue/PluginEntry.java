package io.ridgeway.engine.catalogue;

/**
 * A cloud adapter that a provider ships as a jar, as this process has it: loaded, or refused.
 *
 * @param name the adapter's name, as city nodes have it; empty if it was refused
 * @param version what its maker calls this version; may be empty
 * @param description its maker's one sentence; empty if it was refused
 * @param file the jar's name
 * @param sha256 of the jar, in hex; empty if it isn't there
 * @param signer whose signature it bears, by the operator's name for the key; empty if refused
 * @param spi the version of the adapter SPI that it was made for; empty if refused
 * @param loaded whether it can be used
 * @param problem why it was refused, or how it failed since; empty if all is well
 */
public record PluginEntry(
    String name,
    String version,
    String description,
    String file,
    String sha256,
    String signer,
    String spi,
    boolean loaded,
    String problem) {

  /** The same, with what it says of itself. */
  public PluginEntry described(String itsName, String itsDescription) {
    return new PluginEntry(
        itsName, version, itsDescription, file, sha256, signer, spi, loaded, problem);
  }

  public PluginEntry withProblem(String itsProblem) {
    return new PluginEntry(
        name, version, description, file, sha256, signer, spi, loaded, itsProblem);
  }
}
