package io.ridgeway.framework.fabric.chaincode;

import java.util.List;
import java.util.TreeSet;

/** Whose peers must have run a transaction alike before it counts. */
public sealed interface Endorsement {
  /** As the channel has it for all its chaincodes: most of its members. */
  record Channels() implements Endorsement {}

  /**
   * Peers of so many of these organisations.
   *
   * @param least 1 to all of them
   * @param organisations by MSP id, sorted, each once
   */
  record OutOf(int least, List<String> organisations) implements Endorsement {
    public OutOf {
      organisations = List.copyOf(new TreeSet<>(organisations));
      if (least < 1 || least > organisations.size()) {
        throw new IllegalArgumentException(
            "Ask for the endorsement of 1 to "
                + organisations.size()
                + " organisations, not of "
                + least
                + ".");
      }
    }
  }
}
