package io.ridgeway.framework;

import java.io.Serial;
import java.util.Optional;

/** A ledger gave no answer that could be used. The message never holds a host or a secret. */
public abstract sealed class LedgerException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private LedgerException(String message) {
    super(message);
  }

  /** No node answered in time; the same call may succeed later. */
  public static final class Unreachable extends LedgerException {
    @Serial private static final long serialVersionUID = 1L;

    public Unreachable(String message) {
      super(message);
    }
  }

  /** A node answered with an error of the ledger's own protocol, for example a revert. */
  public static final class Refused extends LedgerException {
    @Serial private static final long serialVersionUID = 1L;

    private final int code;
    private final transient Optional<String> data;

    /**
     * The node's answer, to be passed on as it is.
     *
     * @param code the protocol's error code; JSON-RPC's {@code error.code}
     * @param data what the protocol adds; for a revert its reason, {@code 0x…}
     */
    public Refused(int code, String message, Optional<String> data) {
      super(message);
      this.code = code;
      this.data = data;
    }

    public int code() {
      return code;
    }

    public Optional<String> data() {
      return data;
    }
  }

  /** A transaction was sent, and it isn't known whether the ledger took it. */
  public static final class Unknown extends LedgerException {
    @Serial private static final long serialVersionUID = 1L;

    private final String transaction;

    /**
     * For a transaction that is to be looked for before another one is sent.
     *
     * @param transaction its name on the ledger
     */
    public Unknown(String transaction, String message) {
      super(message);
      this.transaction = transaction;
    }

    /** Its name on the ledger. */
    public String transaction() {
      return transaction;
    }
  }
}
