package io.ridgeway.store.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.ridgeway.engine.backup.Backup;
import io.ridgeway.engine.backup.ChainArchive;
import io.ridgeway.engine.backup.ChainArchives;
import io.ridgeway.engine.backup.SealedCopies;
import io.ridgeway.model.BackupId;
import io.ridgeway.model.network.Operation;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ChainArchivePortsIT extends SealedCopiesCase<ChainArchive> {
  private static final int ALL = 1_000;

  @Inject ChainArchives archives;

  ChainArchivePortsIT() {
    super(Operation.Kind.ARCHIVE);
  }

  @Override
  SealedCopies<ChainArchive> copies() {
    return archives;
  }

  @Override
  List<ChainArchive> further(ChainArchive taking) {
    ChainArchive stuck = taking.stuck(Optional.of(taking.requestedAt()));
    ChainArchive further =
        stuck.with(
            new ChainArchive.Part("part-00001", 6, "0xab", 11, "cd", taking.requestedAt()),
            "a mark");
    ChainArchive kept =
        further.kept(
            new ChainArchive.Whole("head", "end", 6, "0xab", 7, 18, "ef", taking.requestedAt()),
            "It ends with block 6.");
    return List.of(stuck, further, kept);
  }

  @Test
  void oneOfANetworkThatIsThereIsNoOrphan() {
    ChainArchive taking = taking();
    transactions.runInTenant(tenant, () -> archives.insert(taking));
    assertThat(transactions.asSystem(() -> archives.orphans(ALL))).doesNotContain(taking);
  }

  @Override
  ChainArchive taking() {
    Instant now = clock.instant();
    return new ChainArchive(
        BackupId.next(),
        tenant,
        network.id(),
        operation.id(),
        Backup.State.TAKING,
        "mei",
        now,
        0,
        6,
        Optional.empty(),
        "sealed",
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "");
  }
}
