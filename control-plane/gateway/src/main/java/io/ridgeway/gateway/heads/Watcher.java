package io.ridgeway.gateway.heads;

/** Is told of new blocks; by another thread, which it must not hold up. */
public interface Watcher {
  /** Whether it wants the blocks' logs as well. */
  boolean wantsLogs();

  /** The next block. */
  void head(Head head);

  /**
   * Nothing more is told.
   *
   * @param why what happened and what to do, for people
   */
  void ended(String why);
}
