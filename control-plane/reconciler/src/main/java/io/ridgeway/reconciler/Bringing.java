package io.ridgeway.reconciler;

import io.ridgeway.adapter.CloudAdapter;
import io.ridgeway.adapter.VolumeFile;
import io.ridgeway.adapter.VolumePath;
import io.ridgeway.engine.backup.Backup;
import io.ridgeway.engine.backup.Backup.Piece;
import io.ridgeway.engine.backup.Restoration;
import io.ridgeway.model.place.CityNodeId;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings one backup to the volume of the node that begins with it. The file {@code whole} beside
 * the others is written last; what isn't whole is gone on with, after a look at each file that is
 * there.
 *
 * @param directory where it is brought to
 */
record Bringing(Pass pass, Restoration restoration, CityNodeId at, VolumePath directory) {
  private static final String CONTENT = "content";
  private static final String WHOLE = "whole";

  /**
   * Where its program finds it, once all of it is there; empty while others are copied.
   *
   * @throws Damaged if it can't be restored from, now or later
   * @throws IOException if the store can't be read
   */
  Optional<String> bring() throws IOException {
    Backup backup =
        pass.ports()
            .transactions()
            .asSystem(() -> pass.ports().archive().backups().find(restoration.backup()))
            .filter(b -> b.state() == Backup.State.KEPT && b.network().equals(pass.id()))
            .orElseThrow(() -> new Damaged("it isn't kept any more", null));
    List<Piece> pieces = backup.content().orElseThrow().files();
    if (!Sums.of(pieces).equals(backup.content().orElseThrow().sha256())) {
      throw new Damaged("the list of its files isn't what it was", null);
    }
    Map<String, Long> there = new HashMap<>();
    for (VolumeFile file : pass.at(at, a -> a.files(pass.id(), directory))) {
      there.put(file.path(), file.bytes());
    }
    if (!there.containsKey(WHOLE)) {
      Optional<Copying> begun = Copying.begin(pass);
      if (begun.isEmpty()) {
        return Optional.empty();
      }
      try (Copying copying = begun.get()) {
        copy(backup, pieces, there, copying);
      }
    }
    byte[] mark = backup.id().value().getBytes(StandardCharsets.US_ASCII);
    String where = write(directory.child(WHOLE), 0, mark);
    return Optional.of(where.substring(0, where.length() - WHOLE.length()) + CONTENT);
  }

  private void copy(Backup backup, List<Piece> pieces, Map<String, Long> there, Copying copying)
      throws IOException {
    int done = 0;
    for (Piece piece : pieces) {
      VolumePath file = directory.child(CONTENT).child(piece.name());
      boolean complete =
          Objects.equals(there.get(CONTENT + "/" + piece.name()), piece.bytes())
              && isSame(piece, file, copying);
      if (!complete) {
        copy(backup, piece, file, copying);
      }
      told(++done, pieces.size());
    }
  }

  /** So that people see it go on; and who was overtaken stops. */
  private void told(int done, int all) {
    pass.progress(
        o -> Progress.waiting(o, RestoreStep.NAME, done + " of " + all + " files are there."));
    pass.keep();
  }

  /** Whether a file is what it should be: after a crash, the right size doesn't tell that. */
  private boolean isSame(Piece piece, VolumePath file, Copying copying) {
    MessageDigest digest = Sums.sha256();
    long offset = 0;
    while (offset < piece.bytes()) {
      long from = offset;
      byte[] part = pass.at(at, a -> a.read(pass.id(), file, from, CloudAdapter.MOST_BYTES));
      if (part.length == 0) {
        return false;
      }
      digest.update(part);
      offset += part.length;
      copying.moved(part.length);
    }
    return HexFormat.of().formatHex(digest.digest()).equals(piece.sha256());
  }

  private void copy(Backup backup, Piece piece, VolumePath to, Copying copying) throws IOException {
    MessageDigest digest = Sums.sha256();
    try (Watched from = open(backup, piece)) {
      try (InputStream plain = Sealed.of(pass.ports(), backup).decrypting(piece.name(), from)) {
        long offset = 0;
        byte[] part = plain.readNBytes(CloudAdapter.MOST_BYTES);
        do {
          write(to, offset, part);
          digest.update(part);
          offset += part.length;
          copying.moved(part.length);
          part = plain.readNBytes(CloudAdapter.MOST_BYTES);
        } while (part.length > 0);
      } catch (IOException e) {
        if (from.failed) {
          throw e;
        }
        throw new Damaged("file " + piece.name() + " can't be decrypted", e);
      }
    }
    if (!HexFormat.of().formatHex(digest.digest()).equals(piece.sha256())) {
      throw new Damaged("file " + piece.name() + " isn't what it was", null);
    }
  }

  private Watched open(Backup backup, Piece piece) throws IOException {
    try {
      return new Watched(pass.ports().archive().store().open(backup.id(), piece.name()));
    } catch (NoSuchFileException e) {
      throw new Damaged("file " + piece.name() + " is missing", e);
    }
  }

  private String write(VolumePath file, long offset, byte[] content) {
    return pass.ports()
        .faults()
        .around(
            FaultPort.FILE,
            () -> pass.write(at, a -> a.write(pass.id(), file, offset, content, pass.fence())));
  }

  /** Remembers that the store itself failed, which says nothing of what is in it. */
  private static final class Watched extends FilterInputStream {
    private boolean failed;

    Watched(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      try {
        return super.read();
      } catch (IOException e) {
        failed = true;
        throw e;
      }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      try {
        return super.read(bytes, offset, length);
      } catch (IOException e) {
        failed = true;
        throw e;
      }
    }
  }

  /** What was kept isn't what was stored. */
  static final class Damaged extends IOException {
    private static final long serialVersionUID = 1L;

    Damaged(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}
