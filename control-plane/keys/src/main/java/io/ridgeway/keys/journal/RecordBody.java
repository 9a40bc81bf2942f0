package io.ridgeway.keys.journal;

import io.ridgeway.model.TenantId;
import io.ridgeway.model.journal.Entry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * A record's canonical bytes, which its hash is over: sequence (8 bytes), previous hash (32), kind,
 * tenant, seconds (8), nanoseconds (4), count of fields (4), then each key and value in the keys'
 * order. Text is its length in bytes (4) and UTF-8; numbers are big-endian.
 */
final class RecordBody {
  /**
   * An entry is refused beyond this; it bounds what a damaged length can make a reader allocate.
   */
  static final int MOST = 64 * 1024;

  private RecordBody() {}

  /** Before an entry joins a group, so that none is refused for another's sake. */
  static void checkSize(Entry entry) {
    int bytes = encode(1, JournalRecord.GENESIS, entry).length;
    if (bytes > MOST) {
      throw new IllegalArgumentException(
          "an entry of " + bytes + " bytes is over the journal's " + MOST);
    }
  }

  static byte[] encode(long sequence, String previous, Entry entry) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(sequence);
      out.write(HexFormat.of().parseHex(previous));
      text(out, entry.kind().name());
      text(out, entry.tenant().value());
      Instant at = entry.at().truncatedTo(ChronoUnit.MICROS);
      out.writeLong(at.getEpochSecond());
      out.writeInt(at.getNano());
      out.writeInt(entry.fields().size());
      for (Map.Entry<String, String> field : entry.fields().entrySet()) {
        text(out, field.getKey());
        text(out, field.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static JournalRecord decode(byte[] body, String hash) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(body))) {
      long sequence = in.readLong();
      String previous = HexFormat.of().formatHex(in.readNBytes(32));
      Entry.Kind kind = Entry.Kind.valueOf(text(in));
      TenantId tenant = new TenantId(text(in));
      Instant at = Instant.ofEpochSecond(in.readLong(), in.readInt());
      Map<String, String> fields = new TreeMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        fields.put(text(in), text(in));
      }
      return new JournalRecord(sequence, new Entry(kind, tenant, at, fields), previous, hash);
    } catch (IllegalArgumentException e) {
      throw new IOException("a record's content makes no sense", e);
    }
  }

  static String hash(String instance, byte[] body) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      // An instance has a fixed length, so no separator is needed.
      digest.update(instance.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.replace('\0', '\uFFFD').getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String text(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > MOST) {
      throw new IOException("a text's length makes no sense");
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new IOException("a text is cut off");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
