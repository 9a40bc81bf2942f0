package io.ridgeway.adapter.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The kernel's view of processes: {@code /proc}, see proc(5). What can't be read, because the
 * process went or is another user's, isn't there.
 */
final class ProcessTable {
  private static final int KIB = 1_024;

  /** USER_HZ of Linux on x86-64: a tick of CPU time is 10 ms. */
  private static final int MILLIS_PER_TICK = 10;

  private final Path root;

  ProcessTable(Path root) {
    this.root = root;
  }

  static ProcessTable ofThisMachine() {
    return new ProcessTable(Path.of("/proc"));
  }

  /**
   * One process.
   *
   * @param state the kernel's letter; Z and X are dead
   * @param session the process that it shares a session with
   * @param startTicks since boot: with the pid it names one process only
   * @param cpuMillis of CPU time used
   */
  record Entry(long pid, char state, long session, long startTicks, long cpuMillis) {
    boolean alive() {
      return state != 'Z' && state != 'X';
    }
  }

  /** All that live. */
  List<Entry> all() {
    List<Entry> entries = new ArrayList<>();
    try (DirectoryStream<Path> directories = Files.newDirectoryStream(root, "[1-9]*")) {
      for (Path directory : directories) {
        entry(Long.parseLong(String.valueOf(directory.getFileName())))
            .filter(Entry::alive)
            .ifPresent(entries::add);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the processes under " + root + " can't be listed", e);
    }
    return entries;
  }

  /** The process of that number, if there is one, dead or alive. */
  Optional<Entry> entry(long pid) {
    return read(pid, "stat").flatMap(text -> parse(pid, text));
  }

  private static Optional<Entry> parse(long pid, String stat) {
    // The name stands in parentheses and may itself hold spaces and parentheses.
    int end = stat.lastIndexOf(')');
    String[] fields = stat.substring(end + 1).strip().split(" ");
    if (end < 0 || fields.length < 20) {
      return Optional.empty();
    }
    long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    return Optional.of(
        new Entry(
            pid,
            fields[0].charAt(0),
            Long.parseLong(fields[3]),
            Long.parseLong(fields[19]),
            ticks * MILLIS_PER_TICK));
  }

  /** The program and its arguments. */
  List<String> command(long pid) {
    return read(pid, "cmdline").map(ProcessTable::split).orElse(List.of());
  }

  /** Whose it is, if it is ours. */
  Optional<Marker> marker(long pid) {
    String prefix = Marker.VARIABLE + "=";
    return read(pid, "environ").stream()
        .flatMap(text -> split(text).stream())
        .filter(variable -> variable.startsWith(prefix))
        .findFirst()
        .flatMap(variable -> Marker.parse(variable.substring(prefix.length())));
  }

  /** Memory in bytes: its share of what is shared, else what is resident. */
  long memoryBytes(long pid) {
    OptionalLong share = kib(read(pid, "smaps_rollup"), "Pss:");
    return share.orElseGet(() -> kib(read(pid, "status"), "VmRSS:").orElse(0)) * KIB;
  }

  private static OptionalLong kib(Optional<String> text, String label) {
    return text.stream()
        .flatMap(String::lines)
        .filter(line -> line.startsWith(label))
        .mapToLong(line -> Long.parseLong(line.substring(label.length()).strip().split(" ")[0]))
        .findFirst();
  }

  /** Changes with each boot, at which pids and ticks begin again. */
  String bootId() {
    try {
      return Files.readString(root.resolve("sys/kernel/random/boot_id")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("the boot id can't be read: is this Linux?", e);
    }
  }

  private static List<String> split(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split("\0", -1)).subList(0, count(text));
  }

  private static int count(String text) {
    return (int) text.chars().filter(c -> c == 0).count();
  }

  private Optional<String> read(long pid, String file) {
    try {
      byte[] content = Files.readAllBytes(root.resolve(Long.toString(pid)).resolve(file));
      return Optional.of(new String(content, StandardCharsets.UTF_8));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
