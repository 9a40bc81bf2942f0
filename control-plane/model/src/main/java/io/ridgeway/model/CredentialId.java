package io.ridgeway.model;

/** What an application shows the gateway. The text is 'c' and twelve of 0-9a-z. */
public record CredentialId(String value) {
  public CredentialId {
    Ids.check('c', value);
  }

  /** A new one. */
  public static CredentialId next() {
    return new CredentialId(Ids.next('c'));
  }

  @Override
  public String toString() {
    return value;
  }
}
