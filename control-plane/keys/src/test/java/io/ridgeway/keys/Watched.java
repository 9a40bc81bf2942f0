package io.ridgeway.keys;

import io.ridgeway.keys.secp256k1.Secp256k1;
import io.ridgeway.model.key.EcdsaSignature;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/** Keeps hold of the very arrays that secrets passed through, to see what becomes of them. */
final class Watched {
  final List<byte[]> arrays = new ArrayList<>();
  final List<byte[]> contents = new ArrayList<>();

  private byte[] watch(byte[] array) {
    arrays.add(array);
    contents.add(array.clone());
    return array;
  }

  KeyEncryptionKey kek(KeyEncryptionKey real) {
    return new KeyEncryptionKey() {
      @Override
      public String id() {
        return real.id();
      }

      @Override
      public Wrapped wrap(byte[] dataKey, byte[] associatedData) {
        return real.wrap(watch(dataKey), associatedData);
      }

      @Override
      public byte[] unwrap(Wrapped wrapped, byte[] associatedData) {
        return watch(real.unwrap(wrapped, associatedData));
      }
    };
  }

  Secp256k1 curve(Secp256k1 real) {
    return new Secp256k1() {
      @Override
      public boolean isScalar(byte[] candidate) {
        return real.isScalar(candidate);
      }

      @Override
      public byte[] publicKey(byte[] scalar) {
        return real.publicKey(watch(scalar));
      }

      @Override
      public EcdsaSignature sign(byte[] scalar, byte[] digest) {
        return real.sign(watch(scalar), digest);
      }
    };
  }

  SecureRandom random() {
    return new SecureRandom() {
      private static final long serialVersionUID = 1L;

      @Override
      public void nextBytes(byte[] bytes) {
        super.nextBytes(bytes);
        watch(bytes);
      }
    };
  }
}
