package io.ridgeway.engine.fake;

import io.ridgeway.engine.backup.BackupStore;
import io.ridgeway.model.BackupId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** A {@link BackupStore} in memory. */
public final class InMemoryBackupStore implements BackupStore {
  private final Map<BackupId, Map<String, byte[]>> files = new ConcurrentHashMap<>();

  /** Whether it can't be read. */
  public volatile boolean unreadable;

  /** What can't be discarded. */
  public final Set<BackupId> stuck = ConcurrentHashMap.newKeySet();

  @Override
  public Draft create(BackupId backup, String name) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    return new Draft() {
      @Override
      public OutputStream content() {
        return content;
      }

      @Override
      public void publish() {
        files
            .computeIfAbsent(backup, b -> new ConcurrentHashMap<>())
            .put(name, content.toByteArray());
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public InputStream open(BackupId backup, String name) throws IOException {
    byte[] content = files.getOrDefault(backup, Map.of()).get(name);
    if (content == null) {
      throw new NoSuchFileException(name);
    }
    return new FilterInputStream(new ByteArrayInputStream(content)) {
      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        if (unreadable) {
          throw new IOException("the disk is gone");
        }
        return super.read(bytes, offset, length);
      }
    };
  }

  @Override
  public Set<BackupId> all() {
    return Set.copyOf(files.keySet());
  }

  @Override
  public void discard(BackupId backup) throws IOException {
    if (stuck.contains(backup)) {
      throw new IOException("the disk can't be written");
    }
    files.remove(backup);
  }

  /** The names of a backup's files. */
  public Set<String> names(BackupId backup) {
    return Set.copyOf(files.getOrDefault(backup, Map.of()).keySet());
  }

  /** Makes something else of a file, as a disk may. */
  public void spoil(BackupId backup, String name, UnaryOperator<byte[]> how) {
    files.getOrDefault(backup, Map.of()).computeIfPresent(name, (n, content) -> how.apply(content));
  }
}
