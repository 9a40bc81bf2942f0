package io.ridgeway.model;

/** A copy of what one node holds, kept apart. The text is 'b' and twelve of 0-9a-z. */
public record BackupId(String value) {
  public BackupId {
    Ids.check('b', value);
  }

  /** A new one. */
  public static BackupId next() {
    return new BackupId(Ids.next('b'));
  }

  @Override
  public String toString() {
    return value;
  }
}
