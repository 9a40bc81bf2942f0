package io.ridgeway.reconciler;

import io.ridgeway.engine.backup.Backup.Piece;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/** The sums by which backups are checked. */
final class Sums {
  private Sums() {}

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Of all files: of lines {@code sum, two blanks, bytes, two blanks, name}, by their names. */
  static String of(List<Piece> pieces) {
    StringBuilder lines = new StringBuilder();
    pieces.stream()
        .sorted(Comparator.comparing(Piece::name))
        .forEach(
            p ->
                lines
                    .append(p.sha256())
                    .append("  ")
                    .append(p.bytes())
                    .append("  ")
                    .append(p.name())
                    .append('\n'));
    return HexFormat.of()
        .formatHex(sha256().digest(lines.toString().getBytes(StandardCharsets.UTF_8)));
  }
}
