package io.ridgeway.keys.travel;

import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.KeyTravel;
import io.ridgeway.model.key.KeyTravel.KeyFile;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.ec.CustomNamedCurves;

/** Reads the private key of a file, whatever form it has. */
public final class KeyFiles {
  private static final int BYTES = 32;
  private static final Pattern HEX = Pattern.compile("(0x)?[0-9a-fA-F]{64}");
  private static final Pattern PARAMETERS =
      Pattern.compile(
          "-----BEGIN (EC|SM2) PARAMETERS-----[A-Za-z0-9+/=\\s]*-----END \\1 PARAMETERS-----");
  private static final Pattern PEM =
      Pattern.compile("\\s*-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----\\s*");

  private KeyFiles() {}

  /**
   * The private key as its kind's algorithm takes it: a scalar in range, or a seed. The caller
   * wipes it; the file and the password are wiped here.
   *
   * @throws Refusal {@code INVALID} with what is wrong; {@code TOO_LARGE}; {@code
   *     TOO_MANY_REQUESTS} while another one is opened
   */
  public static byte[] read(Curve curve, KeyFile file) {
    byte[] password = bytes(file.password());
    try {
      if (file.bytes().length > KeyTravel.LONGEST_FILE) {
        throw new Refusal(
            ProblemType.TOO_LARGE,
            "A key's file has at most " + KeyTravel.LONGEST_FILE + " bytes.");
      }
      return inRange(curve, open(curve, file.bytes(), password));
    } catch (Unreadable e) {
      throw refused(curve, String.valueOf(e.getMessage()));
    } catch (Refusal e) {
      throw e;
    } catch (RuntimeException e) {
      // BouncyCastle meets bytes that are no DER with exceptions of many kinds, and what they say
      // may hold what was brought.
      throw refused(curve, "it can't be read");
    } finally {
      Arrays.fill(password, (byte) 0);
      file.wipe();
    }
  }

  private static Refusal refused(Curve curve, String why) {
    return new Refusal(
        ProblemType.INVALID,
        "The file holds no private key of "
            + curve
            + " that can be taken: "
            + why
            + ". PKCS#8, SEC 1, a JSON keystore of version 3, or 64 hex digits are read.");
  }

  private static byte[] bytes(char[] password) {
    ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(password));
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(bytes);
    Arrays.fill(encoded.array(), (byte) 0);
    return bytes;
  }

  private static byte[] open(Curve curve, byte[] file, byte[] password) throws Unreadable {
    int first = first(file);
    if (first == '{') {
      if (curve != Curve.SECP256K1) {
        throw new Unreadable("a JSON keystore holds keys of SECP256K1");
      }
      return Keystore.open(file, password);
    } else if (first == 0x30 && !isText(file)) {
      return der(curve, file, password);
    }
    // The text is a copy that can't be wiped; it lives until the garbage is collected.
    String text = new String(file, StandardCharsets.US_ASCII).strip();
    if (HEX.matcher(text).matches()) {
      return HexFormat.of().parseHex(text.startsWith("0x") ? text.substring(2) : text);
    }
    Matcher pem = PEM.matcher(PARAMETERS.matcher(text).replaceAll(""));
    if (!pem.matches()) {
      throw new Unreadable("it is none of the known forms, or more than one key");
    }
    if (pem.group(2).contains("Proc-Type")) {
      throw new Unreadable(
          "it is encrypted in an old way; write it anew with openssl pkcs8 -topk8");
    }
    byte[] der = Base64.getMimeDecoder().decode(pem.group(2));
    try {
      return switch (pem.group(1)) {
        case "PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "EC PRIVATE KEY", "SM2 PRIVATE KEY" ->
            der(curve, der, password);
        default -> throw new Unreadable("it is a " + pem.group(1));
      };
    } finally {
      Arrays.fill(der, (byte) 0);
    }
  }

  private static byte[] der(Curve curve, byte[] der, byte[] password) throws Unreadable {
    ASN1Sequence whole = ASN1Sequence.getInstance(der);
    ASN1Encodable first = whole.getObjectAt(0);
    if (first instanceof ASN1Sequence) {
      byte[] plain = Encrypted.open(EncryptedPrivateKeyInfo.getInstance(whole), password);
      try {
        return pkcs8(curve, PrivateKeyInfo.getInstance(plain));
      } catch (IllegalArgumentException e) {
        throw new Unreadable("it doesn't open with that password");
      } finally {
        Arrays.fill(plain, (byte) 0);
      }
    }
    return whole.getObjectAt(1) instanceof ASN1OctetString
        ? sec1(curve, ECPrivateKey.getInstance(whole))
        : pkcs8(curve, PrivateKeyInfo.getInstance(whole));
  }

  private static byte[] pkcs8(Curve curve, PrivateKeyInfo info) throws Unreadable {
    AlgorithmIdentifier wanted =
        SubjectPublicKeyInfo.getInstance(curve.encode(new byte[curve.publicKeyBytes()]))
            .getAlgorithm();
    if (curve == Curve.RSA2048 || !info.getPrivateKeyAlgorithm().equals(wanted)) {
      throw new Unreadable("it is of another kind, or doesn't name its curve");
    }
    try {
      return curve == Curve.ED25519
          ? ASN1OctetString.getInstance(info.parsePrivateKey()).getOctets()
          : sec1(curve, ECPrivateKey.getInstance(info.parsePrivateKey()));
    } catch (IOException e) {
      throw new Unreadable("its key can't be read");
    }
  }

  private static byte[] sec1(Curve curve, ECPrivateKey key) throws Unreadable {
    if (curve == Curve.ED25519 || curve == Curve.RSA2048) {
      throw new Unreadable("it is of another kind");
    }
    ASN1Encodable named = key.getParametersObject();
    ASN1Encodable wanted =
        SubjectPublicKeyInfo.getInstance(curve.encode(new byte[curve.publicKeyBytes()]))
            .getAlgorithm()
            .getParameters();
    if (named != null && !named.equals(wanted)) {
      throw new Unreadable("it is of another curve");
    }
    byte[] scalar = key.getKey().toByteArray();
    byte[] fixed = new byte[BYTES];
    int from = Math.max(0, scalar.length - BYTES);
    System.arraycopy(scalar, from, fixed, BYTES - (scalar.length - from), scalar.length - from);
    Arrays.fill(scalar, (byte) 0);
    return fixed;
  }

  private static byte[] inRange(Curve curve, byte[] key) throws Unreadable {
    BigInteger order =
        switch (curve) {
          case SECP256K1 -> CustomNamedCurves.getByName("secp256k1").getN();
          case P256 -> CustomNamedCurves.getByName("P-256").getN();
          case SM2 -> CustomNamedCurves.getByName("sm2p256v1").getN();
          case ED25519, RSA2048 -> BigInteger.ONE.shiftLeft(256);
        };
    // SM2 divides by the key and one, so n - 1 is none of its keys (GB/T 32918.1, 6.1).
    BigInteger most =
        curve == Curve.SM2 ? order.subtract(BigInteger.TWO) : order.subtract(BigInteger.ONE);
    BigInteger value = new BigInteger(1, key);
    if (key.length != BYTES
        || (curve != Curve.ED25519 && value.signum() == 0)
        || value.compareTo(most) > 0) {
      Arrays.fill(key, (byte) 0);
      throw new Unreadable("its number is none of that curve's keys");
    }
    return key;
  }

  private static int first(byte[] file) {
    for (byte b : file) {
      if (!Character.isWhitespace(b)) {
        return b;
      }
    }
    return -1;
  }

  /** Hex may begin with the digit that begins DER, too. */
  private static boolean isText(byte[] file) {
    for (byte b : file) {
      if (b < '\t' || b > '~') {
        return false;
      }
    }
    return true;
  }
}
