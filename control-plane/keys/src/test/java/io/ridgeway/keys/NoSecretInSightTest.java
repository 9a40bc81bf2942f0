package io.ridgeway.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.keys.journal.FileJournal;
import io.ridgeway.keys.secp256k1.PortableSecp256k1;
import io.ridgeway.keys.secp256k1.Secp256k1;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Purpose;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does everything that custody can do and fail at, and looks for the secrets in all it left. */
class NoSecretInSightTest {
  @TempDir Path directory;

  private final List<String> seen = new ArrayList<>();
  private final List<byte[]> rows = new ArrayList<>();

  @Test
  void noSecretStandsInAnyTextLogRowOrFile() throws Exception {
    // Given
    Logger root = Logger.getLogger("");
    Level before = root.getLevel();
    Handler listener = listener();
    root.addHandler(listener);
    root.setLevel(Level.ALL);
    CustodyFixture fixture = new CustodyFixture(directory);
    Path journalDirectory = directory.resolve("journal");

    // When
    List<byte[]> secrets;
    try (FileJournal journal = FileJournal.open(journalDirectory, 1_000)) {
      EnvelopeCustody custody = fixture.another(fixture.kek, journal);
      secrets = exercise(fixture, custody);
    } finally {
      root.removeHandler(listener);
      root.setLevel(before);
    }

    // Then
    secrets.add(Files.readAllBytes(directory.resolve("kek")));
    assertThat(secrets).hasSizeGreaterThan(4);
    try (Stream<Path> files = Files.list(journalDirectory)) {
      for (Path file : files.toList()) {
        rows.add(Files.readAllBytes(file));
      }
    }
    for (byte[] secret : secrets) {
      for (String text : seen) {
        assertThat(shapes(secret)).noneMatch(shape -> lower(text).contains(lower(shape)));
      }
      for (byte[] row : rows) {
        String raw = new String(row, StandardCharsets.ISO_8859_1);
        assertThat(raw).doesNotContain(new String(secret, StandardCharsets.ISO_8859_1));
        assertThat(shapes(secret)).noneMatch(raw::contains);
      }
    }
    // The search itself must be able to find something.
    assertThat(seen).anyMatch(text -> text.contains("doesn't open"));
    assertThat(rows)
        .anyMatch(row -> new String(row, StandardCharsets.ISO_8859_1).contains("key.sign"));
  }

  private List<byte[]> exercise(CustodyFixture fixture, EnvelopeCustody custody) {
    ManagedKey app = ensure(fixture, custody, Purpose.TRANSACTION, "app-1");
    ManagedKey node = ensure(fixture, custody, Purpose.NODE, "validator-1");
    see(app, node, custody, fixture.kek);
    KeyRecord record = fixture.records.find(app.id()).orElseThrow();
    WrappedDataKey wrapped = fixture.dataKeys.find(fixture.tenant).orElseThrow();
    see(record, record.destroyedAt(fixture.clock.instant()), wrapped);
    rows.add(record.ciphertext());
    rows.add(wrapped.wrapped());
    see(custody.sign(app.id(), new byte[32], "a reason"));
    byte[] scalar = custody.open(node.id());
    List<byte[]> secrets = new ArrayList<>(fixture.random.given());
    secrets.add(scalar);

    fails(() -> custody.sign(node.id(), new byte[32], "a reason"));
    fails(() -> custody.open(app.id()));
    fails(() -> ensure(fixture, custody, Purpose.NODE, "No Name"));
    byte[] altered = record.ciphertext().clone();
    altered[20] ^= 1;
    fixture.records.tamper(new KeyRecord(app, 1, altered, null));
    fails(() -> fixture.another().sign(app.id(), new byte[32], "a reason"));
    byte[] broken = wrapped.wrapped().clone();
    broken[20] ^= 1;
    fixture.dataKeys.tamper(
        new WrappedDataKey(fixture.tenant, wrapped.kek(), broken, wrapped.createdAt()));
    fails(() -> fixture.another().sign(app.id(), new byte[32], "a reason"));
    Path other = directory.resolve("other-kek");
    FileKek.create(other, new SecureRandom());
    fails(
        () ->
            fixture
                .another(FileKek.open(other), fixture.journal)
                .sign(app.id(), new byte[32], "a reason"));
    fails(() -> FileKek.create(other, new SecureRandom()));
    fixture.journal.failing(true);
    fails(() -> fixture.another().open(node.id()));
    fixture.transactions.away(true);
    fails(() -> fixture.another().open(node.id()));
    fixture.transactions.away(false);
    for (Secp256k1 curve : List.of(CustodyFixture.CURVE, new PortableSecp256k1())) {
      byte[] wrong = Arrays.copyOf(scalar, 31);
      secrets.add(wrong);
      fails(() -> curve.publicKey(wrong));
      fails(() -> curve.sign(wrong, new byte[32]));
    }
    custody.destroyAll(fixture.network);
    fails(() -> custody.open(node.id()));
    return secrets;
  }

  private static ManagedKey ensure(
      CustodyFixture fixture, EnvelopeCustody custody, Purpose purpose, String name) {
    return custody.ensure(fixture.tenant, fixture.network, Curve.SECP256K1, purpose, name);
  }

  private void see(Object... what) {
    for (Object one : what) {
      seen.add(String.valueOf(one));
    }
  }

  private void fails(Runnable what) {
    try {
      what.run();
    } catch (RuntimeException e) {
      StringWriter text = new StringWriter();
      e.printStackTrace(new PrintWriter(text));
      seen.add(text.toString());
      return;
    }
    throw new AssertionError("it should have failed");
  }

  private Handler listener() {
    return new Handler() {
      @Override
      public void publish(LogRecord line) {
        seen.add(line.getMessage() + Arrays.toString(line.getParameters()) + line.getThrown());
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }

  /** As hex, base64 (with any neighbours), a decimal number, and as Java prints an array. */
  private static List<String> shapes(byte[] secret) {
    return List.of(
        HexFormat.of().formatHex(secret),
        Base64.getEncoder().withoutPadding().encodeToString(secret),
        Base64.getUrlEncoder().withoutPadding().encodeToString(secret),
        new BigInteger(1, secret).toString(),
        Arrays.toString(secret));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
