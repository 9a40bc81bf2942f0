package io.ridgeway.keys.kek;

import io.ridgeway.keys.CustodyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;

/**
 * A secret in a file, one line of printable ASCII: a token, a PIN. Read anew each time, since
 * others may change it.
 */
record SecretFile(Path path) {
  private static final int MOST = 16_384;

  /**
   * What it holds, without the end of the line.
   *
   * @throws CustodyException if it can't be read, others than owner and group may read it, or it
   *     isn't one line
   */
  char[] read() {
    byte[] bytes = new byte[0];
    try {
      if (Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_READ)) {
        throw new CustodyException(path + " must not be readable by everybody: chmod 600 it.");
      }
      if (Files.size(path) > MOST) {
        throw new CustodyException(path + " is too long for a token, a PIN or the like.");
      }
      bytes = Files.readAllBytes(path);
      int length = bytes.length;
      while (length > 0 && (bytes[length - 1] == '\n' || bytes[length - 1] == '\r')) {
        length--;
      }
      char[] text = new char[length];
      boolean plain = length > 0;
      for (int i = 0; i < length; i++) {
        text[i] = (char) bytes[i];
        plain = plain && bytes[i] > ' ' && bytes[i] < 127 && bytes[i] != '"' && bytes[i] != '\\';
      }
      if (!plain) {
        Arrays.fill(text, '\0');
        throw new CustodyException(
            path + " must hold one word of printable ASCII, and nothing else.");
      }
      return text;
    } catch (IOException e) {
      throw new CustodyException(path + " can't be read", e);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }
}
