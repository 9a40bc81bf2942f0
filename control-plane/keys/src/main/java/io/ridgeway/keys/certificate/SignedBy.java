package io.ridgeway.keys.certificate;

import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * With what authorities elsewhere sign. Nodes would refuse what is signed with weaker hashes, and
 * whoever finds two texts of the same hash would have a certificate that nobody gave.
 */
final class SignedBy {
  private static final Set<ASN1ObjectIdentifier> TAKEN =
      Set.of(
          X9ObjectIdentifiers.ecdsa_with_SHA256,
          X9ObjectIdentifiers.ecdsa_with_SHA384,
          X9ObjectIdentifiers.ecdsa_with_SHA512);

  private SignedBy() {}

  /** Why a signature of that kind isn't taken: the end of a sentence. */
  static Optional<String> weakness(AlgorithmIdentifier algorithm) {
    return TAKEN.contains(algorithm.getAlgorithm())
        ? Optional.empty()
        : Optional.of(
            "its signature algorithm is "
                + algorithm.getAlgorithm().getId()
                + " and must be ecdsa-with-SHA256, ecdsa-with-SHA384 or ecdsa-with-SHA512: sign it"
                + " with one of these (openssl: default_md = sha256)");
  }
}
