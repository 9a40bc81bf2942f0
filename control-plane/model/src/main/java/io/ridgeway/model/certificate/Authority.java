package io.ridgeway.model.certificate;

import io.ridgeway.model.Ids;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.key.Curve;
import java.time.Duration;

/**
 * An organisation's certificate authority within one network. It is no server: it is a key of
 * custody ({@code Purpose.ISSUE}, of this name) and its self-signed certificate.
 *
 * <p>Fabric has two for each organisation, one for identities and one for TLS; FISCO BCOS one for
 * the chain.
 *
 * @param name a DNS label, unique within the network: {@code org1-ca}, {@code org1-tlsca}
 * @param curve of its key, and of what it certifies: {@code P256} for Fabric, {@code RSA2048} or
 *     {@code SM2} for FISCO BCOS
 * @param subject of its own certificate
 * @param lifetime of its own certificate; no certificate that it issues outlives it
 */
public record Authority(
    TenantId tenant,
    NetworkId network,
    String name,
    Curve curve,
    Subject subject,
    Duration lifetime) {
  public Authority {
    Ids.label("an authority's name", name, 63);
    CertificateOrder.checkLifetime(lifetime);
  }
}
