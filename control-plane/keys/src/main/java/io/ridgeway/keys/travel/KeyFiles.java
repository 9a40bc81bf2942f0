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
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.util.BigIntegers;
import org.jspecify.annotations.Nullable;

/** Reads the private key of a file, whatever form it has. */
public final class KeyFiles {
  private static final int BYTES = 32;

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
    Optional<byte[]> digits = KeyText.hex(file);
    if (digits.isPresent()) {
      return digits.get();
    }
    KeyText.Pem pem = KeyText.pem(file);
    try {
      return switch (pem.label()) {
        case "PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "EC PRIVATE KEY", "SM2 PRIVATE KEY" ->
            der(curve, pem.der(), password);
        default -> throw new Unreadable("it is a " + pem.label());
      };
    } finally {
      Arrays.fill(pem.der(), (byte) 0);
    }
  }

  private static byte[] der(Curve curve, byte[] der, byte[] password) throws Unreadable {
    ASN1Sequence whole = ASN1Sequence.getInstance(der);
    try {
      ASN1Encodable first = whole.getObjectAt(0);
      if (first instanceof ASN1Sequence) {
        return encrypted(curve, EncryptedPrivateKeyInfo.getInstance(whole), password);
      }
      return whole.getObjectAt(1) instanceof ASN1OctetString
          ? sec1(curve, whole)
          : pkcs8(curve, PrivateKeyInfo.getInstance(whole));
    } finally {
      wipe(whole);
    }
  }

  private static byte[] encrypted(Curve curve, EncryptedPrivateKeyInfo info, byte[] password)
      throws Unreadable {
    byte[] plain = Encrypted.open(info, password);
    try {
      ASN1Sequence whole = ASN1Sequence.getInstance(plain);
      try {
        return pkcs8(curve, PrivateKeyInfo.getInstance(whole));
      } finally {
        wipe(whole);
      }
    } catch (IllegalArgumentException e) {
      throw new Unreadable("it doesn't open with that password");
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  private static byte[] pkcs8(Curve curve, PrivateKeyInfo info) throws Unreadable {
    AlgorithmIdentifier wanted =
        SubjectPublicKeyInfo.getInstance(curve.encode(new byte[curve.publicKeyBytes()]))
            .getAlgorithm();
    if (curve == Curve.RSA2048 || !info.getPrivateKeyAlgorithm().equals(wanted)) {
      throw new Unreadable("it is of another kind, or doesn't name its curve");
    }
    ASN1Encodable inner;
    try {
      inner = info.parsePrivateKey();
    } catch (IOException e) {
      throw new Unreadable("its key can't be read");
    }
    try {
      return curve == Curve.ED25519
          ? ASN1OctetString.getInstance(inner).getOctets().clone()
          : sec1(curve, ASN1Sequence.getInstance(inner));
    } finally {
      wipe(inner);
    }
  }

  // Not by ECPrivateKey's own number: that is a BigInteger, which nobody can wipe.
  private static byte[] sec1(Curve curve, ASN1Sequence key) throws Unreadable {
    if (curve == Curve.ED25519 || curve == Curve.RSA2048) {
      throw new Unreadable("it is of another kind");
    }
    ASN1Encodable named = ECPrivateKey.getInstance(key).getParametersObject();
    ASN1Encodable wanted =
        SubjectPublicKeyInfo.getInstance(curve.encode(new byte[curve.publicKeyBytes()]))
            .getAlgorithm()
            .getParameters();
    if (named != null && !named.equals(wanted)) {
      throw new Unreadable("it is of another curve");
    }
    byte[] scalar = ASN1OctetString.getInstance(key.getObjectAt(1)).getOctets();
    int zeros = 0;
    while (scalar.length - zeros > BYTES && scalar[zeros] == 0) {
      zeros++;
    }
    int length = scalar.length - zeros;
    if (length > BYTES) {
      throw new Unreadable("its number is none of that curve's keys");
    }
    byte[] fixed = new byte[BYTES];
    System.arraycopy(scalar, zeros, fixed, BYTES - length, length);
    return fixed;
  }

  /** What BouncyCastle made of the file holds copies of its strings of bytes. */
  private static void wipe(ASN1Encodable part) {
    if (part instanceof ASN1OctetString octets) {
      Arrays.fill(octets.getOctets(), (byte) 0);
    } else if (part instanceof ASN1Sequence parts) {
      parts.forEach(KeyFiles::wipe);
    }
  }

  private static byte[] inRange(Curve curve, byte[] key) throws Unreadable {
    byte @Nullable [] behind =
        switch (curve) {
          case SECP256K1 -> order("secp256k1", 0);
          case P256 -> order("P-256", 0);
          // SM2 divides by the key and one, so n - 1 is none of its keys (GB/T 32918.1, 6.1).
          case SM2 -> order("sm2p256v1", 1);
          case ED25519, RSA2048 -> null;
        };
    if (key.length != BYTES
        || (behind != null
            && (Arrays.equals(key, new byte[BYTES]) || Arrays.compareUnsigned(key, behind) >= 0))) {
      Arrays.fill(key, (byte) 0);
      throw new Unreadable("its number is none of that curve's keys");
    }
    return key;
  }

  /** The curve's order less so much: the first number that is too large. */
  private static byte[] order(String curve, int less) {
    return BigIntegers.asUnsignedByteArray(
        BYTES, CustomNamedCurves.getByName(curve).getN().subtract(BigInteger.valueOf(less)));
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
