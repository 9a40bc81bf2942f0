package io.ridgeway.keys;

import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class FileKekLawsTest extends KeyEncryptionKeyContract {
  @TempDir Path directory;
  private FileKek kek;

  @BeforeEach
  void open() {
    FileKek.create(directory.resolve("kek"), new SecureRandom());
    kek = FileKek.open(directory.resolve("kek"));
  }

  @Override
  protected KeyEncryptionKey kek() {
    return kek;
  }
}
