package io.ridgeway.portal.view;

import io.ridgeway.billing.Amount;

/** An amount: a decimal number as text, and the currency. */
public record MoneyView(String amount, String currency) {
  static MoneyView of(Amount amount) {
    return new MoneyView(amount.value().toPlainString(), amount.currency());
  }
}
