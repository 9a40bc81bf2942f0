package io.ridgeway.keys.journal;

import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;

/** Reads a segment's frames one after another. Not through a channel: an interrupt closes those. */
final class FrameReader implements AutoCloseable {
  private final String instance;
  private final InputStream in;
  private long offset;

  /** Begins at {@code offset}, where a frame begins. */
  FrameReader(Path file, String instance, long offset) throws IOException {
    this.instance = instance;
    this.offset = offset;
    FileInputStream stream = new FileInputStream(file.toFile());
    try {
      stream.skipNBytes(offset);
    } catch (IOException e) {
      stream.close();
      throw e;
    }
    this.in = new BufferedInputStream(stream, 64 * 1024);
  }

  Frame next() throws IOException {
    byte[] head = in.readNBytes(Frame.HEAD_BYTES);
    if (head.length == 0) {
      return new Frame.End(offset);
    }
    if (head.length < Frame.HEAD_BYTES) {
      return new Frame.Damaged(offset, "a frame is cut off");
    }
    int length = ByteBuffer.wrap(head).getInt(4);
    if (length < 0 || length > RecordBody.MOST) {
      return new Frame.Damaged(offset, "a frame's length makes no sense");
    }
    byte[] bytes = Arrays.copyOf(head, Frame.HEAD_BYTES + length + Frame.TAIL_BYTES);
    int rest = length + Frame.TAIL_BYTES;
    if (in.readNBytes(bytes, Frame.HEAD_BYTES, rest) < rest) {
      return new Frame.Damaged(offset, "a frame is cut off");
    }
    Frame frame = parse(bytes, instance, offset);
    offset = frame.end();
    return frame;
  }

  /** One whole frame. */
  static Frame parse(byte[] bytes, String instance, long offset) {
    ByteBuffer frame = ByteBuffer.wrap(bytes);
    int magic = frame.getInt();
    int length = frame.getInt();
    long acknowledged = frame.getLong();
    int checked = bytes.length - Integer.BYTES;
    if (frame.getInt(checked) != Frame.crc(bytes, 0, checked)) {
      return new Frame.Damaged(offset, "a frame's checksum is wrong");
    }
    long end = offset + bytes.length;
    int bodyEnd = Frame.HEAD_BYTES + length;
    byte[] body = Arrays.copyOfRange(bytes, Frame.HEAD_BYTES, bodyEnd);
    String hash = HexFormat.of().formatHex(bytes, bodyEnd, bodyEnd + 32);
    if (magic == Frame.SEAL && hash.equals(Frame.sealHash(instance, acknowledged))) {
      return new Frame.Seal(acknowledged, end);
    }
    if (magic != Frame.RECORD || !hash.equals(RecordBody.hash(instance, body))) {
      return new Frame.Damaged(offset, "a record's hash is wrong");
    }
    try {
      return new Frame.Kept(RecordBody.decode(body, hash), acknowledged, end);
    } catch (IOException e) {
      return new Frame.Damaged(offset, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
