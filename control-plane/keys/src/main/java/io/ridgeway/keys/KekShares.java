package io.ridgeway.keys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.bouncycastle.crypto.threshold.ShamirSecretSplitter;
import org.bouncycastle.crypto.threshold.ShamirSecretSplitter.Algorithm;
import org.bouncycastle.crypto.threshold.ShamirSecretSplitter.Mode;
import org.bouncycastle.crypto.threshold.ShamirSplitSecret;
import org.bouncycastle.crypto.threshold.ShamirSplitSecretShare;

/**
 * A key file's key in shares, of which so many make it again and fewer say nothing of it (Shamir,
 * over bytes). A share is one line, with how many are needed, its number, which key it is of and a
 * check of its own, so that a slip of the pen is told from a wrong share.
 */
public final class KekShares {
  /** How many shares there may be. */
  public static final int MOST = 16;

  private static final int BYTES = 32;
  private static final int CHECK_BYTES = 4;
  private static final Pattern LINE =
      Pattern.compile("ridgeway-kek-([0-9]{1,2})-([0-9]{1,2})-([0-9a-f]{16})-([0-9a-f]{72})");

  private KekShares() {}

  /**
   * Shares of the key.
   *
   * @param key 32 bytes; stays the caller's, who zeroes it
   * @param needed how many make it again, 2 to {@code shares}
   * @param shares how many there are, up to {@link #MOST}
   * @throws IllegalArgumentException if any of that isn't so
   */
  public static List<String> split(byte[] key, int needed, int shares, SecureRandom random) {
    if (key.length != BYTES) {
      throw new IllegalArgumentException("a key has " + BYTES + " bytes, not " + key.length);
    }
    if (needed < 2 || needed > shares || shares > MOST) {
      throw new IllegalArgumentException(
          "2 to " + MOST + " shares, of which at least 2 are needed and at most all");
    }
    ShamirSplitSecretShare[] made =
        new ShamirSecretSplitter(Algorithm.AES, Mode.Native, BYTES, random)
            .resplit(key, needed, shares)
            .getSecretShares();
    String id = idOf(key);
    return IntStream.range(0, shares)
        .mapToObj(
            i -> {
              String head = "ridgeway-kek-" + needed + "-" + (i + 1) + "-" + id + "-";
              try {
                byte[] bytes = made[i].getEncoded();
                String body = head + HexFormat.of().formatHex(bytes);
                Arrays.fill(bytes, (byte) 0);
                return body + check(body);
              } catch (IOException e) {
                throw new IllegalStateException("a share in memory can't be written", e);
              }
            })
        .toList();
  }

  /**
   * The key of these shares; the caller zeroes it.
   *
   * @throws IllegalArgumentException if they are too few, of several keys, or written wrongly; no
   *     share stands in the message
   */
  public static byte[] join(List<String> lines) {
    TreeMap<Integer, byte[]> shares = new TreeMap<>();
    int needed = 0;
    String id = "";
    for (int i = 0; i < lines.size(); i++) {
      String which = "share " + (i + 1) + " of those given";
      Matcher line = LINE.matcher(lines.get(i).strip().toLowerCase(Locale.ROOT));
      if (!line.matches()) {
        throw new IllegalArgumentException(which + " isn't written as a share is");
      }
      String text = line.group();
      int end = text.length() - 2 * CHECK_BYTES;
      if (!check(text.substring(0, end)).equals(text.substring(end))) {
        throw new IllegalArgumentException(which + " has a slip in it: its check doesn't match");
      }
      if (!id.isEmpty()
          && (!id.equals(line.group(3)) || needed != Integer.parseInt(line.group(1)))) {
        throw new IllegalArgumentException(which + " is of another key, or of another splitting");
      }
      needed = Integer.parseInt(line.group(1));
      id = line.group(3);
      shares.put(
          Integer.parseInt(line.group(2)),
          HexFormat.of().parseHex(line.group(4).substring(0, 2 * BYTES)));
    }
    if (shares.isEmpty() || shares.size() < needed) {
      throw new IllegalArgumentException(
          "there are " + shares.size() + " different shares; " + needed + " are needed");
    }
    byte[] key = combined(shares, needed);
    if (!idOf(key).equals(id)) {
      Arrays.fill(key, (byte) 0);
      throw new IllegalArgumentException(
          "these shares don't make their key: one is of another splitting of it");
    }
    return key;
  }

  private static byte[] combined(TreeMap<Integer, byte[]> shares, int needed) {
    ShamirSplitSecretShare[] chosen =
        shares.entrySet().stream()
            .limit(needed)
            .map(share -> new ShamirSplitSecretShare(share.getValue(), share.getKey()))
            .toArray(ShamirSplitSecretShare[]::new);
    try {
      return new ShamirSplitSecret(Algorithm.AES, Mode.Native, chosen).getSecret();
    } catch (IOException e) {
      throw new IllegalStateException("shares in memory can't be read", e);
    } finally {
      shares.values().forEach(share -> Arrays.fill(share, (byte) 0));
    }
  }

  /** As {@link FileKek#id} has it, without its prefix. */
  private static String idOf(byte[] key) {
    byte[] label = "ridgeway key encryption key".getBytes(StandardCharsets.UTF_8);
    byte[] both = ByteBuffer.allocate(label.length + key.length).put(label).put(key).array();
    try {
      return HexFormat.of().formatHex(sha256(both), 0, 8);
    } finally {
      Arrays.fill(both, (byte) 0);
    }
  }

  private static String check(String body) {
    byte[] digest = sha256(body.getBytes(StandardCharsets.US_ASCII));
    return HexFormat.of().formatHex(digest, 0, CHECK_BYTES);
  }

  private static byte[] sha256(byte[] of) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(of);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
