package io.ridgeway.framework;

import java.util.Optional;

/**
 * How a ledger's history is taken out of its nodes as text that proves itself: a line that says
 * whose it is, a line for each block, and a line that says where it ends. Who keeps the lines looks
 * into none.
 *
 * <p>The laws:
 *
 * <ul>
 *   <li>{@link #head} and {@link #end} are pure.
 *   <li>The same blocks give the same lines, whoever of the nodes told them.
 *   <li>A block is handed on only once it was proved: that it follows the one before, holds what it
 *       holds, and was agreed on.
 * </ul>
 */
public interface Archiving {
  /** The first line of an archive that begins with that block; it ends with a line feed. */
  String head(BirthRecord birth, long from);

  /**
   * The last line of an archive, with a line feed.
   *
   * @param last the block that it ends with
   * @param blocks how many it has
   */
  String end(Block last, long blocks);

  /**
   * Reads on behind a block that was read before.
   *
   * @param mark that block's; empty to begin with block 0
   */
  Reading read(LedgerEndpoints nodes, Administrators administrators, Optional<String> mark);

  /** Blocks, one after another. For one thread. */
  interface Reading {
    /**
     * The next block. Bounded in time (10 s an answer).
     *
     * @throws LedgerException.Unreachable if no node answers
     * @throws io.ridgeway.model.problem.Refusal if it can't be proved, for people; the one after it
     *     can't be read then
     */
    Block next();
  }

  /**
   * A block that was proved.
   *
   * @param hash its digest
   * @param line all of it, with its line feed
   * @param mark what it takes to read on behind it: one line of text, for {@link #read}
   */
  record Block(long number, String hash, String line, String mark) {}
}
