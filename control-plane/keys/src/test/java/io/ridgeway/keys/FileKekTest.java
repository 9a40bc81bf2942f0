package io.ridgeway.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ridgeway.keys.KeyEncryptionKey.Wrapped;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileKekTest {
  private static final byte[] BOUND_TO = {1, 2, 3};

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void file() {
    file = directory.resolve("kek");
  }

  @Test
  void unwrapsWhatItWrapped() {
    // Given
    FileKek.create(file, new SecureRandom());
    byte[] dataKey = "a data key of thirty-two bytes!!".getBytes(StandardCharsets.UTF_8);

    // When
    Wrapped wrapped = FileKek.open(file).wrap(dataKey, BOUND_TO);

    // Then
    assertThat(FileKek.open(file).unwrap(wrapped, BOUND_TO)).isEqualTo(dataKey);
    assertThat(new String(wrapped.bytes(), StandardCharsets.ISO_8859_1)).doesNotContain("data key");
  }

  @Test
  void refusesOtherAssociatedDataOtherBytesAndOtherKeys() {
    // Given
    FileKek.create(file, new SecureRandom());
    FileKek kek = FileKek.open(file);
    Wrapped wrapped = kek.wrap(new byte[32], BOUND_TO);
    byte[] bytes = wrapped.bytes().clone();
    bytes[20] ^= 1;
    Wrapped altered = new Wrapped(wrapped.kek(), bytes);
    Path another = directory.resolve("another");
    FileKek.create(another, new SecureRandom());

    // Then
    assertRefuses(() -> kek.unwrap(wrapped, new byte[] {1, 2}), "was altered, belongs elsewhere");
    assertRefuses(() -> kek.unwrap(altered, BOUND_TO), "was altered, belongs elsewhere");
    assertRefuses(
        () -> kek.unwrap(new Wrapped(kek.id(), new byte[0]), BOUND_TO),
        "was altered, belongs elsewhere");
    assertRefuses(() -> FileKek.open(another).unwrap(wrapped, BOUND_TO), "wasn't wrapped by file:");
    assertThat(kek.opens(wrapped.kek())).isTrue();
    assertThat(FileKek.open(another).opens(wrapped.kek())).isFalse();
  }

  @Test
  void makesAFileThatOnlyItsOwnerReads() throws Exception {
    // When
    FileKek.create(file, new SecureRandom());

    // Then
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.size(file)).isEqualTo(32);
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void neverWritesOverAKey() throws Exception {
    // Given
    FileKek.create(file, new SecureRandom());
    byte[] before = Files.readAllBytes(file);

    // Then
    assertRefuses(() -> FileKek.create(file, new SecureRandom()), "already; it is kept.");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void isMadeAgainFromItsShares() throws Exception {
    // Given
    FileKek.create(file, new SecureRandom());
    byte[] before = Files.readAllBytes(file);
    List<String> shares = FileKek.split(file, 2, 3, new SecureRandom());

    // Then: never over one that is there
    assertRefuses(() -> FileKek.restore(file, shares), "already; it is kept.");

    // When
    Files.delete(file);
    FileKek.restore(file, shares.subList(1, 3));

    // Then
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void oneOfManyWhoRaceMakesIt() throws Exception {
    // When
    List<Boolean> made =
        Racing.all(
            8,
            () -> {
              try {
                FileKek.create(file, new SecureRandom());
                return true;
              } catch (CustodyException e) {
                return false;
              }
            });

    // Then
    assertThat(made).containsOnlyOnce(true);
    assertThat(FileKek.open(file).id()).startsWith("file:");
  }

  /** Records name the key by this, so it may never be reckoned in another way. */
  @Test
  void aKeyIsNamedAsItAlwaysWas() throws Exception {
    // Given
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) 7);
    Files.write(file, key);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

    // Then: SHA-256 of a label and the key, as sha256sum gives it, cut to 64 bits
    assertThat(FileKek.open(file).id()).isEqualTo("file:10aa6de947e574f0");
  }

  @Test
  void saysWhichKeyItIsByTheKeyNotByTheName() throws Exception {
    // Given
    FileKek.create(file, new SecureRandom());
    String id = FileKek.open(file).id();

    // When
    Path moved = Files.move(file, directory.resolve("moved"));

    // Then
    assertThat(FileKek.open(moved).id()).isEqualTo(id).matches("file:[0-9a-f]{16}");
    assertThat(FileKek.open(moved)).hasToString("FileKek[" + id + "]");
  }

  @Test
  void refusesAMissingFile() {
    assertRefuses(() -> FileKek.open(file), "There is no key file " + file);
    assertRefuses(() -> FileKek.open(directory), "There is no key file " + directory);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-", "rw---x---", "rwx------"})
  void refusesAFileThatIsOpenToOthers(String permissions) throws Exception {
    // Given
    FileKek.create(file, new SecureRandom());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

    // Then
    assertRefuses(() -> FileKek.open(file), "chmod 600 it");
  }

  @Test
  void refusesAFileOfAnotherUser() throws Exception {
    // Given
    FileKek.create(file, new SecureRandom());
    int owner = (Integer) Files.getAttribute(file, "unix:uid");

    // Then
    assertRefuses(
        () -> FileKek.open(file, owner + 1),
        "belongs to user " + owner + ", not to ours, " + (owner + 1));
  }

  /** A kubelet writes a secret's files as root, and opens them to the pod's {@code fsGroup}. */
  @ParameterizedTest
  @ValueSource(strings = {"r--r-----", "r--------"})
  void acceptsWhatRootMountedForOurGroup(String permissions) {
    assertThatCode(
            () -> FileKek.check(file, 0, PosixFilePermissions.fromString(permissions), 10001))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 10001, r--r--r--",
    "0, 10001, rw-r-----",
    "0, 10001, r--rw----",
    "0, 10001, rw-------",
    "10001, 10001, r--r-----",
    "10002, 10001, r--r-----",
    "0, 0, r--r-----"
  })
  void refusesAGroupWhereRootDidNotMountItOrMoreIsOpen(int owner, int user, String permissions) {
    assertThatExceptionOfType(CustodyException.class)
        .isThrownBy(
            () -> FileKek.check(file, owner, PosixFilePermissions.fromString(permissions), user));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 16, 31, 33, 64})
  void refusesAFileOfAnotherSize(int size) throws Exception {
    // Given
    Files.write(file, new byte[size]);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

    // Then
    assertRefuses(() -> FileKek.open(file), "has " + size + " bytes; a key has 32.");
  }

  private static void assertRefuses(ThrowingCallable call, String message) {
    assertThatExceptionOfType(CustodyException.class)
        .isThrownBy(call)
        .withMessageContaining(message);
  }
}
