package io.ridgeway.keys.journal;

import static io.ridgeway.keys.journal.Entries.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ridgeway.keys.Racing;
import io.ridgeway.keys.journal.JournalVerifier.Finding;
import io.ridgeway.model.journal.Entry;
import io.ridgeway.model.journal.Journal.JournalUnavailable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileJournalTest {
  @TempDir Path parent;
  private Path directory;
  private final TestDisk disk = new TestDisk(true);

  @BeforeEach
  void directory() {
    directory = parent.resolve("journal");
  }

  @Test
  void countsFromOneAndOverRestarts() throws Exception {
    // Given
    String instance;
    try (FileJournal journal = open()) {
      instance = journal.instance();
      assertThat(journal.lastSequence()).isZero();
      assertThat(journal.append(entry("a"))).isEqualTo(1);
      assertThat(journal.append(entry("b"))).isEqualTo(2);
    }

    // When
    try (FileJournal journal = open()) {
      assertThat(journal.append(entry("c"))).isEqualTo(3);

      // Then
      assertThat(journal.instance()).isEqualTo(instance).matches("[0-9a-f]{16}");
      assertThat(journal.read(1, 10)).extracting(Entries::reason).containsExactly("a", "b", "c");
      assertThat(journal.read(2, 1)).extracting(JournalRecord::sequence).containsExactly(2L);
      assertThat(journal.read(4, 10)).isEmpty();
    }
  }

  @Test
  void chainsEachRecordToTheOneBefore() throws Exception {
    // Given
    try (FileJournal journal = open()) {
      journal.append(entry("a"));
      journal.append(entry("b"));

      // When
      List<JournalRecord> records = journal.read(1, 2);

      // Then
      assertThat(records.get(0).previous()).isEqualTo(JournalRecord.GENESIS);
      assertThat(records.get(1).previous()).isEqualTo(records.get(0).hash());
      assertThat(records).allMatch(record -> record.isAuthentic(journal.instance()));
      assertThat(records).noneMatch(record -> record.isAuthentic("0123456789abcdef"));
    }
  }

  @Test
  void takesSeveralAtThePriceOfOne() throws Exception {
    // Given
    try (FileJournal journal = open()) {
      journal.append(entry("a"));
      int before = disk.syncs.get();

      // When
      long first = journal.append(List.of(entry("b"), entry("c"), entry("d")));

      // Then
      assertThat(first).isEqualTo(2);
      assertThat(disk.syncs.get()).isEqualTo(before + 1);
      assertThat(journal.append(entry("e"))).isEqualTo(5);
      assertThat(journal.read(1, 10))
          .extracting(Entries::reason)
          .containsExactly("a", "b", "c", "d", "e");
      assertThatIllegalArgumentException().isThrownBy(() -> journal.append(List.of()));
    }
  }

  @Test
  void keepsAnEntryAsADatabaseCan() throws Exception {
    // Given
    Instant at = Instant.parse("2026-03-01T10:15:30.123456789Z");
    Map<String, String> fields = Map.of("reason", "付款 \0 № 7", "empty", "");
    try (FileJournal journal = open()) {
      // When
      journal.append(new Entry(Entry.Kind.METER, Entries.TENANT, at, fields));

      // Then
      assertThat(journal.read(1, 1).get(0).entry())
          .isEqualTo(
              new Entry(
                  Entry.Kind.METER,
                  Entries.TENANT,
                  Instant.parse("2026-03-01T10:15:30.123456Z"),
                  Map.of("reason", "付款 \uFFFD № 7", "empty", "")));
    }
  }

  @Test
  void isOnDiskWhenAppendReturns() throws Exception {
    // Given
    try (FileJournal journal = open()) {
      int before = disk.syncs.get();

      // When
      journal.append(entry("a"));

      // Then: nothing is closed or flushed before it is read from the file
      assertThat(disk.syncs.get()).isGreaterThan(before);
      try (FrameReader frames =
          new FrameReader(segment(1), journal.instance(), SegmentHeader.BYTES)) {
        assertThat(frames.next()).isInstanceOf(Frame.Kept.class);
      }
    }
  }

  @Test
  void givesManyAppendersTheirOwnSequenceAndFewerSyncs() throws Exception {
    // Given
    ConcurrentLinkedQueue<Long> sequences = new ConcurrentLinkedQueue<>();
    try (FileJournal journal = open()) {
      int before = disk.syncs.get();

      // When
      Racing.all(
          16,
          () -> {
            for (int i = 0; i < 50; i++) {
              String reason = Thread.currentThread().getName() + " " + i;
              long sequence = journal.append(entry(reason));
              sequences.add(sequence);
              assertThat(journal.read(sequence, 1)).extracting(Entries::reason).contains(reason);
            }
            return true;
          });

      // Then
      assertThat(sequences)
          .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, 800).boxed().toList());
      assertThat(disk.syncs.get() - before).isLessThan(800);
    }
    assertThat(JournalVerifier.verify(directory)).isInstanceOf(Finding.Intact.class);
  }

  @Test
  void beginsANewSegmentWhenOneIsFull() throws Exception {
    // Given
    try (FileJournal journal = FileJournal.open(directory, 600, disk)) {
      // When
      for (int i = 1; i <= 20; i++) {
        journal.append(entry("r" + i));
      }

      // Then
      assertThat(new JournalDirectory(directory).segments()).hasSizeGreaterThan(3);
      assertThat(journal.read(1, 100)).hasSize(20);
      assertThat(journal.read(13, 2)).extracting(Entries::reason).containsExactly("r13", "r14");
      assertThat(journal.read(2, 1)).extracting(Entries::reason).containsExactly("r2");
    }
    try (FileJournal journal = FileJournal.open(directory, 600, disk)) {
      assertThat(journal.append(entry("r21"))).isEqualTo(21);
      assertThat(journal.read(1, 100)).hasSize(21);
    }
  }

  @Test
  void aFailedWriteIsRefusedAndLeavesNoTrace() throws Exception {
    for (int written : new int[] {0, 1, 40, 1_000}) {
      // Given
      Path here = parent.resolve("failed-after-" + written);
      try (FileJournal journal = FileJournal.open(here, 10_000, disk)) {
        journal.append(entry("a"));
        disk.failWriteAfterBytes = written;

        // When
        assertThatExceptionOfType(JournalUnavailable.class)
            .isThrownBy(() -> journal.append(entry("lost")))
            .withMessage("The journal in " + here + " can't be written")
            .havingCause()
            .withMessage("No space left on device");
        disk.failWriteAfterBytes = -1;

        // Then
        assertThat(journal.append(entry("b"))).isEqualTo(2);
        assertThat(journal.read(1, 9)).extracting(Entries::reason).containsExactly("a", "b");
      }
      assertThat(JournalVerifier.verify(here)).isInstanceOf(Finding.Intact.class);
    }
  }

  @Test
  void aFailedSyncIsRefusedUntilTheDiskIsWell() throws Exception {
    // Given
    try (FileJournal journal = open()) {
      journal.append(entry("a"));
      disk.failSync = true;
      disk.failTruncate = true;

      // When
      assertUnavailable(journal);
      disk.failSync = false;
      assertUnavailable(journal);
      disk.failTruncate = false;

      // Then
      assertThat(journal.append(entry("b"))).isEqualTo(2);
      assertThat(journal.read(1, 9)).extracting(Entries::reason).containsExactly("a", "b");
    }
    assertThat(JournalVerifier.verify(directory)).isInstanceOf(Finding.Intact.class);
  }

  @Test
  void aFailedBeginningOfASegmentIsTriedAgain() throws Exception {
    // Given
    try (FileJournal journal = FileJournal.open(directory, 1, disk)) {
      journal.append(entry("a"));
      disk.failWriteAfterBytes = 30;
      assertUnavailable(journal);
      disk.failWriteAfterBytes = -1;

      // When
      assertThat(journal.append(entry("b"))).isEqualTo(2);

      // Then
      assertThat(journal.read(1, 9)).extracting(Entries::reason).containsExactly("a", "b");
    }
    assertThat(JournalVerifier.verify(directory)).isInstanceOf(Finding.Intact.class);
  }

  @Test
  void anInterruptedAppenderStillGetsWordAndBreaksNothing() throws Exception {
    // Given
    try (FileJournal journal = FileJournal.open(directory, 1, disk)) {
      Thread.currentThread().interrupt();

      // When
      long first = journal.append(entry("a"));
      long second = journal.append(entry("b"));

      // Then
      assertThat(Thread.interrupted()).isTrue();
      assertThat(List.of(first, second)).containsExactly(1L, 2L);
      assertThat(journal.read(1, 9)).hasSize(2);
    }
  }

  @Test
  void aSecondWriterIsKeptOut() {
    // Given
    try (FileJournal journal = open()) {
      // Then
      assertThatExceptionOfType(JournalUnavailable.class)
          .isThrownBy(this::open)
          .withMessageContaining("is held by another process; two must not write to it.");
      assertThat(journal.append(entry("a"))).isEqualTo(1);
    }
  }

  @Test
  void refusesAnEntryThatIsTooLargeAndNothingElse() {
    // Given
    try (FileJournal journal = open()) {
      // Then
      assertThatIllegalArgumentException()
          .isThrownBy(() -> journal.append(entry("x".repeat(70_000))))
          .withMessageMatching("an entry of 70\\d{3} bytes is over the journal's 65536");
      assertThat(journal.append(entry("a"))).isEqualTo(1);
    }
  }

  @Test
  void appendsNothingOnceItIsClosed() {
    // Given
    FileJournal journal = open();
    journal.close();
    journal.close();

    // Then
    assertUnavailable(journal);
  }

  @Test
  void keepsItsDirectoryToItself() throws Exception {
    // When
    open().close();

    // Then
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
        .isEqualTo("rwx------");
  }

  private FileJournal open() {
    return FileJournal.open(directory, FileJournal.SEGMENT_BYTES, disk);
  }

  private Path segment(long first) {
    return new JournalDirectory(directory).segment(first);
  }

  private static void assertUnavailable(FileJournal journal) {
    assertThatExceptionOfType(JournalUnavailable.class)
        .isThrownBy(() -> journal.append(entry("lost")));
  }
}
