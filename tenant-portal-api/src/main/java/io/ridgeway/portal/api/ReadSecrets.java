package io.ridgeway.portal.api;

import com.fasterxml.jackson.databind.DeserializationContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The secrets that were read of one body so far, so that they can be wiped if it is refused. */
final class ReadSecrets {
  private final List<byte[]> bytes = new ArrayList<>();
  private final List<char[]> texts = new ArrayList<>();

  /** Those of the body that is being read. */
  static ReadSecrets of(DeserializationContext context) {
    if (context.getAttribute(ReadSecrets.class) instanceof ReadSecrets known) {
      return known;
    }
    ReadSecrets made = new ReadSecrets();
    context.setAttribute(ReadSecrets.class, made);
    return made;
  }

  byte[] add(byte[] read) {
    bytes.add(read);
    return read;
  }

  char[] add(char[] read) {
    texts.add(read);
    return read;
  }

  /** Wipes all but these: a field that comes twice was read twice. */
  void wipeBut(byte @Nullable [] key, char @Nullable [] password) {
    bytes.stream().filter(each -> each != key).forEach(each -> Arrays.fill(each, (byte) 0));
    texts.stream().filter(each -> each != password).forEach(each -> Arrays.fill(each, '\0'));
  }

  List<byte[]> bytes() {
    return bytes;
  }

  List<char[]> texts() {
    return texts;
  }
}
