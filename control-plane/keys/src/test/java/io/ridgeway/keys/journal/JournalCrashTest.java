package io.ridgeway.keys.journal;

import static io.ridgeway.keys.journal.Entries.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.keys.journal.JournalVerifier.Finding;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/** What a crash or a damaged disk may do to a journal, and what must be so afterwards. */
class JournalCrashTest {
  private static final Disk DISK = new TestDisk(false);

  /** It warns of each of thousands of torn ends. Held here, or the level would be forgotten. */
  private static final Logger QUIET = Logger.getLogger(Recovery.class.getName());

  @BeforeContainer
  static void quiet() {
    QUIET.setLevel(Level.SEVERE);
  }

  @AfterContainer
  static void loud() {
    QUIET.setLevel(null);
  }

  /** Every byte of the last record in turn, with several records acknowledged before it. */
  @Property(tries = 4)
  void aCrashAtAnyByteOfTheLastRecordLosesAndDoublesNothing(
      @ForAll @Size(max = 5) List<@StringLength(max = 40) String> reasons,
      @ForAll @StringLength(max = 40) String last,
      @ForAll @IntRange(min = 100, max = 2_000) int segmentBytes)
      throws IOException {
    try (Copies copies = new Copies()) {
      // Given
      Path live = copies.directory("live");
      try (FileJournal journal = FileJournal.open(live, segmentBytes, DISK)) {
        reasons.forEach(reason -> journal.append(entry(reason)));
        Path before = copies.of(live);
        journal.append(entry(last));
        Path after = copies.of(live);
        Path segment = newest(after);
        Path same = before.resolve(segment.getFileName());
        long acknowledged = Files.exists(same) ? Files.size(same) : 0;

        for (long length = acknowledged; length <= Files.size(segment); length++) {
          // When
          Path crashed = copies.of(after);
          truncate(newest(crashed), length);
          boolean whole = length == Files.size(segment);

          // Then
          assertStands(crashed, segmentBytes, reasons, whole ? last : null);
        }
      }
    }
  }

  /** Pages reach the disk in any order: a hole of zeros anywhere in what was not acknowledged. */
  @Property(tries = 60)
  void aHoleInWhatWasNotAcknowledgedIsCutOff(
      @ForAll @Size(max = 4) List<@StringLength(max = 20) String> reasons,
      @ForAll @NotEmpty @Size(max = 4) List<@StringLength(max = 20) String> group,
      @ForAll @IntRange(min = 0, max = 400) int hole,
      @ForAll @IntRange(min = 1, max = 100) int length)
      throws IOException {
    try (Copies copies = new Copies()) {
      // Given: a group whose frames all say that only what was before it was acknowledged
      Path live = copies.directory("live");
      try (FileJournal journal = FileJournal.open(live, 1_000_000, DISK)) {
        reasons.forEach(reason -> journal.append(entry(reason)));
        Path crashed = copies.of(live);
        Path segment = newest(crashed);
        long acknowledged = Files.size(segment);
        appendGroup(journal, segment, group);

        // When
        try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
          long at = Math.min(acknowledged + hole, file.length() - 1);
          file.seek(at);
          file.write(new byte[(int) Math.min(length, file.length() - at)]);
        }

        // Then: all acknowledged, then at most what of the group is whole, in order
        try (FileJournal reopened = FileJournal.open(crashed, 1_000_000, DISK)) {
          List<String> found = reopened.read(1, 100).stream().map(Entries::reason).toList();
          List<String> all = new ArrayList<>(kept(reasons));
          all.addAll(kept(group));
          assertThat(found).hasSizeGreaterThanOrEqualTo(reasons.size());
          assertThat(found).isEqualTo(all.subList(0, found.size()));
          assertThat(reopened.append(entry("next"))).isEqualTo(found.size() + 1);
        }
      }
    }
  }

  /** Every byte of the directory's segments and instance file in turn. */
  @Property(tries = 2)
  void aFlippedByteIsFoundByTheVerifierAndNeverLosesAnEntryInSilence(
      @ForAll @Size(min = 1, max = 4) List<@StringLength(max = 20) String> reasons,
      @ForAll @IntRange(min = 1, max = 255) int flip,
      @ForAll @IntRange(min = 200, max = 1_000) int segmentBytes)
      throws IOException {
    try (Copies copies = new Copies()) {
      // Given
      Path closed = copies.directory("live");
      try (FileJournal journal = FileJournal.open(closed, segmentBytes, DISK)) {
        reasons.forEach(reason -> journal.append(entry(reason)));
      }
      assertThat(JournalVerifier.verify(closed)).isInstanceOf(Finding.Intact.class);
      List<Path> files = new ArrayList<>(new JournalDirectory(closed).segments());
      files.add(new JournalDirectory(closed).instanceFile());

      for (Path file : files) {
        for (long at = 0; at < Files.size(file); at++) {
          // When
          Path damaged = copies.of(closed);
          flip(damaged.resolve(file.getFileName()), at, flip);

          // Then
          assertThat(JournalVerifier.verify(damaged))
              .as("%s at %d", file.getFileName(), at)
              .isNotInstanceOf(Finding.Intact.class);
          assertRefusedOrWhole(damaged, segmentBytes, reasons);
        }
      }
    }
  }

  private static void assertStands(
      Path crashed, int segmentBytes, List<String> acknowledged, @Nullable String last)
      throws IOException {
    List<String> expected = new ArrayList<>(kept(acknowledged));
    if (last != null) {
      expected.addAll(kept(List.of(last)));
    }
    try (FileJournal journal = FileJournal.open(crashed, segmentBytes, DISK)) {
      assertThat(journal.read(1, 100)).extracting(Entries::reason).isEqualTo(expected);
      assertThat(journal.append(entry("next"))).isEqualTo(expected.size() + 1);
    }
    expected.add("next");
    try (FileJournal journal = FileJournal.open(crashed, segmentBytes, DISK)) {
      assertThat(journal.read(1, 100)).extracting(Entries::reason).isEqualTo(expected);
    }
    assertThat(JournalVerifier.verify(crashed)).isInstanceOf(Finding.Intact.class);
  }

  private static void assertRefusedOrWhole(Path damaged, int segmentBytes, List<String> reasons)
      throws IOException {
    try (FileJournal journal = FileJournal.open(damaged, segmentBytes, DISK)) {
      assertThat(journal.read(1, 100)).extracting(Entries::reason).isEqualTo(kept(reasons));
    } catch (JournalCorrupt e) {
      assertThat(e).hasMessageContaining(damaged.toString());
    }
  }

  /** As a journal keeps text: no NUL, no half of a surrogate pair. */
  private static List<String> kept(List<String> texts) {
    return texts.stream()
        .map(text -> text.replace('\0', '\uFFFD').getBytes(StandardCharsets.UTF_8))
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .toList();
  }

  private static void appendGroup(FileJournal journal, Path segment, List<String> group)
      throws IOException {
    List<JournalRecord> before = journal.read(1, 100);
    String previous =
        before.isEmpty() ? JournalRecord.GENESIS : before.get(before.size() - 1).hash();
    try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
      file.seek(file.length());
      for (int i = 0; i < group.size(); i++) {
        byte[] body = RecordBody.encode(before.size() + i + 1, previous, entry(group.get(i)));
        previous = RecordBody.hash(journal.instance(), body);
        file.write(Frame.record(before.size(), body, previous));
      }
    }
  }

  private static Path newest(Path directory) throws IOException {
    List<Path> segments = new JournalDirectory(directory).segments();
    return segments.get(segments.size() - 1);
  }

  private static void truncate(Path file, long length) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.setLength(length);
    }
  }

  private static void flip(Path file, long at, int mask) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[(int) at] ^= (byte) mask;
    Files.write(file, bytes);
  }
}
