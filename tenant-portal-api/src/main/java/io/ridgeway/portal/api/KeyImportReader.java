package io.ridgeway.portal.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.ridgeway.portal.api.KeyResource.KeyImportInput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a key that somebody brings, and wipes what was read of it if the body is refused: for a
 * field that there isn't, for one of another type, or for what stands behind it.
 */
final class KeyImportReader extends JsonDeserializer<KeyImportInput> {
  /** The same fields, as Jackson reads any. */
  @SuppressWarnings("ArrayRecordComponent") // wiped after use, never compared
  private record Fields(
      @Nullable String name,
      @Nullable String organisation,
      @Nullable Boolean exportable,
      @JsonDeserialize(using = WipedBase64.class) byte @Nullable [] key,
      @JsonDeserialize(using = WipedText.class) char @Nullable [] password) {
    @Override
    public String toString() {
      return "Fields[" + name + "]";
    }
  }

  @Override
  public KeyImportInput deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    ReadSecrets secrets = ReadSecrets.of(context);
    try {
      Fields fields = context.readValue(parser, Fields.class);
      refuseMore(parser, context);
      secrets.wipeBut(fields.key(), fields.password());
      return new KeyImportInput(
          fields.name(),
          fields.organisation(),
          fields.exportable(),
          fields.key(),
          fields.password());
    } catch (IOException | RuntimeException e) {
      secrets.wipeBut(null, null);
      throw e;
    }
  }

  /** Looked for here, as nobody could wipe anything once this is over. */
  private static void refuseMore(JsonParser parser, DeserializationContext context)
      throws IOException {
    if (context.isEnabled(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)) {
      JsonToken more = parser.nextToken();
      if (more != null) {
        context.reportTrailingTokens(KeyImportInput.class, parser, more);
      }
    }
  }
}
