package io.ridgeway.framework.fiscobcos.archive;

import java.util.List;

/**
 * How far a chain is proved, and all that it takes to go on from there.
 *
 * @param number the last block's
 * @param hash its digest
 * @param sealers who agreed on it: ids of 128 hex digits
 * @param weights theirs, in that order
 */
public record Mark(long number, String hash, List<String> sealers, List<Long> weights) {
  public Mark {
    sealers = List.copyOf(sealers);
    weights = List.copyOf(weights);
    if (sealers.size() != weights.size()) {
      throw new IllegalArgumentException("each sealer has one weight");
    }
  }

  /** As one line of text, for who keeps it. */
  public String encode() {
    return Lines.encode(this);
  }

  /** What {@link #encode} gave. */
  public static Mark decode(String line) {
    return Lines.decode(line, Mark.class);
  }
}
