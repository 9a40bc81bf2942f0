package io.ridgeway.keys.journal;

import static io.ridgeway.keys.journal.Entries.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ridgeway.keys.journal.JournalVerifier.Finding;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What opening makes of a directory that isn't as an orderly end left it. */
class RecoveryTest {
  private static final Disk DISK = new TestDisk(false);

  private Copies copies;
  private Path directory;

  @BeforeEach
  void journalOfFiveInSeveralSegments() {
    copies = new Copies();
    directory = copies.directory("journal");
    try (FileJournal journal = open(directory)) {
      for (int i = 1; i <= 5; i++) {
        journal.append(entry("r" + i));
      }
    }
  }

  @AfterEach
  void remove() {
    copies.close();
  }

  @Test
  void aCrashInTheVeryFirstStartIsBegunAgain() throws Exception {
    for (byte[] left : List.of(new byte[0], new byte[30], new byte[SegmentHeader.BYTES])) {
      // Given: a segment without a record, and no instance file
      Path crashed = Files.createDirectories(copies.directory("first-" + left.length));
      Files.write(crashed.resolve("00000000000000000001.journal"), left);

      // Then
      try (FileJournal journal = open(crashed)) {
        assertThat(journal.append(entry("a"))).isEqualTo(1);
      }
    }
  }

  @Test
  void aCrashWhileASegmentWasBegunLosesNothing() throws Exception {
    for (int length : new int[] {0, 1, SegmentHeader.BYTES - 1, SegmentHeader.BYTES}) {
      // Given
      Path crashed = copies.of(directory);
      Files.write(crashed.resolve("00000000000000000006.journal"), new byte[length]);

      // Then
      try (FileJournal journal = open(crashed)) {
        assertThat(journal.append(entry("r6"))).isEqualTo(6);
        assertThat(journal.read(1, 9)).hasSize(6);
      }
      assertThat(JournalVerifier.verify(crashed)).isInstanceOf(Finding.Intact.class);
    }
  }

  @Test
  void aLostInstanceFileIsRefused() throws Exception {
    Files.delete(directory.resolve("instance"));
    assertRefused("instance is gone, but entries are there; restore it.");
  }

  @Test
  void aForeignInstanceFileIsRefused() throws Exception {
    Files.writeString(directory.resolve("instance"), "0123456789abcdef");
    assertRefused("doesn't follow record");
    Files.writeString(directory.resolve("instance"), "nonsense");
    assertRefused("instance is damaged; restore it.");
  }

  @Test
  void lostSegmentsAreRefused() throws Exception {
    for (Path segment : segments()) {
      Files.delete(segment);
    }
    assertRefused("has lost its segments; restore them, or move the directory away");
  }

  @Test
  void aLostSegmentInTheMiddleIsRefused() throws Exception {
    Files.delete(segments().get(1));
    assertRefused("doesn't follow record");
    assertThat(JournalVerifier.verify(directory))
        .isInstanceOfSatisfying(
            Finding.Broken.class,
            broken -> assertThat(broken.why()).isEqualTo("it doesn't follow the one before it"));
  }

  @Test
  void aLostLastSegmentIsRefusedIfItWasShipped() throws Exception {
    // Given
    Files.writeString(directory.resolve("shipped"), "5");

    // When
    Files.delete(segments().get(segments().size() - 1));

    // Then
    assertRefused("but 5 was shipped.");
  }

  @Test
  void damageInAFullSegmentIsRefusedWithItsPlace() throws Exception {
    // Given
    Path first = segments().get(0);
    flip(first, SegmentHeader.BYTES + 30);

    // Then
    assertRefused(
        first
            + " is damaged at offset 68, where the acknowledged record 1 should be"
            + " (a frame's checksum is wrong)");
    assertThat(JournalVerifier.verify(directory))
        .isEqualTo(
            new Finding.Broken(
                "00000000000000000001.journal", 68, 0, "a frame's checksum is wrong"));
  }

  @Test
  void aTornEndOfAFullSegmentIsRefused() throws Exception {
    try (RandomAccessFile file = new RandomAccessFile(segments().get(0).toFile(), "rw")) {
      file.setLength(file.length() - 1);
    }
    assertRefused("where the acknowledged record");
  }

  @Test
  void aDamagedLastRecordIsRefusedAfterAnOrderlyEnd() throws Exception {
    // Given
    Path last = segments().get(segments().size() - 1);

    // When
    flip(last, SegmentHeader.BYTES + 30);

    // Then
    assertRefused("where the acknowledged record " + JournalDirectory.first(last) + " should be");
    assertThat(JournalVerifier.verify(directory)).isInstanceOf(Finding.Broken.class);
  }

  @Test
  void aTornEndIsToldByTheVerifier() throws Exception {
    // Given
    Path last = segments().get(segments().size() - 1);
    long size = Files.size(last);

    // When: the seal is torn
    try (RandomAccessFile file = new RandomAccessFile(last.toFile(), "rw")) {
      file.setLength(size - 1);
    }

    // Then
    assertThat(JournalVerifier.verify(directory))
        .isEqualTo(new Finding.TornEnd(last.getFileName().toString(), size - 52, 5));
    try (FileJournal journal = open(directory)) {
      assertThat(journal.lastSequence()).isEqualTo(5);
    }
  }

  @Test
  void anEntryCanNotPoseAsASeal() throws Exception {
    // Given: the bytes of another journal's seal, that calls everything acknowledged, at the end
    byte[] seal = Frame.seal(Instance.fresh(), 1_000);
    Path last = segments().get(segments().size() - 1);
    try (RandomAccessFile file = new RandomAccessFile(last.toFile(), "rw")) {
      file.seek(file.length());
      file.write(new byte[] {1, 2, 3});
      file.write(seal);
    }

    // Then: it is a torn end, not damage
    try (FileJournal journal = open(directory)) {
      assertThat(journal.append(entry("r6"))).isEqualTo(6);
    }
  }

  @Test
  void whatWasShippedIsNotReadAgainAtOpen() throws Exception {
    // Given
    Files.writeString(directory.resolve("shipped"), "4");
    flip(segments().get(0), SegmentHeader.BYTES + 30);

    // Then: the verifier finds it, opening doesn't look
    assertThat(JournalVerifier.verify(directory)).isInstanceOf(Finding.Broken.class);
    try (FileJournal journal = open(directory)) {
      assertThat(journal.lastSequence()).isEqualTo(5);
    }
  }

  @Test
  void aMissingDirectoryIsToldByTheVerifier() throws Exception {
    assertThat(JournalVerifier.verify(copies.directory("nowhere")))
        .isEqualTo(new Finding.Broken("instance", 0, 0, "it is missing or damaged"));
  }

  private void assertRefused(String message) {
    assertThatExceptionOfType(JournalCorrupt.class)
        .isThrownBy(() -> open(directory))
        .withMessageContaining(message);
  }

  private List<Path> segments() throws Exception {
    return new JournalDirectory(directory).segments();
  }

  private static FileJournal open(Path directory) {
    return FileJournal.open(directory, 400, DISK);
  }

  private static void flip(Path file, int at) throws Exception {
    byte[] bytes = Files.readAllBytes(file);
    bytes[at] ^= 1;
    Files.write(file, bytes);
  }
}
