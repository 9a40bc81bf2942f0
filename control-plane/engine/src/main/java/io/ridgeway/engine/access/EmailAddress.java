package io.ridgeway.engine.access;

import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.util.Locale;
import java.util.regex.Pattern;

/** E-mail addresses as they are compared: in small letters, as the identity provider keeps them. */
public final class EmailAddress {
  /** As RFC 5321 has it. */
  private static final int LONGEST = 254;

  private static final Pattern SHAPE =
      Pattern.compile("[^\\s@\"<>,;:\\p{Cntrl}]{1,64}@[\\p{L}\\p{N}-]+(?:\\.[\\p{L}\\p{N}-]+)*");

  private EmailAddress() {}

  /** The address in small letters, without space around it. */
  public static String normal(String address) {
    return address.strip().toLowerCase(Locale.ROOT);
  }

  /**
   * The same, of something that is an address.
   *
   * @throws Refusal {@code INVALID} if it can't be one
   */
  public static String require(String address) {
    String normal = normal(address);
    if (normal.length() > LONGEST || !SHAPE.matcher(normal).matches()) {
      throw new Refusal(
          ProblemType.INVALID,
          "email must be one e-mail address of at most "
              + LONGEST
              + " characters, such as mei@example.com.");
    }
    return normal;
  }
}
