package io.ridgeway.portal.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import java.io.IOException;
import java.io.Writer;
import java.util.Arrays;

/**
 * A text that is a secret: read straight from the parser's own buffers into one array, which is
 * whoever's reads it to wipe, and into no {@code String} on the way.
 */
final class WipedText extends JsonDeserializer<char[]> {
  @Override
  public char[] deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      return (char[]) context.handleUnexpectedToken(char[].class, parser);
    }
    try (Collected collected = new Collected()) {
      parser.getText(collected);
      return ReadSecrets.of(context).add(collected.whole());
    }
  }

  /** Grows, and wipes what it grew out of. */
  private static final class Collected extends Writer {
    private static final int USUAL = 128;

    private char[] text = new char[USUAL];
    private int size;

    @Override
    public void write(char[] more, int from, int length) {
      if (size + length > text.length) {
        char[] before = text;
        text = Arrays.copyOf(before, Math.max(size + length, 2 * before.length));
        Arrays.fill(before, '\0');
      }
      System.arraycopy(more, from, text, size, length);
      size += length;
    }

    private char[] whole() {
      return Arrays.copyOf(text, size);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      Arrays.fill(text, '\0');
    }
  }
}
