package io.ridgeway.model.journal;

import java.util.List;

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
  default long append(Entry entry) {
    return append(List.of(entry));
  }

  /**
   * Appends entries, at least one, with nothing between them, and returns the first one's sequence:
   * what is at hand at once is made durable at the price of one.
   *
   * @throws JournalUnavailable if it can't be made durable; some of them may be kept all the same
   */
  long append(List<Entry> entries);

  /** The journal can't be written: what depends on it must not happen. */
  final class JournalUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public JournalUnavailable(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
