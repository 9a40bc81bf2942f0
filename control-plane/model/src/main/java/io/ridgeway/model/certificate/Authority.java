package io.ridgeway.model.certificate;

import io.ridgeway.model.Ids;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.key.Curve;
import java.time.Duration;
import java.util.Optional;

/**
 * An organisation's certificate authority within one network. It is no server: it is a key of
 * custody ({@code Purpose.ISSUE}, of this name) and its self-signed certificate; or the
 * organisation brings its own, and only that certificate is here.
 *
 * <p>Fabric has two for each organisation, one for identities and one for TLS; FISCO BCOS one for
 * the chain.
 *
 * @param name a DNS label, unique within the network: {@code org1-ca}, {@code org1-tlsca}
 * @param curve of its key, and of what it certifies: {@code P256} for Fabric, {@code RSA2048} or
 *     {@code SM2} for FISCO BCOS
 * @param subject of its own certificate
 * @param lifetime of its own certificate; no certificate that it issues outlives it
 * @param root in PEM, if the authority is the organisation's and elsewhere: its root's certificate,
 *     and after it those of intermediate authorities, of which the last certifies ({@link
 *     BroughtChain}). Then custody has no key of it, and what it certifies is asked of it
 */
public record Authority(
    TenantId tenant,
    NetworkId network,
    String name,
    Curve curve,
    Subject subject,
    Duration lifetime,
    Optional<String> root) {
  /** One whose key is in custody. */
  public Authority(
      TenantId tenant,
      NetworkId network,
      String name,
      Curve curve,
      Subject subject,
      Duration lifetime) {
    this(tenant, network, name, curve, subject, lifetime, Optional.empty());
  }

  public Authority {
    Ids.label("an authority's name", name, 63);
    CertificateOrder.checkLifetime(lifetime);
  }

  /** Whether the organisation brought it. */
  public boolean isBrought() {
    return root.isPresent();
  }
}
