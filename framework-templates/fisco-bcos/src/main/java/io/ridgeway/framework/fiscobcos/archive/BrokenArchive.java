package io.ridgeway.framework.fiscobcos.archive;

/** Something in a chain's history isn't as it must be; the message says where and what. */
public final class BrokenArchive extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a message for people. */
  public BrokenArchive(String message) {
    super(message);
  }

  static BrokenArchive at(long block, String what) {
    return new BrokenArchive("block " + block + ": " + what);
  }
}
