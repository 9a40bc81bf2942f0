package io.ridgeway.model;

/** One order to freeze something on a ledger, or to let it go. 'f' and twelve of 0-9a-z. */
public record FreezeId(String value) {
  public FreezeId {
    Ids.check('f', value);
  }

  /** A new one. */
  public static FreezeId next() {
    return new FreezeId(Ids.next('f'));
  }

  @Override
  public String toString() {
    return value;
  }
}
