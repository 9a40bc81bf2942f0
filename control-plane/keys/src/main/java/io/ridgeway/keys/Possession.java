package io.ridgeway.keys;

import io.ridgeway.model.KeyId;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Signature;
import java.util.Arrays;
import org.bouncycastle.asn1.pkcs.CertificationRequestInfo;

/**
 * Proves to an authority elsewhere that a private key is in custody: signs a certification request
 * (PKCS#10, RFC 2986) for that very key, and nothing else. So it is open to keys of every purpose.
 */
@FunctionalInterface
public interface Possession {
  /**
   * Signs the request. The use is in the journal first.
   *
   * @param request a CertificationRequestInfo of that key, in DER
   */
  Signature prove(KeyId key, byte[] request);

  /** The request, if it is one of that key. */
  static byte[] check(ManagedKey key, byte[] request) {
    try {
      CertificationRequestInfo read = CertificationRequestInfo.getInstance(request);
      if (Arrays.equals(read.getSubjectPublicKeyInfo().getEncoded("DER"), key.encodedPublicKey())
          && Arrays.equals(read.getEncoded("DER"), request)) {
        return request;
      }
    } catch (java.io.IOException | IllegalArgumentException | IllegalStateException e) {
      // Told below: it is no request.
    }
    throw new IllegalArgumentException("this is no certification request of key " + key.id());
  }
}
