package io.ridgeway.model;

/** The term that an order opened. The text is 's' and twelve of 0-9a-z. */
public record SubscriptionId(String value) {
  public SubscriptionId {
    Ids.check('s', value);
  }

  /** A new one. */
  public static SubscriptionId next() {
    return new SubscriptionId(Ids.next('s'));
  }

  @Override
  public String toString() {
    return value;
  }
}
