package io.ridgeway.keys.journal;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * What stands in a segment: magic (4 bytes), length of the body (4), acknowledged (8), body, hash
 * (32), CRC-32C of all that (4).
 *
 * <p>{@code acknowledged} is the last sequence that was durable when the frame was written. It
 * tells a torn end from damage: a bad record that some later frame calls acknowledged was damaged
 * after the fact. A seal is a frame without a body, written when the journal is closed, so that
 * this holds for the last records too.
 */
sealed interface Frame {
  int RECORD = 0x52574a52; // RWJR
  int SEAL = 0x52574a53; // RWJS
  int HEAD_BYTES = 16;
  int TAIL_BYTES = 36;

  /** Where the next frame begins. */
  long end();

  /** A record. */
  record Kept(JournalRecord content, long acknowledged, long end) implements Frame {}

  /** The journal was closed here. */
  record Seal(long acknowledged, long end) implements Frame {}

  /** The segment ends here, cleanly. */
  record End(long end) implements Frame {}

  /** What begins here can't be read. */
  record Damaged(long end, String why) implements Frame {}

  static byte[] record(long acknowledged, byte[] body, String hash) {
    return of(RECORD, acknowledged, body, hash);
  }

  static byte[] seal(String instance, long acknowledged) {
    return of(SEAL, acknowledged, new byte[0], sealHash(instance, acknowledged));
  }

  /** Nobody who doesn't know the instance can hide a seal in an entry's text. */
  static String sealHash(String instance, long acknowledged) {
    return RecordBody.hash(instance, ByteBuffer.allocate(Long.BYTES).putLong(acknowledged).array());
  }

  private static byte[] of(int magic, long acknowledged, byte[] body, String hash) {
    ByteBuffer bytes = ByteBuffer.allocate(HEAD_BYTES + body.length + TAIL_BYTES);
    bytes.putInt(magic).putInt(body.length).putLong(acknowledged).put(body);
    bytes.put(HexFormat.of().parseHex(hash)).putInt(crc(bytes.array(), 0, bytes.position()));
    return bytes.array();
  }

  static int crc(byte[] bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }
}
