package io.ridgeway.adapter.local;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A workload's output. The program holds the file open for appending, so it is rotated by copying
 * and truncating; a line that is written between the two is lost.
 *
 * @param file the current one; older ones are {@code file.1}, {@code file.2}, …
 * @param maxBytes of one file
 * @param kept how many older ones
 */
record OutputLog(Path file, long maxBytes, int kept) {
  /** A longer line is cut: nobody reads it, and a program may write without line ends. */
  static final int LONGEST_LINE = 16 << 10;

  private static final int MOST_BYTES = 8 << 20;
  private static final int BLOCK = 64 << 10;

  /** Rotates the file if it has grown too large. */
  void rotate() throws IOException {
    if (!Files.exists(file) || Files.size(file) <= maxBytes) {
      return;
    }
    try {
      for (int i = kept; i > 1; i--) {
        if (Files.exists(older(i - 1))) {
          Files.move(older(i - 1), older(i), StandardCopyOption.REPLACE_EXISTING);
        }
      }
      if (kept > 0) {
        Files.copy(file, older(1), StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      // On a full disk above all: a log that isn't kept must not go on growing.
      Files.newByteChannel(file, StandardOpenOption.WRITE).truncate(0).close();
    }
  }

  private Path older(int number) {
    return file.resolveSibling(file.getFileName() + "." + number);
  }

  /** The last lines, the newest last. */
  List<String> tail(int lines) throws IOException {
    List<String> newestFirst = new ArrayList<>();
    for (int i = 0; i <= kept && newestFirst.size() < lines; i++) {
      tail(i == 0 ? file : older(i), lines - newestFirst.size(), newestFirst);
    }
    Collections.reverse(newestFirst);
    return newestFirst;
  }

  /** Reads blocks from the end until there are enough lines. */
  private static void tail(Path from, int lines, List<String> newestFirst) throws IOException {
    byte[] end;
    try (RandomAccessFile in = new RandomAccessFile(from.toFile(), "r")) {
      long length = in.length();
      int count = (int) Math.min(BLOCK, length);
      end = read(in, length - count, count);
      while (end.length == count
          && lineEnds(end) <= lines
          && count < Math.min(length, MOST_BYTES)) {
        count = (int) Math.min(2L * end.length, length);
        end = read(in, length - count, count);
      }
    } catch (FileNotFoundException e) {
      return;
    }
    List<String> all = new String(end, StandardCharsets.UTF_8).lines().toList();
    for (int i = all.size() - 1; i >= Math.max(0, all.size() - lines); i--) {
      String line = all.get(i);
      newestFirst.add(line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) : line);
    }
  }

  private static byte[] read(RandomAccessFile in, long offset, int count) throws IOException {
    byte[] bytes = new byte[count];
    in.seek(offset);
    int got = 0;
    // It may be truncated under our hands: what is there is the answer.
    while (got < count) {
      int more = in.read(bytes, got, count - got);
      if (more < 0) {
        return Arrays.copyOf(bytes, got);
      }
      got += more;
    }
    return bytes;
  }

  private static long lineEnds(byte[] bytes) {
    long count = 0;
    for (byte b : bytes) {
      if (b == '\n') {
        count++;
      }
    }
    return count;
  }
}
