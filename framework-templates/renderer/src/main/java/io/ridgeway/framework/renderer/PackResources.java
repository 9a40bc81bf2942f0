package io.ridgeway.framework.renderer;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A pack's own files, which are in its jar.
 *
 * @param pack a class of the package that they lie beside
 */
public record PackResources(Class<?> pack) {

  public String text(String name) {
    try (InputStream bytes = open(name)) {
      return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public <T> T read(String name, ObjectMapper mapper, Class<T> type) {
    try (InputStream bytes = open(name)) {
      return mapper.readValue(bytes, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private InputStream open(String name) {
    return Objects.requireNonNull(pack.getResourceAsStream(name), name);
  }
}
