package io.ridgeway.model;

/** A priced offer. The text is 'q' and twelve of 0-9a-z. */
public record QuoteId(String value) {
  public QuoteId {
    Ids.check('q', value);
  }

  /** A new one. */
  public static QuoteId next() {
    return new QuoteId(Ids.next('q'));
  }

  @Override
  public String toString() {
    return value;
  }
}
