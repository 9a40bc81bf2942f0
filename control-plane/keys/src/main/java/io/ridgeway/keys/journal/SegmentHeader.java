package io.ridgeway.keys.journal;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What a segment begins with: magic and form (8 bytes), instance (16), first sequence (8), hash of
 * the record before it (32), CRC-32C of all that (4).
 */
record SegmentHeader(String instance, long first, String previous) {
  static final int BYTES = 68;
  private static final long MAGIC = 0x5257_4a53_4547_0001L; // RWJSEG, form 1

  byte[] encode() {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    bytes.putLong(MAGIC).put(instance.getBytes(StandardCharsets.US_ASCII)).putLong(first);
    bytes.put(HexFormat.of().parseHex(previous));
    return bytes.putInt(Frame.crc(bytes.array(), 0, BYTES - Integer.BYTES)).array();
  }

  /** The file's header; empty if it is cut off or damaged. */
  static Optional<SegmentHeader> read(Path file) throws IOException {
    byte[] bytes;
    try (InputStream in = new FileInputStream(file.toFile())) {
      bytes = in.readNBytes(BYTES);
    }
    ByteBuffer header = ByteBuffer.wrap(bytes);
    if (bytes.length < BYTES
        || header.getInt(BYTES - Integer.BYTES) != Frame.crc(bytes, 0, BYTES - Integer.BYTES)
        || header.getLong() != MAGIC) {
      return Optional.empty();
    }
    byte[] instance = new byte[Instance.LENGTH];
    header.get(instance);
    long first = header.getLong();
    byte[] previous = new byte[32];
    header.get(previous);
    return Optional.of(
        new SegmentHeader(
            new String(instance, StandardCharsets.US_ASCII),
            first,
            HexFormat.of().formatHex(previous)));
  }
}
