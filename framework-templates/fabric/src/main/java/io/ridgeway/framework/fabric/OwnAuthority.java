package io.ridgeway.framework.fabric;

import io.ridgeway.model.certificate.BroughtChain;
import java.util.Arrays;
import java.util.Base64;

/**
 * An authority that an organisation brings, as an order names it: {@code alpha=MIIB…}, the name of
 * the organisation and the root's certificate in Base64; intermediates follow it, each after a
 * colon.
 *
 * @param organisation whose authority
 */
record OwnAuthority(String organisation, BroughtChain chain) {
  private static final String BETWEEN = ":";

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException with what is wrong, for people
   */
  static OwnAuthority of(String text) {
    int sign = text.indexOf('=');
    if (sign < 1) {
      throw new IllegalArgumentException(
          "'" + text + "' isn't NAME=CERTIFICATE, an organisation and its authority's root.");
    }
    String organisation = text.substring(0, sign).strip();
    try {
      return new OwnAuthority(
          organisation,
          BroughtChain.of(
              Arrays.stream(text.substring(sign + 1).split(BETWEEN, -1))
                  .map(one -> decoded(one.strip()))
                  .toList()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "The root of "
              + organisation
              + "'s authority is refused: "
              + e.getMessage()
              + ". Give its certificate's DER in Base64 (openssl x509 -outform DER | base64 -w0),"
              + " and after it those of intermediates, with ':' between them.",
          e);
    }
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("it isn't Base64 (of the DER, without line ends)", e);
    }
  }
}
