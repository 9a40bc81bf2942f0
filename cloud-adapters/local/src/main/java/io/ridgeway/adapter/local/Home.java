package io.ridgeway.adapter.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The directory of a city node:
 *
 * <pre>
 * id                                tells this home's processes from others
 * lock                              held by the adapter that supervises
 * ballast                           room for a removal on a full disk
 * networks/NETWORK.json             what is wanted: {@link NetworkRecord}
 * nodes/NETWORK.NODE.INCARNATION/   what is there: {@link NodeDirectory}
 * tasks/NETWORK.TASK.INCARNATION/   the same of tasks, with {@link TaskRun} for run.json
 * </pre>
 */
record Home(Path root, String id) {
  private static final int BALLAST_BYTES = 1 << 18;

  /** Opens a home; makes it where it isn't there yet. */
  static Home open(Path root) throws IOException {
    Disk.makeDirectory(root.resolve("networks"));
    Disk.makeDirectory(root.resolve("nodes"));
    Disk.makeDirectory(root.resolve("tasks"));
    Path id = root.resolve("id");
    if (!Files.exists(id)) {
      Disk.replace(id, RandomName.of(12).getBytes(StandardCharsets.US_ASCII));
    }
    return new Home(root, Files.readString(id, StandardCharsets.US_ASCII).strip());
  }

  /** Takes some room as long as there is, to be had back when there is none. */
  void takeBallast() {
    Path ballast = root.resolve("ballast");
    try {
      if (!Files.exists(ballast)) {
        Disk.replace(ballast, new byte[BALLAST_BYTES]);
      }
    } catch (IOException e) {
      // There is none already. What was there in parts is deleted.
    }
  }

  /** Gives it back. */
  void dropBallast() {
    try {
      Files.deleteIfExists(root.resolve("ballast"));
    } catch (IOException e) {
      // Then there is no more room than before, and the caller is told so.
    }
  }

  static boolean exists(Path root) {
    return Files.exists(root.resolve("id"));
  }

  Path records() {
    return root.resolve("networks");
  }

  Path nodes() {
    return root.resolve("nodes");
  }

  Path tasks() {
    return root.resolve("tasks");
  }

  /** Every node directory that is there, wanted or not. */
  List<NodeDirectory> nodeDirectories() throws IOException {
    return directories(nodes());
  }

  /** The same of tasks. */
  List<NodeDirectory> taskDirectories() throws IOException {
    return directories(tasks());
  }

  private static List<NodeDirectory> directories(Path of) throws IOException {
    List<NodeDirectory> found = new ArrayList<>();
    try (DirectoryStream<Path> directories = Files.newDirectoryStream(of)) {
      directories.forEach(path -> found.add(NodeDirectory.at(path)));
    }
    return found;
  }
}
