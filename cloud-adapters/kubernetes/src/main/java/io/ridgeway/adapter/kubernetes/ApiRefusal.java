package io.ridgeway.adapter.kubernetes;

/**
 * The API server answered, and the answer is no, and asking again at once won't change it. Callers
 * say what it means; what they don't know, {@link Refusals} does.
 */
final class ApiRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  final int code;
  final String reason;

  /**
   * @param code of HTTP
   * @param reason the API server's own word: {@code AlreadyExists}
   * @param message what it says; it names objects, never what is in a secret
   */
  ApiRefusal(int code, String reason, String message) {
    super(message, null, false, false);
    this.code = code;
    this.reason = reason;
  }

  String said() {
    return String.valueOf(getMessage());
  }
}
