package io.ridgeway.model;

/** The acceptance of a quote. The text is 'o' and twelve of 0-9a-z. */
public record OrderId(String value) {
  public OrderId {
    Ids.check('o', value);
  }

  /** A new one. */
  public static OrderId next() {
    return new OrderId(Ids.next('o'));
  }

  @Override
  public String toString() {
    return value;
  }
}
