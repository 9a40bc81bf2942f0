package io.ridgeway.framework.fiscobcos.archive;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What one knows of a chain without asking anybody.
 *
 * @param genesis the digest of block 0
 * @param sealers the ids of the sealers at the first block that is looked at: of block 0 those of
 *     its genesis
 */
public record Trust(Optional<String> genesis, Optional<List<String>> sealers) {
  public Trust {
    sealers = sealers.map(List::copyOf);
  }

  /** By sealers alone. */
  public static Trust in(List<String> sealers) {
    return new Trust(Optional.empty(), Optional.of(sealers));
  }

  /** Whether these are they, in whatever order. */
  boolean allows(List<String> named) {
    return sealers.filter(known -> !new TreeSet<>(known).equals(new TreeSet<>(named))).isEmpty();
  }
}
