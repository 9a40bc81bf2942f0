package io.ridgeway.framework.fiscobcos.archive;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * Records as lines of JSON. One record is one line and no other: what is read must be written alike
 * again, so nothing can be in a line that nobody looks at.
 */
final class Lines {
  /** Of one line, in bytes. */
  static final int LONGEST = 64 << 20;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(LONGEST).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(
              DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Lines() {}

  /** Without the line's end. */
  static String encode(Object record) {
    try {
      return JSON.writeValueAsString(record);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record can be written", e);
    }
  }

  /**
   * Reads one.
   *
   * @throws BrokenArchive if it is none, or not written as {@link #encode} does
   */
  static <T> T decode(String line, Class<T> type) {
    T read;
    try {
      read = JSON.readValue(line, type);
    } catch (JsonProcessingException e) {
      throw new BrokenArchive(why(e));
    }
    if (read == null || !encode(read).equals(line)) {
      throw new BrokenArchive("it isn't written as archives are");
    }
    return read;
  }

  /** What is wrong, without the place that the parser means. */
  private static String why(JsonProcessingException e) {
    Throwable cause = e.getCause();
    return cause instanceof IllegalArgumentException
        ? String.valueOf(cause.getMessage())
        : "it is no line of an archive";
  }
}
