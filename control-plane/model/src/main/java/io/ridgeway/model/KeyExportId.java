package io.ridgeway.model;

/** One wish to have a key out of custody. The text is 'x' and twelve of 0-9a-z. */
public record KeyExportId(String value) {
  public KeyExportId {
    Ids.check('x', value);
  }

  /** A new one. */
  public static KeyExportId next() {
    return new KeyExportId(Ids.next('x'));
  }

  @Override
  public String toString() {
    return value;
  }
}
