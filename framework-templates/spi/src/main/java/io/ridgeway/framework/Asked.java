package io.ridgeway.framework;

import java.util.Arrays;
import java.util.Base64;

/**
 * What somebody is to sign whose key isn't in custody: ECDSA on P-256 over the SHA-256 of head and
 * body, one after the other.
 *
 * @param organisation whose administrator
 * @param certificate the administrator's, PEM
 * @param what it brings about, for people
 * @param head what goes with this signature alone, Base64
 * @param body what all who are asked sign alike, Base64
 */
public record Asked(
    String organisation, String certificate, String what, String head, String body) {

  /** Of plain bytes. */
  public static Asked of(
      String organisation, String certificate, String what, byte[] head, byte[] body) {
    Base64.Encoder encoder = Base64.getEncoder();
    return new Asked(
        organisation,
        certificate,
        what,
        encoder.encodeToString(head),
        encoder.encodeToString(body));
  }

  public byte[] headBytes() {
    return Base64.getDecoder().decode(head);
  }

  public byte[] bodyBytes() {
    return Base64.getDecoder().decode(body);
  }

  /** The very bytes that are signed. */
  public byte[] toSign() {
    byte[] first = headBytes();
    byte[] then = bodyBytes();
    byte[] all = Arrays.copyOf(first, first.length + then.length);
    System.arraycopy(then, 0, all, first.length, then.length);
    return all;
  }
}
