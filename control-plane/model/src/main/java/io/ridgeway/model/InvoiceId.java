package io.ridgeway.model;

/** A bill. The text is 'i' and twelve of 0-9a-z. */
public record InvoiceId(String value) {
  public InvoiceId {
    Ids.check('i', value);
  }

  /** A new one. */
  public static InvoiceId next() {
    return new InvoiceId(Ids.next('i'));
  }

  @Override
  public String toString() {
    return value;
  }
}
