package io.ridgeway.framework;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Bytes of a contract, for people and JSON: the text that they are, else Base64.
 *
 * @param base64 whether {@code text} is Base64
 */
public record Content(String text, boolean base64) {
  /** No bytes. */
  public static final Content NONE = new Content("", false);

  /** What the bytes say. */
  public static Content of(byte[] bytes) {
    try {
      return new Content(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString(), false);
    } catch (CharacterCodingException e) {
      return new Content(Base64.getEncoder().encodeToString(bytes), true);
    }
  }

  /** That text. */
  public static Content text(String text) {
    return new Content(text, false);
  }

  /** Whether there is nothing. */
  public boolean isEmpty() {
    return text.isEmpty();
  }
}
