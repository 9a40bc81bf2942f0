package io.ridgeway.ops.api;

import io.ridgeway.billing.Amount;
import io.ridgeway.billing.CreditLimits;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.model.problem.Violation;
import java.util.List;

/** Reads a credit limit as people and programs write it. */
public final class CreditLimitInput {
  private CreditLimitInput() {}

  /**
   * The limit; refused with {@code INVALID}, by field ({@code amount} or {@code currency}), if it
   * can't be one.
   */
  public static Amount amount(String amount, String currency) {
    Amount zero = currency(currency);
    if (!amount.matches("[0-9]{1,12}(\\.[0-9]{1,4})?")) {
      throw refusal("amount", "An amount is a decimal number from 0, such as 5000.00.");
    }
    try {
      return CreditLimits.requireLimit(Amount.of(amount, zero.currency()));
    } catch (IllegalArgumentException e) {
      throw refusal("amount", String.valueOf(e.getMessage()));
    }
  }

  /** Nothing, in that currency; refused with {@code INVALID} if there is no such currency. */
  public static Amount currency(String currency) {
    try {
      return Amount.zero(currency);
    } catch (IllegalArgumentException e) {
      throw refusal("currency", "A currency is three capital letters of ISO 4217, such as USD.");
    }
  }

  private static Refusal refusal(String field, String message) {
    return Refusal.of(ProblemType.INVALID, List.of(new Violation(field, message)));
  }
}
