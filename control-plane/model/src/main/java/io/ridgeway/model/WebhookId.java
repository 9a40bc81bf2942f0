package io.ridgeway.model;

/** An order to tell a ledger's events to a URL. The text is 'w' and twelve of 0-9a-z. */
public record WebhookId(String value) {
  public WebhookId {
    Ids.check('w', value);
  }

  /** A new one. */
  public static WebhookId next() {
    return new WebhookId(Ids.next('w'));
  }

  @Override
  public String toString() {
    return value;
  }
}
