package io.ridgeway.model;

/** One ledger of one tenant. The text is 'n' and twelve of 0-9a-z. */
public record NetworkId(String value) {
  public NetworkId {
    Ids.check('n', value);
  }

  /** A new one. */
  public static NetworkId next() {
    return new NetworkId(Ids.next('n'));
  }

  @Override
  public String toString() {
    return value;
  }
}
