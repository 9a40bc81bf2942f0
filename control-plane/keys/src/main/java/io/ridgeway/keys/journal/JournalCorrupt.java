package io.ridgeway.keys.journal;

import java.io.Serial;

/**
 * The journal on disk isn't what was written: an acknowledged entry is damaged or gone. Nothing is
 * appended until an operator has looked.
 */
public final class JournalCorrupt extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public JournalCorrupt(String message) {
    super(message);
  }
}
