package io.ridgeway.model.journal;

/**
 * A local, append-only, hash-chained record that is durable before {@link #append} returns, and is
 * shipped to the database after, exactly once by (instance, sequence). So a signature is audited
 * and a call is counted although the database is away.
 */
public interface Journal {
  /**
   * Appends one entry and returns its sequence within this instance, from 1, without gaps.
   *
   * @throws JournalUnavailable if it can't be made durable; the caller then releases nothing
   */
  long append(Entry entry);

  /** The journal can't be written: what depends on it must not happen. */
  final class JournalUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public JournalUnavailable(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
