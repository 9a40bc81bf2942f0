package io.ridgeway.reconciler.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.engine.backup.BackupStore;
import io.ridgeway.model.BackupId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryStoreTest {
  private static final byte[] ONE = {1, 2, 3};
  private static final byte[] TWO = {4};

  @TempDir Path directory;
  private final BackupId backup = BackupId.next();
  private Path root;
  private BackupStore store;

  @BeforeEach
  void aStore() {
    root = directory.resolve("backups");
    store = new DirectoryStore(root);
  }

  @Test
  void whatWasWrittenIsReadBackAlsoByAnother() throws IOException {
    // When
    write("_state.data", ONE);
    write("_state.data", TWO);
    // Then
    try (var in = new DirectoryStore(root).open(backup, "_state.data")) {
      assertThat(in.readAllBytes()).isEqualTo(TWO);
    }
    assertThat(store.all()).containsExactly(backup);
    assertThat(Files.getPosixFilePermissions(root.resolve(backup.value()).resolve("_state.data")))
        .hasSize(2);
  }

  @Test
  @SuppressWarnings("MustBeClosedChecker") // whoever dies closes nothing
  void aFileThatWasNotPublishedIsNotThereAndIsRemovedByTheNext() throws IOException {
    // Given
    BackupStore.Draft broken = store.create(backup, "state");
    broken.content().write(ONE);
    broken.content().close();
    // Then
    assertThatThrownBy(() -> store.open(backup, "state")).isInstanceOf(NoSuchFileException.class);
    assertThat(store.all()).containsExactly(backup);
    // When
    write("state", TWO);
    // Then
    try (Stream<Path> files = Files.list(root.resolve(backup.value()))) {
      assertThat(files).hasSize(1);
    }
    // who was overtaken finds that out
    assertThatThrownBy(broken::publish).isInstanceOf(IOException.class);
  }

  @Test
  void aDraftThatIsGivenUpLeavesNothingAndDoesNotTakeTheNameOfTheOneBefore() throws IOException {
    // Given
    write("state", TWO);
    // When
    try (BackupStore.Draft draft = store.create(backup, "state")) {
      draft.content().write(ONE);
      draft.content().close();
    }
    // Then
    try (var in = store.open(backup, "state")) {
      assertThat(in.readAllBytes()).isEqualTo(TWO);
    }
    try (Stream<Path> files = Files.list(root.resolve(backup.value()))) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void whatIsDiscardedLeavesNothing() throws IOException {
    // Given
    write("state", ONE);
    // When
    store.discard(backup);
    store.discard(backup);
    // Then
    assertThat(store.all()).isEmpty();
    assertThat(root).isEmptyDirectory();
  }

  @Test
  void namesArePlainAndStrangersAreLeftAlone() throws IOException {
    // Given
    write("state", ONE);
    Files.createDirectory(root.resolve("lost+found"));
    Files.createDirectory(root.resolve("backups-older"));
    // Then
    assertThat(store.all()).containsExactly(backup);
    for (String name : new String[] {"", "..", "a/b", ".hidden"}) {
      assertThatThrownBy(() -> write(name, ONE)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(new NoStore().all()).isEmpty();
    assertThatThrownBy(() -> new NoStore().create(backup, "state"))
        .hasMessageContaining("ridgeway.backups.directory");
  }

  private void write(String name, byte[] content) throws IOException {
    try (BackupStore.Draft draft = store.create(backup, name)) {
      draft.content().write(content);
      draft.publish();
    }
  }
}
