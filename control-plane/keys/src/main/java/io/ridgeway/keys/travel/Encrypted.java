package io.ridgeway.keys.travel;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.misc.MiscObjectIdentifiers;
import org.bouncycastle.asn1.misc.ScryptParams;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.CBCBlockCipher;
import org.bouncycastle.crypto.paddings.PaddedBufferedBlockCipher;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/** Encrypted PKCS#8 (RFC 5958) by PBES2 (RFC 8018): PBKDF2 or scrypt, AES-CBC. */
final class Encrypted {
  private Encrypted() {}

  /** The PrivateKeyInfo, DER. The caller wipes it. */
  static byte[] open(EncryptedPrivateKeyInfo info, byte[] password) throws Unreadable {
    AlgorithmIdentifier by = info.getEncryptionAlgorithm();
    if (!by.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBES2)) {
      throw new Unreadable(
          "it is encrypted in an old way; write it anew with openssl pkcs8 -topk8 -v2 aes-256-cbc");
    }
    PBES2Parameters pbes2 = PBES2Parameters.getInstance(by.getParameters());
    ASN1ObjectIdentifier cipher = pbes2.getEncryptionScheme().getAlgorithm();
    int length = length(cipher);
    byte[] iv =
        ASN1OctetString.getInstance(pbes2.getEncryptionScheme().getParameters()).getOctets();
    if (iv.length != 16) {
      throw new Unreadable("its cipher's first block isn't 16 bytes");
    }
    byte[] key = derive(pbes2, password, length);
    try {
      PaddedBufferedBlockCipher cbc =
          new PaddedBufferedBlockCipher(CBCBlockCipher.newInstance(AESEngine.newInstance()));
      cbc.init(false, new ParametersWithIV(new KeyParameter(key), iv));
      byte[] in = info.getEncryptedData();
      byte[] out = new byte[cbc.getOutputSize(in.length)];
      int done = cbc.processBytes(in, 0, in.length, out, 0);
      done += cbc.doFinal(out, done);
      byte[] plain = Arrays.copyOf(out, done);
      Arrays.fill(out, (byte) 0);
      return plain;
    } catch (InvalidCipherTextException | RuntimeException e) {
      throw new Unreadable("it doesn't open with that password");
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private static int length(ASN1ObjectIdentifier cipher) throws Unreadable {
    if (cipher.equals(NISTObjectIdentifiers.id_aes128_CBC)) {
      return 16;
    } else if (cipher.equals(NISTObjectIdentifiers.id_aes192_CBC)) {
      return 24;
    } else if (cipher.equals(NISTObjectIdentifiers.id_aes256_CBC)) {
      return 32;
    }
    throw new Unreadable("it isn't encrypted by AES in CBC mode");
  }

  private static byte[] derive(PBES2Parameters pbes2, byte[] password, int length)
      throws Unreadable {
    AlgorithmIdentifier by =
        new AlgorithmIdentifier(
            pbes2.getKeyDerivationFunc().getAlgorithm(),
            pbes2.getKeyDerivationFunc().getParameters());
    if (by.getAlgorithm().equals(MiscObjectIdentifiers.id_scrypt)) {
      ScryptParams scrypt = ScryptParams.getInstance(by.getParameters());
      long n = number(scrypt.getCostParameter());
      long r = number(scrypt.getBlockSize());
      long p = number(scrypt.getParallelizationParameter());
      Costs.checkScrypt(n, r, p);
      return Costs.scrypt(
          password, scrypt.getSalt(), new int[] {(int) n, (int) r, (int) p}, length);
    }
    if (by.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBKDF2)) {
      PBKDF2Params pbkdf2 = PBKDF2Params.getInstance(by.getParameters());
      long iterations = number(pbkdf2.getIterationCount());
      Costs.checkPbkdf2(iterations);
      return Costs.pbkdf2(
          digest(pbkdf2.getPrf().getAlgorithm()),
          password,
          pbkdf2.getSalt(),
          (int) iterations,
          length);
    }
    throw new Unreadable("its key is derived neither by PBKDF2 nor by scrypt");
  }

  private static long number(BigInteger number) {
    return number.bitLength() > 62 ? -1 : number.longValue();
  }

  private static Digest digest(ASN1ObjectIdentifier prf) throws Unreadable {
    if (prf.equals(PKCSObjectIdentifiers.id_hmacWithSHA256)) {
      return new SHA256Digest();
    } else if (prf.equals(PKCSObjectIdentifiers.id_hmacWithSHA512)) {
      return new SHA512Digest();
    } else if (prf.equals(PKCSObjectIdentifiers.id_hmacWithSHA1)) {
      return new SHA1Digest();
    }
    throw new Unreadable("its PBKDF2 is by none of HMAC-SHA1, -SHA256 and -SHA512");
  }
}
