package io.ridgeway.adapter;

/**
 * A city node could not do what was asked. The message says what happened, to what, and what to do;
 * it holds no secret and may be shown to an operator.
 */
public abstract sealed class AdapterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  AdapterException(String message) {
    super(message);
  }

  AdapterException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The deployment needs what the adapter doesn't declare. Trying again doesn't help. */
  public static final class Undeclared extends AdapterException {
    private static final long serialVersionUID = 1L;

    public Undeclared(String message) {
      super(message);
    }
  }

  /**
   * The software is unknown here, missing, or not what its checksum says. A person must see to it.
   */
  public static final class SoftwareUnavailable extends AdapterException {
    private static final long serialVersionUID = 1L;

    public SoftwareUnavailable(String message) {
      super(message);
    }
  }

  /** A newer token has been here: the caller is out of date and must stop. */
  public static final class FencedOff extends AdapterException {
    private static final long serialVersionUID = 1L;

    public FencedOff(String message) {
      super(message);
    }
  }

  /** There is no room: disk, memory, addresses. It may help to wait or to make room. */
  public static final class NoRoom extends AdapterException {
    private static final long serialVersionUID = 1L;

    public NoRoom(String message) {
      super(message);
    }
  }

  /** The city node can't be heard, or failed for a reason that may pass. Try again. */
  public static final class Unreachable extends AdapterException {
    private static final long serialVersionUID = 1L;

    public Unreachable(String message) {
      super(message);
    }

    public Unreachable(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
