package io.ridgeway.keys;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Keys that a test knows by a number only, and the search for all of them at once: raw, also as
 * little-endian numbers have them, and as text (hex, Base64 wherever it begins, so also within PEM,
 * decimal, as Java prints an array), of one and of two bytes a character.
 *
 * <p>The forms are in this process's memory once the search is made: dump a heap before.
 */
public final class KnownKeys {
  private static final int BYTES = 32;
  private static final int FILTER_BITS = 22;
  private static final long SPREAD = 0x9E3779B97F4A7C15L;
  private static final int CHUNK = 16 << 20;
  private static final List<Charset> CHARSETS =
      List.of(StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE);

  private record Needle(int number, byte[] bytes) {}

  private final Map<Long, List<Needle>> byStart = new HashMap<>();
  private final long[] filter = new long[1 << (FILTER_BITS - 6)];
  private int longest;

  /** The search for those with the numbers from 0 on. */
  public KnownKeys(int count) {
    this(0, count);
  }

  /** The search for those with the numbers from one on to before the other. */
  KnownKeys(int from, int to) {
    for (int i = from; i < to; i++) {
      for (byte[] form : formsOf(i).values()) {
        Needle needle = new Needle(i, form);
        long start = start(form, 0);
        byStart.computeIfAbsent(start, s -> new ArrayList<>(1)).add(needle);
        filter[slot(start) >>> 6] |= 1L << slot(start);
        longest = Math.max(longest, form.length);
      }
    }
  }

  /** The key with that number, 32 bytes: in range on every curve of ours. */
  public static byte[] secret(int number) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      byte[] secret = sha256.digest(("a known key " + number).getBytes(StandardCharsets.UTF_8));
      // Until then it holds what it answered.
      sha256.reset();
      return secret;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What is looked for: as much of each form as stands together however lines are broken. */
  public static Map<String, byte[]> formsOf(int number) {
    byte[] secret = secret(number);
    Map<String, byte[]> forms = new LinkedHashMap<>();
    forms.put("raw", secret);
    byte[] backwards = new byte[BYTES];
    byte[] words = new byte[BYTES];
    for (int i = 0; i < BYTES; i++) {
      backwards[i] = secret[BYTES - 1 - i];
      words[i] = secret[BYTES - 4 - i / 4 * 4 + i % 4];
    }
    forms.put("raw, backwards", backwards);
    forms.put("raw, its words backwards", words);
    texts(secret)
        .forEach(
            (name, text) ->
                CHARSETS.forEach(
                    charset -> forms.put(name + ", " + charset, text.getBytes(charset))));
    return forms;
  }

  private static Map<String, String> texts(byte[] secret) {
    Map<String, String> texts = new LinkedHashMap<>();
    halves(texts, "hex", HexFormat.of().formatHex(secret), 2, 24);
    halves(texts, "upper hex", HexFormat.of().withUpperCase().formatHex(secret), 2, 24);
    for (int shift = 0; shift < 3; shift++) {
      byte[] within = new byte[shift + BYTES];
      System.arraycopy(secret, 0, within, shift, BYTES);
      // A line of PEM breaks one of the two at most.
      halves(texts, "Base64 " + shift, Base64.getEncoder().encodeToString(within), 4, 16);
      halves(texts, "URLs' " + shift, Base64.getUrlEncoder().encodeToString(within), 4, 16);
    }
    texts.put("decimal", new BigInteger(1, secret).toString().substring(0, 32));
    String array = Arrays.toString(secret);
    texts.put("array", array.substring(1, 30));
    return texts;
  }

  private static void halves(
      Map<String, String> into, String name, String text, int from, int length) {
    into.put(name, text.substring(from, from + length));
    into.put(name + ", 2nd half", text.substring(from + length + 1, from + 2 * length + 1));
  }

  /** The numbers of those that are in there. */
  public SortedSet<Integer> in(byte[] place) {
    SortedSet<Integer> found = new TreeSet<>();
    search(place, place.length, found);
    return found;
  }

  /** The numbers of those that are in the file, however long it is. */
  public SortedSet<Integer> in(Path file) throws IOException {
    SortedSet<Integer> found = new TreeSet<>();
    byte[] chunk = new byte[(int) Math.min(Files.size(file) + 1, CHUNK) + longest];
    int kept = 0;
    try (InputStream in = Files.newInputStream(file)) {
      while (true) {
        int read = in.readNBytes(chunk, kept, chunk.length - kept);
        int filled = kept + read;
        search(chunk, filled, found);
        if (filled < chunk.length) {
          return found;
        }
        kept = longest - 1;
        System.arraycopy(chunk, filled - kept, chunk, 0, kept);
      }
    }
  }

  private void search(byte[] place, int length, SortedSet<Integer> found) {
    long start = 0;
    for (int at = 0; at < length; at++) {
      start = start << 8 | place[at] & 255;
      int slot = slot(start);
      if (at >= 7 && (filter[slot >>> 6] & 1L << slot) != 0) {
        for (Needle needle : byStart.getOrDefault(start, List.of())) {
          int from = at - 7;
          int to = from + needle.bytes().length;
          if (to <= length
              && Arrays.equals(place, from, to, needle.bytes(), 0, needle.bytes().length)) {
            found.add(needle.number());
          }
        }
      }
    }
  }

  private static long start(byte[] in, int at) {
    long start = 0;
    for (int i = at; i < at + 8; i++) {
      start = start << 8 | in[i] & 255;
    }
    return start;
  }

  private static int slot(long start) {
    return (int) (start * SPREAD >>> (64 - FILTER_BITS));
  }
}
