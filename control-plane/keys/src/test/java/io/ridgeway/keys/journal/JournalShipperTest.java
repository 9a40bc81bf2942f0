package io.ridgeway.keys.journal;

import static io.ridgeway.keys.journal.Entries.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.keys.journal.JournalShipper.Lag;
import io.ridgeway.model.SettableClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalShipperTest {
  private static final Disk DISK = new TestDisk(false);
  private static final Duration KEEP = Duration.ofDays(7);

  @TempDir Path directory;
  private final SettableClock clock = SettableClock.fixedAt(Entries.AT);
  private final InMemoryJournalSink sink = new InMemoryJournalSink();
  private FileJournal journal;

  @BeforeEach
  void open() {
    journal = FileJournal.open(directory, 400, DISK);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void shipsInBatchesUntilNothingIsLeft() throws Exception {
    // Given
    append(7);
    JournalShipper shipper = shipper(sink);

    // Then
    assertThat(List.of(shipper.shipOnce(), shipper.shipOnce(), shipper.shipOnce()))
        .containsExactly(3, 3, 1);
    assertThat(shipper.shipOnce()).isZero();
    assertThat(sink.taken(journal.instance())).isEqualTo(journal.read(1, 100));
  }

  @Test
  void goesOnWhereTheSinkIsAfterACrash() throws Exception {
    // Given: the sink took a batch, but we never heard
    append(5);
    JournalSink deaf =
        new JournalSink() {
          @Override
          public long shippedUpTo(String instance) {
            return sink.shippedUpTo(instance);
          }

          @Override
          public void accept(String instance, List<JournalRecord> batch) {
            sink.accept(instance, batch);
            throw new IllegalStateException("the connection broke");
          }
        };
    assertThatThrownBy(() -> shipper(deaf).shipOnce()).hasMessage("the connection broke");
    journal.close();
    open();

    // When
    JournalShipper shipper = shipper(sink);
    shipper.shipOnce();

    // Then
    assertThat(sink.taken(journal.instance())).isEqualTo(journal.read(1, 100)).hasSize(5);
  }

  @Test
  void discardsASegmentOnlyOnceItIsShippedAndOldEnough() throws Exception {
    // Given
    append(7);
    List<Path> before = segments();
    assertThat(before).hasSizeGreaterThan(2);
    for (Path segment : before) {
      Files.setLastModifiedTime(segment, FileTime.from(clock.instant()));
    }
    JournalShipper shipper = shipper(sink);

    // When: old enough, but only a part is shipped
    clock.advance(KEEP.plusSeconds(1));
    shipper.shipOnce();

    // Then
    assertThat(segments())
        .allMatch(segment -> lastOf(segment, before) > 3 || !before.contains(segment));
    assertThat(journal.read(4, 100)).hasSize(4);

    // When: all is shipped
    shipper.shipOnce();
    shipper.shipOnce();

    // Then: the one that is written to stays
    assertThat(segments()).containsExactly(before.get(before.size() - 1));
    assertThatExceptionOfType(JournalCorrupt.class)
        .isThrownBy(() -> journal.read(1, 1))
        .withMessage("Record 1 of the journal is not kept any more.");
    journal.close();
    assertThat(JournalVerifier.verify(directory))
        .isInstanceOf(JournalVerifier.Finding.Intact.class);
    open();
    assertThat(journal.append(entry("next"))).isEqualTo(8);
  }

  @Test
  void keepsWhatWasShippedForAWhile() throws Exception {
    // Given
    append(7);
    List<Path> before = segments();
    for (Path segment : before) {
      Files.setLastModifiedTime(segment, FileTime.from(clock.instant()));
    }
    clock.advance(KEEP);

    // When
    JournalShipper shipper = shipper(sink);
    while (shipper.shipOnce() > 0) {}

    // Then
    assertThat(segments()).isEqualTo(before);
  }

  @Test
  void saysHowFarTheSinkIsBehind() {
    // Given
    JournalShipper shipper = shipper(sink);
    assertThat(shipper.lag()).isEqualTo(new Lag(0, Duration.ZERO));
    append(5);
    clock.advance(Duration.ofSeconds(90));

    // Then
    assertThat(shipper.lag()).isEqualTo(new Lag(5, Duration.ofSeconds(90)));
    shipper.shipOnce();
    assertThat(shipper.lag()).isEqualTo(new Lag(2, Duration.ofSeconds(90)));
    shipper.shipOnce();
    assertThat(shipper.lag()).isEqualTo(new Lag(0, Duration.ZERO));
  }

  @Test
  void refusesToGoOnWithAJournalThatWasSetBack() throws Exception {
    // Given: everything is shipped, then an old copy comes back
    try (Copies copies = new Copies()) {
      append(2);
      Path copy = copies.of(directory);
      append(3);
      JournalShipper shipper = shipper(sink);
      while (shipper.shipOnce() > 0) {}

      // When
      try (FileJournal old = FileJournal.open(copy, 400, DISK)) {
        JournalShipper again = new JournalShipper(old, sink, clock, 3, KEEP);

        // Then
        assertThatExceptionOfType(JournalCorrupt.class)
            .isThrownBy(again::shipOnce)
            .withMessageContaining("ends at 2, but 5 was shipped. It was set back");
      }
    }
  }

  @Test
  void shipsWhileOthersAppend() throws Exception {
    // Given
    JournalShipper shipper = shipper(sink);
    Thread appender = new Thread(() -> append(200));

    // When
    appender.start();
    while (appender.isAlive()) {
      shipper.shipOnce();
    }
    while (shipper.shipOnce() > 0) {}

    // Then
    assertThat(sink.taken(journal.instance())).hasSize(200);
    assertThat(sink.taken(journal.instance())).isEqualTo(journal.read(1, 1_000));
  }

  private JournalShipper shipper(JournalSink to) {
    return new JournalShipper(journal, to, clock, 3, KEEP);
  }

  private void append(int count) {
    for (int i = 0; i < count; i++) {
      journal.append(entry("r" + i));
    }
  }

  private List<Path> segments() throws Exception {
    return new JournalDirectory(directory).segments();
  }

  private static long lastOf(Path segment, List<Path> all) {
    int at = all.indexOf(segment);
    return at + 1 < all.size() ? JournalDirectory.first(all.get(at + 1)) - 1 : Long.MAX_VALUE;
  }
}
