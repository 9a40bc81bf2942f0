package io.ridgeway.billing;

import java.time.Instant;

/**
 * The word of an operator that an invoice's whole amount has come in.
 *
 * @param reference by which the payment is found again, such as the bank's: 1 to 140 printable
 *     characters (what a SEPA transfer carries)
 * @param at when it was recorded
 */
public record Payment(String reference, Instant at) {
  /** The longest reference, in characters. */
  public static final int LONGEST_REFERENCE = 140;

  public Payment {
    if (reference.isBlank()
        || reference.length() > LONGEST_REFERENCE
        || reference.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "a payment's reference has 1 to " + LONGEST_REFERENCE + " printable characters");
    }
  }
}
