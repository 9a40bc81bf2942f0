package io.ridgeway.reconciler;

import io.ridgeway.framework.Identities;
import io.ridgeway.framework.IdentityPlan;
import io.ridgeway.framework.IdentityPlan.PlannedAuthority;
import io.ridgeway.framework.IdentityPlan.PlannedCertificate;
import io.ridgeway.framework.IdentityPlan.PlannedKey;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.certificate.CertificateUse;
import io.ridgeway.model.certificate.Subject;
import io.ridgeway.model.deploy.SecretFile;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.network.NodeName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Each node with a key of its own and one for TLS; one administrator; an authority for either. */
final class FakeIdentities {
  static final String ADMIN = "sample-admin";
  static final String CA = "sample-ca";
  static final String TLS_CA = "sample-tlsca";
  static final Duration LIFETIME = Duration.ofDays(90);
  static final Duration ROOT_LIFETIME = Duration.ofDays(150);

  private FakeIdentities() {}

  /**
   * What a network of those needs.
   *
   * @param brought the root of the authority for TLS, if it is elsewhere
   */
  static IdentityPlan plan(List<NodeName> nodes, Optional<String> brought) {
    List<PlannedKey> keys = new ArrayList<>();
    List<PlannedCertificate> certificates = new ArrayList<>();
    keys.add(new PlannedKey(ADMIN, Curve.P256, Purpose.TRANSACTION));
    certificates.add(
        new PlannedCertificate(
            CA,
            ADMIN,
            ADMIN,
            Subject.of("admin").inUnit("admin"),
            CertificateUse.IDENTITY,
            Optional.empty(),
            LIFETIME));
    for (NodeName node : nodes) {
      keys.add(new PlannedKey(node.value(), Curve.SECP256K1, Purpose.NODE));
      keys.add(new PlannedKey(tlsName(node), Curve.P256, Purpose.TLS));
      certificates.add(
          new PlannedCertificate(
              TLS_CA,
              tlsName(node),
              tlsName(node),
              Subject.of(node.value()),
              CertificateUse.TLS,
              Optional.of(node),
              LIFETIME));
    }
    return new IdentityPlan(
        keys, List.of(authority(CA, Optional.empty()), authority(TLS_CA, brought)), certificates);
  }

  private static PlannedAuthority authority(String name, Optional<String> root) {
    return new PlannedAuthority(name, Curve.P256, Subject.of(name), ROOT_LIFETIME, root);
  }

  static Certificate tls(Identities identities, NodeName node) {
    return identities.certificate(TLS_CA, tlsName(node));
  }

  static SecretFile tlsKey(Identities identities, NodeName node) {
    return new SecretFile(
        "tls.key", identities.key(tlsName(node)).id(), SecretFile.Format.P256_PEM);
  }

  private static String tlsName(NodeName node) {
    return node + "-tls";
  }
}
