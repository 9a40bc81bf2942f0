package io.ridgeway.gateway.grpc;

/** A call that isn't taken; the message says what happened and what to do. */
public final class GrpcRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final GrpcCode code;

  /** A refusal; no secret in its message. */
  public GrpcRefusal(GrpcCode code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  /** Which kind of refusal it is. */
  public GrpcCode code() {
    return code;
  }
}
