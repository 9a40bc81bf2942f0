package io.ridgeway.framework.fiscobcos;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The pack's own files, which are in its jar. */
final class PackResource {
  private PackResource() {}

  static String text(String name) {
    try (InputStream bytes = open(name)) {
      return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static <T> T read(String name, ObjectMapper mapper, Class<T> type) {
    try (InputStream bytes = open(name)) {
      return mapper.readValue(bytes, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String name) {
    return Objects.requireNonNull(PackResource.class.getResourceAsStream(name), name);
  }
}
