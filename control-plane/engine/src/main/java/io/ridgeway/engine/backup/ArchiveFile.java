package io.ridgeway.engine.backup;

import io.ridgeway.engine.Transactions;
import io.ridgeway.model.key.BackupKeys;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** An archive's parts, joined to one file as it is written. Never within a transaction. */
public record ArchiveFile(
    Transactions transactions, BackupStore store, BackupKeys keys, ChainArchive archive) {

  /**
   * Writes it.
   *
   * @throws IOException if a part can't be read, or isn't what it was
   */
  public void write(String head, String end, OutputStream out) throws IOException {
    out.write(head.getBytes(StandardCharsets.UTF_8));
    for (ChainArchive.Part part : archive.parts()) {
      MessageDigest sum = sha256();
      try (InputStream sealed = store.open(archive.id(), part.name());
          InputStream plain = new DigestInputStream(opened(part, sealed), sum)) {
        plain.transferTo(out);
      }
      if (!HexFormat.of().formatHex(sum.digest()).equals(part.sha256())) {
        throw new IOException(part.name() + " of archive " + archive.id() + " isn't what it was");
      }
    }
    out.write(end.getBytes(StandardCharsets.UTF_8));
  }

  /** Custody opens a key within a transaction. */
  private InputStream opened(ChainArchive.Part part, InputStream sealed) throws IOException {
    try {
      return transactions.inTenant(
          archive.tenant(),
          () -> {
            try {
              return keys.decrypting(
                  archive.tenant(), archive.id(), archive.sealedKey(), part.name(), sealed);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
