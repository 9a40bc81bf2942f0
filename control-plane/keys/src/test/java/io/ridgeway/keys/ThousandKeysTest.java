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
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
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
  // As many as no collection of garbage comes between.
  private static final int SOME = 100;
  // No other search in this process was for these: its own forms would be found.
  private static final int FIRST = 5_000;
  private static final String PKCS8_SECP256K1 =
      "303e020100301006072a8648ce3d020106052b8104000a042730250201010420";
  private static final String PKCS8_ED25519 = "302e020100300506032b657004220420";
  private static final String SEC1 = "30250201010420";
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
      dump(directory.resolve("heap.hprof"), true);
    }

    // Then
    KnownKeys known = new KnownKeys(KEYS);
    assertThat(said).hasSizeGreaterThan(100_000);
    assertThat(Files.size(directory.resolve("heap.hprof"))).isGreaterThan(1_000_000);
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(known.in(file)).as(file.toString()).isEmpty();
      }
    }
  }

  @Test
  void notEvenGarbageHoldsOneThatNeedsNoBigNumbers() throws Exception {
    // Given
    CustodyFixture fixture = new CustodyFixture(directory);
    EnvelopeCustody custody = fixture.another();

    // When
    for (int i = FIRST; i < FIRST + SOME; i++) {
      Curve curve = curve(i);
      KeptKey kept = bring(custody, fixture, "key-" + i, curve, file(curve, i));
      custody.sign(
          kept.key().id(), Purpose.TRANSACTION, new ToSign.Message(new byte[] {1}), "a test");
    }
    int thrownAway = FIRST + SOME;
    assertThat(file(curve(thrownAway), thrownAway)).isNotEmpty();
    dump(directory.resolve("heap.hprof"), false);

    // Then: the one whose file nobody took and wiped shows that garbage is looked through
    KnownKeys known = new KnownKeys(FIRST, thrownAway + 1);
    assertThat(known.in(directory.resolve("heap.hprof"))).containsExactly(thrownAway);
  }

  /** Those whose secrets are bytes throughout, each in every form. */
  private static Curve curve(int number) {
    return number % 8 < 4 ? Curve.SECP256K1 : Curve.ED25519;
  }

  /** By number in turn hex, PKCS#8 in DER, the same in PEM, and SEC 1; of no other copy. */
  private static byte[] file(Curve curve, int number) {
    byte[] secret = KnownKeys.secret(number);
    boolean edwards = curve == Curve.ED25519;
    byte[] pkcs8 = joined(edwards ? PKCS8_ED25519 : PKCS8_SECP256K1, secret);
    byte[] file =
        switch (number % 4) {
          case 0 -> hex(secret);
          case 1 -> pkcs8.clone();
          case 2 -> pem(pkcs8);
          default -> edwards ? pkcs8.clone() : joined(SEC1, secret);
        };
    Arrays.fill(secret, (byte) 0);
    Arrays.fill(pkcs8, (byte) 0);
    return file;
  }

  private static byte[] joined(String head, byte[] secret) {
    byte[] start = HexFormat.of().parseHex(head);
    byte[] whole = Arrays.copyOf(start, start.length + secret.length);
    System.arraycopy(secret, 0, whole, start.length, secret.length);
    return whole;
  }

  private static byte[] pem(byte[] der) {
    byte[] lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encode(der);
    byte[] begin = "-----BEGIN PRIVATE KEY-----\n".getBytes(StandardCharsets.US_ASCII);
    byte[] end = "\n-----END PRIVATE KEY-----\n".getBytes(StandardCharsets.US_ASCII);
    byte[] pem =
        ByteBuffer.allocate(begin.length + lines.length + end.length)
            .put(begin)
            .put(lines)
            .put(end)
            .array();
    Arrays.fill(lines, (byte) 0);
    return pem;
  }

  private static KeptKey bring(
      EnvelopeCustody custody, CustodyFixture fixture, String name, int number) {
    byte[] secret = KnownKeys.secret(number);
    byte[] file = hex(secret);
    Arrays.fill(secret, (byte) 0);
    return bring(custody, fixture, name, CURVES[number % CURVES.length], file);
  }

  private static KeptKey bring(
      EnvelopeCustody custody, CustodyFixture fixture, String name, Curve curve, byte[] file) {
    try (OpenedKey opened = custody.travel().open(curve, new KeyFile(file, new char[0]))) {
      return custody
          .travel()
          .bring(fixture.tenant, fixture.network, Purpose.TRANSACTION, name, true, opened);
    }
  }

  private static byte[] hex(byte[] secret) {
    byte[] text = new byte[2 * secret.length];
    for (int i = 0; i < secret.length; i++) {
      text[2 * i] = (byte) HexFormat.of().toHighHexDigit(secret[i]);
      text[2 * i + 1] = (byte) HexFormat.of().toLowHexDigit(secret[i]);
    }
    return text;
  }

  private static void dump(Path into, boolean reachable) throws IOException {
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpHeap(into.toString(), reachable);
  }
}
