package io.ridgeway.model;

/** One signature that somebody is asked for. The text is 'a' and twelve of 0-9a-z. */
public record ApprovalId(String value) {
  public ApprovalId {
    Ids.check('a', value);
  }

  /** A new one. */
  public static ApprovalId next() {
    return new ApprovalId(Ids.next('a'));
  }

  @Override
  public String toString() {
    return value;
  }
}
