package io.ridgeway.portal.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Bytes in Base64 that are a secret: read straight from the parser's own buffer into one array,
 * which is whoever's reads them to wipe, and into no {@code String} on the way.
 */
final class WipedBase64 extends JsonDeserializer<byte[]> {
  @Override
  public byte[] deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      return (byte[]) context.handleUnexpectedToken(byte[].class, parser);
    }
    Collected collected = new Collected();
    try {
      parser.readBinaryValue(context.getBase64Variant(), collected);
      return ReadSecrets.of(context).add(collected.whole());
    } catch (JsonEOFException e) {
      throw e;
    } catch (IllegalArgumentException | StreamReadException e) {
      // Its message would quote what was sent.
      throw context.weirdStringException("", byte[].class, "it isn't Base64");
    } finally {
      collected.close();
    }
  }

  /** Grows, and wipes what it grew out of. */
  private static final class Collected extends OutputStream {
    private static final int USUAL = 512;

    private byte[] bytes = new byte[USUAL];
    private int size;

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] more, int from, int length) {
      if (size + length > bytes.length) {
        byte[] before = bytes;
        bytes = Arrays.copyOf(before, Math.max(size + length, 2 * before.length));
        Arrays.fill(before, (byte) 0);
      }
      System.arraycopy(more, from, bytes, size, length);
      size += length;
    }

    private byte[] whole() {
      return Arrays.copyOf(bytes, size);
    }

    @Override
    public void close() {
      Arrays.fill(bytes, (byte) 0);
    }
  }
}
