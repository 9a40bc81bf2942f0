package io.ridgeway.adapter.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.adapter.local.Marker.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTableTest {
  @TempDir private Path proc;
  private ProcessTable table;

  @BeforeEach
  void fill() throws IOException {
    table = new ProcessTable(proc);
    Path boot = proc.resolve("sys/kernel/random/boot_id");
    Files.createDirectories(boot.getParent());
    Files.writeString(boot, "boot-1\n");
    process(42, "(a (b) c)", 'S', "prog\0--x\0\0", "A=1\0RIDGEWAY_RUN=home/inc/launch/RUN\0");
    process(43, "(dead)", 'Z', "", "");
  }

  private void process(int pid, String name, char state, String command, String environment)
      throws IOException {
    Path directory = Files.createDirectory(proc.resolve(Integer.toString(pid)));
    Files.writeString(
        directory.resolve("stat"),
        pid
            + " "
            + name
            + " "
            + state
            + " 1 42 41 0 -1 4194304 100 0 0 0 150 25 0 0 20 0 1 0 987654 1000 200 18446744073709551615\n");
    Files.writeString(directory.resolve("cmdline"), command);
    Files.writeString(directory.resolve("environ"), environment);
  }

  @Test
  void readsANameWithSpacesAndParentheses() {
    assertThat(table.entry(42)).contains(new ProcessTable.Entry(42, 'S', 41, 987_654, 1_750));
  }

  @Test
  void aZombieIsNotAmongTheLiving() {
    assertThat(table.all()).extracting(ProcessTable.Entry::pid).containsExactly(42L);
    assertThat(table.entry(43)).hasValueSatisfying(e -> assertThat(e.alive()).isFalse());
  }

  @Test
  void anEmptyArgumentIsOne() {
    assertThat(table.command(42)).containsExactly("prog", "--x", "");
  }

  @Test
  void findsTheMarker() {
    assertThat(table.marker(42)).contains(new Marker("home", "inc", "launch", Stage.RUN));
    assertThat(table.marker(43)).isEmpty();
    assertThat(table.marker(44)).isEmpty();
  }

  @Test
  void memoryIsTheShareIfTheKernelTellsElseWhatIsResident() throws IOException {
    Files.writeString(proc.resolve("42/status"), "Name:\tx\nVmRSS:\t    2048 kB\n");
    assertThat(table.memoryBytes(42)).isEqualTo(2L << 20);
    Files.writeString(proc.resolve("42/smaps_rollup"), "x [rollup]\nRss: 2048 kB\nPss:  512 kB\n");
    assertThat(table.memoryBytes(42)).isEqualTo(512L << 10);
  }

  @Test
  void aProcessIsTheSameOnlyIfBootStartAndCommandAre() {
    List<String> command = List.of("prog", "--x", "");
    assertThat(new ProcessIdentity("boot-1", 42, 987_654, command).isFound(table)).isTrue();
    assertThat(new ProcessIdentity("boot-2", 42, 987_654, command).isFound(table)).isFalse();
    assertThat(new ProcessIdentity("boot-1", 42, 987_655, command).isFound(table)).isFalse();
    assertThat(new ProcessIdentity("boot-1", 42, 987_654, List.of("other")).isFound(table))
        .isFalse();
    assertThat(new ProcessIdentity("boot-1", 43, 987_654, List.of()).isFound(table)).isFalse();
    // As of a script, whose interpreter comes first.
    assertThat(new ProcessIdentity("boot-1", 42, 987_654, List.of("--x", "")).isFound(table))
        .isTrue();
  }
}
