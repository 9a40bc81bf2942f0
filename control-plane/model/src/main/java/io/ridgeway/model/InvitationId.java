package io.ridgeway.model;

/** One invitation to become a tenant's member. The text is 'v' and twelve of 0-9a-z. */
public record InvitationId(String value) {
  public InvitationId {
    Ids.check('v', value);
  }

  /** A new one. */
  public static InvitationId next() {
    return new InvitationId(Ids.next('v'));
  }

  @Override
  public String toString() {
    return value;
  }
}
