package io.ridgeway.reconciler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.engine.backup.ArchiveDesk;
import io.ridgeway.engine.backup.ArchiveDesk.Fetched;
import io.ridgeway.engine.backup.ChainArchive;
import io.ridgeway.model.BackupId;
import io.ridgeway.model.problem.ProblemType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Archives are fetched, a few at a time, and broken off where they aren't what they were. */
class HistoryFetchTest {
  @Test
  void onlySoManyAreFetchedAtATime() {
    // Given
    World world = HistoryTest.begun();
    world.converge(world.reconciler());
    ChainArchive kept = HistoryTest.newest(world);
    ArchiveDesk desk = HistoryTest.desk(world);
    Fetched one = desk.fetch(world.admin, world.tenant, world.network, kept.id());
    Fetched other = desk.fetch(world.admin, world.tenant, world.network, kept.id());
    List<String> before = HistoryTest.audit(world);
    // Then
    HistoryTest.refused(
        ProblemType.TOO_MANY_REQUESTS,
        "The organisation fetches 2 archives already",
        () -> desk.fetch(world.admin, world.tenant, world.network, kept.id()));
    assertThat(HistoryTest.audit(world)).isEqualTo(before);
    // When
    one.close();
    one.close();
    Fetched third = desk.fetch(world.admin, world.tenant, world.network, kept.id());
    // Then
    HistoryTest.refused(
        ProblemType.TOO_MANY_REQUESTS,
        "The organisation fetches 2 archives already",
        () -> desk.fetch(world.admin, world.tenant, world.network, kept.id()));
    // When what is asked for isn't there, then no place is lost by it
    other.close();
    third.close();
    for (int i = 0; i < 10; i++) {
      HistoryTest.refused(
          ProblemType.NOT_FOUND,
          "There is no archive",
          () -> desk.fetch(world.admin, world.tenant, world.network, BackupId.next()));
    }
    assertThat(desk.fetch(world.admin, world.tenant, world.network, kept.id()).bytes())
        .isEqualTo(kept.whole().orElseThrow().bytes());
  }

  @Test
  void aPartThatIsNotWhatItWasBreaksTheFileOff() throws IOException {
    // Given
    World world = HistoryTest.begun();
    world.converge(world.reconciler());
    ChainArchive kept = HistoryTest.newest(world);
    String part = kept.parts().get(0).name();
    try (var file = world.backupFiles.create(kept.id(), part)) {
      file.content().write(world.history().line(7).getBytes(StandardCharsets.UTF_8));
      file.publish();
    }
    // Then
    assertThatThrownBy(
            () -> HistoryTest.fetch(world, kept).content().to(new ByteArrayOutputStream()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(part + " of archive " + kept.id() + " isn't what it was");
  }
}
