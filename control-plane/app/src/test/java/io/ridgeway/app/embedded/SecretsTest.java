package io.ridgeway.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
  private final SecureRandom random = new SecureRandom();
  @TempDir private Path directory;
  private Home home;

  @BeforeEach
  void setUp() {
    home = new Home(directory.resolve("home"), directory.resolve("cache"));
  }

  @Test
  void areMadeOnceAndStay() throws IOException {
    // Given
    Secrets first = Secrets.loadOrCreate(home, random);
    byte[] kek = Files.readAllBytes(home.kek());

    // When
    Secrets second = Secrets.loadOrCreate(home, random);

    // Then
    assertThat(kek).hasSize(32);
    assertThat(Files.readAllBytes(home.kek())).isEqualTo(kek);
    for (Secrets.Name name : Secrets.Name.values()) {
      assertThat(second.get(name)).isEqualTo(first.get(name)).hasSizeGreaterThanOrEqualTo(32);
    }
  }

  @Test
  void onlyTheOwnerCanReadThem() throws IOException {
    // When
    Secrets.loadOrCreate(home, random);

    // Then
    for (Path file : new Path[] {home.secrets(), home.kek()}) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.kek().getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void oneThatIsNewIsAddedBesideThoseThatAreThere() throws IOException {
    // Given
    Secrets before = Secrets.loadOrCreate(home, random);
    String withoutOne = Files.readString(home.secrets()).replaceAll("user\\.operator=.*\n", "");
    PrivateFiles.write(home.secrets(), withoutOne);

    // When
    Secrets after = Secrets.loadOrCreate(home, random);

    // Then
    assertThat(after.get(Secrets.Name.USER_OPERATOR))
        .isNotEqualTo(before.get(Secrets.Name.USER_OPERATOR));
    assertThat(after.get(Secrets.Name.POSTGRES_APP))
        .isEqualTo(before.get(Secrets.Name.POSTGRES_APP));
  }

  @Test
  void doNotShowThemselves() {
    // Given
    Secrets secrets = Secrets.loadOrCreate(home, random);

    // Then
    assertThat(secrets.toString()).doesNotContain(secrets.get(Secrets.Name.POSTGRES_APP));
  }
}
