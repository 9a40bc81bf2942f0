package io.ridgeway.model;

/** One durable change of a network. The text is 'p' and twelve of 0-9a-z. */
public record OperationId(String value) {
  public OperationId {
    Ids.check('p', value);
  }

  /** A new one. */
  public static OperationId next() {
    return new OperationId(Ids.next('p'));
  }

  @Override
  public String toString() {
    return value;
  }
}
