package io.ridgeway.adapter.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.Capability;
import io.ridgeway.adapter.CloudAdapter;
import io.ridgeway.adapter.VolumeFile;
import io.ridgeway.adapter.VolumePath;
import io.ridgeway.model.deploy.Fence;
import io.ridgeway.model.deploy.Workload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The laws of the files of volumes. Where {@link Capability#FILES} isn't declared, each of them is
 * that they are refused.
 */
abstract class FileLaws extends Laws {
  private static final VolumePath FILE = new VolumePath(A, "data", "in/one/notes");
  private static final VolumePath DIRECTORY = new VolumePath(A, "data", "in");
  private static final byte[] FIRST = "one\n".getBytes(StandardCharsets.UTF_8);
  private static final byte[] SECOND = "two\n".getBytes(StandardCharsets.UTF_8);

  @Test
  void aFileThatWasWrittenIsReadListedAndThereForTheNode() {
    // Given
    if (refusesFiles()) {
      return;
    }
    Workload workload = bench.samples.listening(A);
    bench.run(network, 2, workload);
    // When
    String where = write(2, 0, FIRST);
    write(2, FIRST.length, SECOND);
    // Then
    assertThat(where).isNotBlank();
    assertThat(bench.adapter.files(network, DIRECTORY))
        .containsExactly(new VolumeFile("one/notes", 8));
    assertThat(bench.adapter.read(network, FILE, 0, 100)).asString().isEqualTo("one\ntwo\n");
    assertThat(bench.adapter.read(network, FILE, 2, 3)).asString().isEqualTo("e\nt");
    assertThat(bench.adapter.read(network, FILE, 8, 100)).isEmpty();
    assertThat(bench.city.lines(network, A, "data", "in/one/notes")).containsExactly("one", "two");
    // When
    bench.reopen();
    bench.run(network, 3, workload);
    // Then
    assertThat(bench.adapter.read(network, FILE, 0, 100)).hasSize(8);
    // When
    assertThat(write(3, 0, SECOND)).isEqualTo(where);
    // Then
    assertThat(bench.adapter.read(network, FILE, 0, 100)).asString().isEqualTo("two\n");
  }

  @Test
  void aPartIsTakenOnlyWhereTheFileEnds() {
    // Given
    if (refusesFiles()) {
      return;
    }
    bench.run(network, 1, bench.samples.listening(A));
    write(1, 0, FIRST);
    // When, Then
    for (long offset : new long[] {1, FIRST.length + 1}) {
      assertThatThrownBy(() -> write(1, offset, SECOND))
          .isInstanceOf(AdapterException.Unreachable.class);
    }
    assertThat(bench.adapter.read(network, FILE, 0, 100)).isEqualTo(FIRST);
  }

  @Test
  void nothingBeyondTheVolumeIsReadOrWritten(@TempDir Path others) throws IOException {
    // Given
    if (refusesFiles()) {
      return;
    }
    bench.run(network, 1, bench.samples.listening(A), bench.samples.listening(B));
    // When, Then
    for (String path : new String[] {"", ".", "..", "../x", "/etc/passwd", "in/../..", "in//x"}) {
      assertThatThrownBy(() -> new VolumePath(A, "data", path))
          .isInstanceOf(IllegalArgumentException.class);
    }
    VolumePath unknown = new VolumePath(A, "elsewhere", "notes");
    assertThatThrownBy(() -> bench.adapter.write(network, unknown, 0, FIRST, new Fence(1)))
        .isInstanceOf(AdapterException.class);
    assertThatThrownBy(() -> bench.adapter.read(network, FILE, 0, 1))
        .isInstanceOf(AdapterException.Unreachable.class);
    // When
    write(1, 0, FIRST);
    if (bench.city.link(network, A, "data", "in/passwd", "/etc/passwd")
        && bench.city.link(network, A, "data", "etc", "/etc")) {
      // Then
      assertThat(bench.adapter.files(network, DIRECTORY))
          .extracting(VolumeFile::path)
          .containsExactly("one/notes");
      assertThat(bench.adapter.files(network, new VolumePath(A, "data", "etc"))).isEmpty();
      for (String path : new String[] {"in/passwd", "etc/passwd"}) {
        VolumePath file = new VolumePath(A, "data", path);
        assertThatThrownBy(() -> bench.adapter.read(network, file, 0, 1))
            .isInstanceOf(AdapterException.class);
        assertThatThrownBy(() -> bench.adapter.write(network, file, 0, FIRST, new Fence(1)))
            .isInstanceOf(AdapterException.class);
      }
      // When
      Path beyond = Files.createDirectory(others.resolve("beyond"));
      Path theirs = Files.write(beyond.resolve("notes"), SECOND);
      assertThat(bench.city.link(network, A, "data", "in/dir", beyond.toString())).isTrue();
      bench.adapter.discard(network, DIRECTORY, new Fence(1));
      // Then
      assertThat(bench.adapter.files(network, DIRECTORY)).isEmpty();
      assertThat(theirs).hasBinaryContent(SECOND);
    }
    assertThat(bench.adapter.files(network, new VolumePath(B, "data", "in"))).isEmpty();
  }

  @Test
  void aDirectoryIsDiscardedOnceAndForAll() {
    // Given
    if (refusesFiles()) {
      return;
    }
    bench.run(network, 1, bench.samples.listening(A));
    write(1, 0, FIRST);
    VolumePath beside = new VolumePath(A, "data", "inside/notes");
    bench.adapter.write(network, beside, 0, SECOND, new Fence(1));
    // When
    bench.adapter.discard(network, DIRECTORY, new Fence(1));
    bench.adapter.discard(network, DIRECTORY, new Fence(1));
    // Then
    assertThat(bench.adapter.files(network, DIRECTORY)).isEmpty();
    assertThat(bench.adapter.read(network, beside, 0, 100)).isEqualTo(SECOND);
    // When
    bench.adapter.remove(network, new Fence(2));
    // Then
    bench.gone(network, 2);
  }

  @Test
  void whoIsOutOfDateWritesNoFileAndDiscardsNone() {
    // Given
    if (refusesFiles()) {
      return;
    }
    bench.run(network, 5, bench.samples.listening(A));
    write(5, 0, FIRST);
    // When, Then
    assertThatThrownBy(() -> write(4, 0, SECOND)).isInstanceOf(AdapterException.FencedOff.class);
    assertThatThrownBy(() -> bench.adapter.discard(network, DIRECTORY, new Fence(4)))
        .isInstanceOf(AdapterException.FencedOff.class);
    assertThat(bench.adapter.read(network, FILE, 0, 100)).isEqualTo(FIRST);
  }

  @Test
  void aPartIsAtMostFourMebibytes() {
    // Given
    if (refusesFiles()) {
      return;
    }
    bench.run(network, 1, bench.samples.listening(A));
    byte[] most = new byte[CloudAdapter.MOST_BYTES];
    Arrays.fill(most, (byte) 1);
    // When, Then
    assertThat(write(1, 0, most)).isNotBlank();
    assertThat(bench.adapter.read(network, FILE, 0, CloudAdapter.MOST_BYTES)).isEqualTo(most);
    assertThatThrownBy(() -> write(1, most.length, new byte[CloudAdapter.MOST_BYTES + 1]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private String write(long token, long offset, byte[] content) {
    return bench.adapter.write(network, FILE, offset, content, new Fence(token));
  }

  private boolean refusesFiles() {
    if (bench.adapter.capabilities().contains(Capability.FILES)) {
      return false;
    }
    bench.run(network, 1, bench.samples.listening(A));
    assertThatThrownBy(() -> write(1, 0, FIRST)).isInstanceOf(AdapterException.Undeclared.class);
    assertThatThrownBy(() -> bench.adapter.files(network, DIRECTORY))
        .isInstanceOf(AdapterException.Undeclared.class);
    assertThatThrownBy(() -> bench.adapter.read(network, FILE, 0, 1))
        .isInstanceOf(AdapterException.Undeclared.class);
    assertThatThrownBy(() -> bench.adapter.discard(network, DIRECTORY, new Fence(1)))
        .isInstanceOf(AdapterException.Undeclared.class);
    return true;
  }
}
