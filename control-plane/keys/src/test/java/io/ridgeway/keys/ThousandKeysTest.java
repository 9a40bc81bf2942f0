package io.ridgeway.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.ridgeway.keys.journal.FileJournal;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.KeptKey;
import io.ridgeway.model.key.KeyTravel.KeyFile;
import io.ridgeway.model.key.KeyTravel.OpenedKey;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.key.ToSign;
import io.ridgeway.model.problem.Refusal;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Looks for 1,000 keys that are known, since they were brought, after each has signed: in the
 * records, the journal, what is said of them, and in a dump of the heap (of what is reachable) once
 * the time is over for which keys are held. The test itself knows them by a number only.
 */
class ThousandKeysTest {
  private static final int KEYS = 1_000;
  private static final Curve[] CURVES = {Curve.SECP256K1, Curve.P256, Curve.SM2, Curve.ED25519};

  @TempDir Path directory;

  @Test
  void noneOfThemIsFoundAnywhere() throws Exception {
    // Given
    CustodyFixture fixture = new CustodyFixture(directory);
    Path books = Files.createDirectory(directory.resolve("books"));
    StringBuilder said = new StringBuilder();
    try (FileJournal journal =
        FileJournal.open(directory.resolve("journal"), FileJournal.SEGMENT_BYTES)) {
      EnvelopeCustody custody = fixture.another(fixture.kek, journal);

      // When
      for (int i = 0; i < KEYS; i++) {
        KeptKey kept = bring(custody, fixture, "key-" + i, i);
        custody.sign(
            kept.key().id(), Purpose.TRANSACTION, new ToSign.Message(new byte[] {1}), "a test");
        said.append(kept).append('\n');
        if (i % 100 == 0) {
          int again = i;
          assertThatExceptionOfType(Refusal.class)
              .isThrownBy(() -> bring(custody, fixture, "again-" + again, again))
              .satisfies(e -> said.append(e).append('\n'));
        }
      }
      for (KeyRecord record : fixture.records.list(fixture.network, Purpose.TRANSACTION)) {
        said.append(record).append('\n');
        Files.write(books.resolve(record.key().id().value()), record.ciphertext());
      }
      Files.writeString(books.resolve("said"), said);
      fixture.clock.advance(CustodyFixture.HOLD);
      custody.wipeExpired();
      dump(directory.resolve("heap.hprof"));
    }

    // Then
    Needles needles = new Needles();
    assertThat(said).hasSizeGreaterThan(100_000);
    assertThat(Files.size(directory.resolve("heap.hprof"))).isGreaterThan(1_000_000);
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(needles.in(Files.readAllBytes(file))).as(file.toString()).isEmpty();
      }
    }
    for (String form : needles.formsOf(17)) {
      assertThat(needles.in(("before " + form + " after").getBytes(StandardCharsets.ISO_8859_1)))
          .as("the search finds " + form.length() + " characters")
          .contains(17);
    }
  }

  private static KeptKey bring(
      EnvelopeCustody custody, CustodyFixture fixture, String name, int number) {
    byte[] secret = secret(number);
    byte[] file = hex(secret);
    Arrays.fill(secret, (byte) 0);
    Curve curve = CURVES[number % CURVES.length];
    try (OpenedKey opened = custody.travel().open(curve, new KeyFile(file, new char[0]))) {
      return custody
          .travel()
          .bring(fixture.tenant, fixture.network, Purpose.TRANSACTION, name, true, opened);
    }
  }

  private static byte[] hex(byte[] secret) {
    return HexFormat.of().formatHex(secret).getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] secret(int number) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(("a known key " + number).getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void dump(Path into) throws IOException {
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpHeap(into.toString(), true);
  }

  /** The keys raw, in hex, and in Base64 wherever it begins, so also within PEM. */
  private static final class Needles {
    private static final int LINE = 32;
    private final Map<Integer, List<byte[]>> byStart = new HashMap<>();
    private final Map<byte[], Integer> numbers = new HashMap<>();
    private final BitSet starts = new BitSet(1 << 16);

    private Needles() {
      for (int i = 0; i < KEYS; i++) {
        for (String form : formsOf(i)) {
          byte[] needle = form.getBytes(StandardCharsets.ISO_8859_1);
          byStart.computeIfAbsent(start(needle, 0), s -> new ArrayList<>()).add(needle);
          numbers.put(needle, i);
          starts.set(start(needle, 0) >>> 16);
        }
      }
    }

    private List<String> formsOf(int number) {
      byte[] secret = secret(number);
      String hex = HexFormat.of().formatHex(secret);
      List<String> forms = new ArrayList<>();
      forms.add(new String(secret, StandardCharsets.ISO_8859_1));
      forms.add(hex);
      forms.add(hex.toUpperCase(Locale.ROOT));
      for (int shift = 0; shift < 3; shift++) {
        byte[] within = new byte[shift + secret.length];
        System.arraycopy(secret, 0, within, shift, secret.length);
        String text = Base64.getEncoder().encodeToString(within);
        // Of a line that is broken in PEM at least this much stands together.
        forms.add(text.substring(4, 4 + LINE / 2));
      }
      return forms;
    }

    private static int start(byte[] in, int at) {
      return (in[at] & 255) << 24
          | (in[at + 1] & 255) << 16
          | (in[at + 2] & 255) << 8
          | (in[at + 3] & 255);
    }

    /** The numbers of the keys that are in there. */
    private List<Integer> in(byte[] place) {
      List<Integer> found = new ArrayList<>();
      for (int at = 0; at + 4 <= place.length; at++) {
        int start = start(place, at);
        if (starts.get(start >>> 16)) {
          for (byte[] needle : byStart.getOrDefault(start, List.of())) {
            int end = at + needle.length;
            if (end <= place.length && Arrays.equals(place, at, end, needle, 0, needle.length)) {
              found.add(numbers.get(needle));
            }
          }
        }
      }
      return found;
    }
  }
}
