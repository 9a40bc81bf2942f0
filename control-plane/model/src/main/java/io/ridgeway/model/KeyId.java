package io.ridgeway.model;

/** A private key in custody. The text is 'k' and twelve of 0-9a-z. */
public record KeyId(String value) {
  public KeyId {
    Ids.check('k', value);
  }

  /** A new one. */
  public static KeyId next() {
    return new KeyId(Ids.next('k'));
  }

  @Override
  public String toString() {
    return value;
  }
}
