package io.ridgeway.framework.fiscobcos;

import io.ridgeway.framework.Administrators;
import io.ridgeway.framework.Archiving;
import io.ridgeway.framework.BirthRecord;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.fiscobcos.archive.ArchiveFormat;
import io.ridgeway.framework.fiscobcos.archive.ArchivedBlock;
import io.ridgeway.framework.fiscobcos.archive.BrokenArchive;
import io.ridgeway.framework.fiscobcos.archive.ChainName;
import io.ridgeway.framework.fiscobcos.archive.ChainProof;
import io.ridgeway.framework.fiscobcos.archive.Mark;
import io.ridgeway.framework.fiscobcos.archive.Trust;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads a chain's blocks from its nodes and proves each before it is handed on, beginning with the
 * sealers that the chain was born with.
 */
final class FiscoArchiving implements Archiving {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Override
  public String head(BirthRecord birth, long from) {
    return ArchiveFormat.head(name(Chain.of(birth)), from);
  }

  @Override
  public String end(Block last, long blocks) {
    return ArchiveFormat.end(last.number(), last.hash(), blocks);
  }

  @Override
  public Reading read(LedgerEndpoints nodes, Administrators administrators, Optional<String> mark) {
    Chain chain = Chain.of(nodes.birth());
    return new Reader(
        chain,
        NodeDoor.all(nodes, chain, administrators, PATIENCE),
        new ChainProof(
            name(chain),
            Trust.in(List.of(nodes.birth().get("sealers").split(",", -1))),
            mark.map(Mark::decode)));
  }

  private static ChainName name(Chain chain) {
    return new ChainName(chain.cryptography(), chain.id(), chain.groupId());
  }

  /** One node is asked for as long as it answers with what can be proved. */
  static final class Reader implements Reading {
    private final Chain chain;
    private final List<? extends Asking> doors;
    private final ChainProof proof;
    private int preferred;

    Reader(Chain chain, List<? extends Asking> doors, ChainProof proof) {
      this.chain = chain;
      this.doors = List.copyOf(doors);
      this.proof = proof;
    }

    @Override
    public Block next() {
      long number = proof.mark().map(mark -> mark.number() + 1).orElse(0L);
      return anywhere(
          door -> {
            ArchivedBlock block = new BlockReading(chain, door).block(number);
            String line = ArchiveFormat.block(block);
            Mark mark = proof.accept(block);
            return new Block(number, mark.hash(), line, mark.encode());
          });
    }

    private <T> T anywhere(Function<Asking, T> question) {
      Optional<String> wrong = Optional.empty();
      boolean silent = false;
      for (int tried = 0; tried < doors.size(); tried++) {
        Asking door = doors.get(preferred);
        try {
          return question.apply(door);
        } catch (BrokenArchive e) {
          wrong = Optional.of(String.valueOf(e.getMessage()));
        } catch (LedgerException.Refused e) {
          wrong = Optional.of(door.node() + " says: " + e.getMessage());
        } catch (LedgerException.Unreachable e) {
          // The next one may answer; what others don't have or know this one might, later.
          silent = true;
        }
        preferred = (preferred + 1) % doors.size();
      }
      if (wrong.isPresent() && !silent) {
        throw new Refusal(ProblemType.CONFLICT, wrong.get());
      }
      throw new LedgerException.Unreachable("no node answers");
    }
  }
}
