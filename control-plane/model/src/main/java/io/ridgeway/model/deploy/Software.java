package io.ridgeway.model.deploy;

import io.ridgeway.model.Ids;

/**
 * A program by name and version. Each city node resolves it to what it runs there: an image with
 * its digest, or a host binary with its checksum.
 */
public record Software(String name, String version) {
  public Software {
    Ids.label("software name", name, 40);
    if (version.isBlank() || version.length() > 40) {
      throw new IllegalArgumentException("a software version has 1 to 40 characters");
    }
  }

  @Override
  public String toString() {
    return name + " " + version;
  }
}
