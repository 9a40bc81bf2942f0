package io.ridgeway.model.deploy;

/**
 * A persistent directory.
 *
 * @param name a plain name: {@code data}
 * @param sizeGib its size in GiB
 */
public record Volume(String name, int sizeGib) {
  public Volume {
    FileNames.check(name);
    if (sizeGib < 1) {
      throw new IllegalArgumentException("a volume has at least 1 GiB");
    }
  }
}
