package io.ridgeway.reconciler;

import io.ridgeway.framework.Administrators;
import io.ridgeway.framework.Archiving;
import io.ridgeway.framework.BirthRecord;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.util.Optional;

/** History of a ledger that isn't there: block N is a line that says so. */
final class FakeArchiving implements Archiving {
  /** How long a block's line is, besides its number. */
  int filling;

  /** The first block that can't be proved. */
  long wrong = Long.MAX_VALUE;

  /** Whether no node answers. */
  boolean away;

  /** What happens once, before the next block is read. */
  Runnable meanwhile = () -> {};

  /** How many blocks were read. */
  long read;

  @Override
  public String head(BirthRecord birth, long from) {
    return "from " + from + "\n";
  }

  @Override
  public String end(Block last, long blocks) {
    return "to " + last.number() + " " + last.hash() + ", " + blocks + "\n";
  }

  @Override
  public Reading read(LedgerEndpoints nodes, Administrators administrators, Optional<String> mark) {
    return new Reading() {
      private long next = mark.map(m -> Long.parseLong(m.substring(5)) + 1).orElse(0L);

      @Override
      public Block next() {
        Runnable now = meanwhile;
        meanwhile = () -> {};
        now.run();
        if (away) {
          throw new LedgerException.Unreachable("nobody answers");
        }
        if (next >= wrong) {
          throw new Refusal(ProblemType.CONFLICT, "block " + next + ": it can't be proved");
        }
        read++;
        long number = next++;
        return new Block(number, "0x" + number, line(number), "mark " + number);
      }
    };
  }

  /** A block's line. */
  String line(long number) {
    return "block " + number + "x".repeat(filling) + "\n";
  }
}
