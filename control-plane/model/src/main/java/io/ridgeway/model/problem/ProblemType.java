package io.ridgeway.model.problem;

/**
 * The stable problem types of the REST doors (RFC 9457). The slug is the end of the {@code type}
 * URI and never changes once released; the status is the HTTP status; the title is the same for
 * every occurrence.
 */
public enum ProblemType {
  BAD_REQUEST("bad-request", 400, "The request can't be read"),
  UNKNOWN_FIELD("unknown-field", 400, "The request has a field that is not known"),
  UNAUTHENTICATED("unauthenticated", 401, "Sign in first"),
  INVOICE_OVERDUE("invoice-overdue", 402, "An invoice is overdue"),
  CREDIT_LIMIT_EXCEEDED("credit-limit-exceeded", 402, "It would go over the credit limit"),
  FORBIDDEN("forbidden", 403, "Not allowed"),
  TENANT_NOT_VERIFIED(
      "tenant-not-verified", 403, "The organisation's real identity is not verified"),
  NOT_FOUND("not-found", 404, "Not found"),
  METHOD_NOT_ALLOWED("method-not-allowed", 405, "The method is not offered here"),
  NOT_ACCEPTABLE("not-acceptable", 406, "The answer can't be given in that form"),
  CONFLICT("conflict", 409, "It conflicts with what is there"),
  IDEMPOTENCY_KEY_REUSED(
      "idempotency-key-reused", 409, "The Idempotency-Key was used for another request"),
  QUOTE_EXPIRED("quote-expired", 409, "The quote has expired"),
  ILLEGAL_TRANSITION("illegal-transition", 409, "Not possible in the present state"),
  NETWORK_SUSPENDED("network-suspended", 409, "The network is suspended"),
  STORAGE_FULL("storage-full", 409, "The storage that was ordered is used up"),
  WITHOUT_EFFECT("without-effect", 409, "The transaction had no effect"),
  TOO_LARGE("too-large", 413, "The request is too large"),
  UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", 415, "The request's form is not understood"),
  INVALID("invalid", 422, "A value is not allowed"),
  LEDGER_REFUSED("ledger-refused", 422, "The ledger or its contract says no"),
  INVALID_SPEC("invalid-spec", 422, "The network can't be built as asked"),
  NOT_ORDERABLE("not-orderable", 422, "It can't be ordered"),
  SITE_LOSS_NOT_ACCEPTED(
      "site-loss-not-accepted", 422, "It may not survive the loss of a city node"),
  NOT_PRICED("not-priced", 422, "The price book has no price for it"),
  INSUFFICIENT_CAPACITY("insufficient-capacity", 422, "There is not enough capacity"),
  IDEMPOTENCY_KEY_MISSING("idempotency-key-missing", 428, "An Idempotency-Key header is needed"),
  TOO_MANY_REQUESTS("too-many-requests", 429, "Too many requests"),
  INTERNAL("internal", 500, "Something went wrong on our side"),
  UNAVAILABLE("unavailable", 503, "Not available for the moment"),
  OUTCOME_UNKNOWN("outcome-unknown", 504, "It is not known what became of it");

  private final String slug;
  private final int status;
  private final String title;

  ProblemType(String slug, int status, String title) {
    this.slug = slug;
    this.status = status;
    this.title = title;
  }

  /** The end of the type URI, for example {@code quote-expired}. */
  public String slug() {
    return slug;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The title, in English; pages look it up under {@code problem.<slug>}. */
  public String title() {
    return title;
  }
}
