package io.ridgeway.model;

/** A customer organisation. The text is 't' and twelve of 0-9a-z. */
public record TenantId(String value) {
  public TenantId {
    Ids.check('t', value);
  }

  /** A new one. */
  public static TenantId next() {
    return new TenantId(Ids.next('t'));
  }

  @Override
  public String toString() {
    return value;
  }
}
