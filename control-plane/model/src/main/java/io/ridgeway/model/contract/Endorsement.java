package io.ridgeway.model.contract;

import java.util.List;
import java.util.TreeSet;

/**
 * Peers of so many of these organisations must answer alike before a transaction counts.
 *
 * @param least 1 to all of them
 * @param organisations by name, sorted, each once
 */
public record Endorsement(int least, List<String> organisations) {
  public Endorsement {
    organisations = List.copyOf(new TreeSet<>(organisations));
    if (least < 1 || least > organisations.size()) {
      throw new IllegalArgumentException(
          "Ask for the endorsement of 1 to "
              + organisations.size()
              + " of the organisations that are named, not of "
              + least
              + ".");
    }
  }
}
