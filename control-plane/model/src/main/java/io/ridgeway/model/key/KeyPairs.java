package io.ridgeway.model.key;

/** Keys that others keep: makes pairs for them, and reads their public halves. */
public interface KeyPairs {
  /**
   * A pair that nobody here keeps.
   *
   * @param publicKey as {@link ManagedKey#publicKey} has it
   * @param privateKey PKCS#8 in PEM; to be shown once and forgotten
   */
  record Pair(String publicKey, String privateKey) {
    @Override
    public String toString() {
      return "Pair[" + publicKey + "]";
    }
  }

  /** A new pair of that curve: one of {@code SECP256K1, P256, SM2}. */
  Pair make(Curve curve);

  /**
   * The public key in the text, as {@link ManagedKey#publicKey} has it.
   *
   * @param pem a SubjectPublicKeyInfo (RFC 5280) in PEM
   * @throws io.ridgeway.model.problem.Refusal if it isn't one of that curve
   */
  String read(Curve curve, String pem);

  /** The public key as a SubjectPublicKeyInfo in PEM. */
  String write(Curve curve, String publicKey);
}
