package io.ridgeway.model;

/** One purge of private data, with its record. The text is 'd' and twelve of 0-9a-z. */
public record TakedownId(String value) {
  public TakedownId {
    Ids.check('d', value);
  }

  /** A new one. */
  public static TakedownId next() {
    return new TakedownId(Ids.next('d'));
  }

  @Override
  public String toString() {
    return value;
  }
}
