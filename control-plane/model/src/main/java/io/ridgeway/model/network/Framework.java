package io.ridgeway.model.network;

import io.ridgeway.model.Ids;

/**
 * A ledger framework and the version of its pack's line that is asked for.
 *
 * @param name the pack's name: {@code ethereum}, {@code fabric}, {@code fisco-bcos}
 * @param version one of the pack's versions, for example {@code qbft-1}
 */
public record Framework(String name, String version) {
  public Framework {
    Ids.label("framework name", name, 32);
    if (version.isBlank() || version.length() > 32) {
      throw new IllegalArgumentException("a framework version has 1 to 32 characters");
    }
  }

  @Override
  public String toString() {
    return name + " " + version;
  }
}
