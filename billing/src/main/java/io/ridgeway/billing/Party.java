package io.ridgeway.billing;

import java.util.List;

/**
 * One side of an invoice.
 *
 * @param name the organisation's legal name, in its own script
 * @param address lines as they are printed
 * @param taxNumber its tax or registration number; empty if it has none
 */
public record Party(String name, List<String> address, String taxNumber) {
  public Party {
    address = List.copyOf(address);
    if (name.isBlank()) {
      throw new IllegalArgumentException("an invoice names both parties");
    }
  }
}
