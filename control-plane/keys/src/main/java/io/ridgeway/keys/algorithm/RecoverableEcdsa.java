package io.ridgeway.keys.algorithm;

import io.ridgeway.keys.secp256k1.Secp256k1;
import io.ridgeway.model.key.EcdsaSignature;
import io.ridgeway.model.key.ToSign;
import java.nio.ByteBuffer;
import java.security.SecureRandom;

/** ECDSA on secp256k1 with the recovery id. A message is hashed by SHA-256. */
record RecoverableEcdsa(Secp256k1 curve) implements KeyAlgorithm {
  @Override
  public byte[] newPrivateKey(SecureRandom random) {
    return curve.newScalar(random);
  }

  @Override
  public byte[] publicKey(byte[] privateKey) {
    return curve.publicKey(privateKey);
  }

  @Override
  public byte[] sign(byte[] privateKey, byte[] publicKey, ToSign what) {
    EcdsaSignature signature = curve.sign(privateKey, Sha256.digest(what));
    return ByteBuffer.allocate(65)
        .put(signature.r())
        .put(signature.s())
        .put((byte) signature.recoveryId())
        .array();
  }
}
