package io.ridgeway.framework.fiscobcos;

import io.ridgeway.framework.Enrolment;
import io.ridgeway.framework.Identities;
import io.ridgeway.framework.IdentityPlan;
import io.ridgeway.framework.IdentityPlan.PlannedAuthority;
import io.ridgeway.framework.IdentityPlan.PlannedCertificate;
import io.ridgeway.framework.IdentityPlan.PlannedKey;
import io.ridgeway.model.certificate.CertificateUse;
import io.ridgeway.model.certificate.Subject;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.network.NodeName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who a chain's nodes are: what custody is asked for, and what its answer means.
 *
 * <p>A node has a key under its own name, which is its vote, and one of RSA for TLS, {@code
 * sealer-1-tls}. Under Guomi it has two more for its peers: {@code sealer-1-sign} and {@code
 * sealer-1-enc}. The chain's authority is {@code chain-ca}; under Guomi it is of SM2, and {@code
 * door-ca} certifies RSA for the door of applications. The {@code governor} and the {@code
 * gateway}'s end of TLS sign in custody.
 */
final class FiscoIdentities {
  static final String CHAIN_AUTHORITY = "chain-ca";
  static final String DOOR_AUTHORITY = "door-ca";
  static final String GOVERNOR = "governor";
  static final String GATEWAY = "gateway-tls";

  private static final String TLS = "-tls";
  private static final String SDK = "sdk";

  /** As the official tool has it: O of all that isn't an authority, OU by part. */
  private static final String ORGANISATION = "fisco-bcos";

  /** It can't be changed while the chain runs, so it must outlive it. */
  private static final Duration AUTHORITY = Duration.ofDays(20 * 365);

  private static final Duration MEMBER = Duration.ofDays(10 * 365);

  /** Who asks says how much shorter. */
  private static final Duration CLIENT = Duration.ofDays(365);

  private FiscoIdentities() {}

  /** The kind of the keys of nodes and accounts. */
  static Curve curve(Cryptography cryptography) {
    return switch (cryptography) {
      case STANDARD -> Curve.SECP256K1;
      case GUOMI -> Curve.SM2;
    };
  }

  /** Who certifies both ends of the door of applications. */
  static String doorAuthority(Cryptography cryptography) {
    return switch (cryptography) {
      case STANDARD -> CHAIN_AUTHORITY;
      case GUOMI -> DOOR_AUTHORITY;
    };
  }

  /** A node's end of TLS with RSA. */
  static String tls(NodeName node) {
    return node + TLS;
  }

  /** Whether a key of that name is the chain's own, or could come to be. */
  static boolean isPlanned(String key) {
    return key.equals(GOVERNOR) || key.endsWith(TLS);
  }

  /** The half of Guomi's pair that signs. */
  static String signing(NodeName node) {
    return node + "-sign";
  }

  /** The half of Guomi's pair that enciphers. */
  static String encipherment(NodeName node) {
    return node + "-enc";
  }

  static IdentityPlan plan(Cryptography cryptography, List<NodeName> nodes) {
    List<PlannedKey> keys = new ArrayList<>();
    List<PlannedAuthority> authorities = new ArrayList<>();
    List<PlannedCertificate> certificates = new ArrayList<>();
    String door = doorAuthority(cryptography);
    for (NodeName node : nodes) {
      keys.add(new PlannedKey(node.value(), curve(cryptography), Purpose.NODE));
      keys.add(new PlannedKey(tls(node), Curve.RSA2048, Purpose.TLS));
      certificates.add(
          certificate(door, tls(node), "agency", CertificateUse.TLS, Optional.of(node)));
      if (cryptography == Cryptography.GUOMI) {
        pair(node, keys, certificates);
      }
    }
    keys.add(new PlannedKey(GOVERNOR, curve(cryptography), Purpose.TRANSACTION));
    keys.add(new PlannedKey(GATEWAY, Curve.RSA2048, Purpose.TRANSACTION));
    certificates.add(certificate(door, GATEWAY, SDK, CertificateUse.TLS, Optional.empty()));
    authorities.add(authority(door, Curve.RSA2048));
    if (cryptography == Cryptography.GUOMI) {
      authorities.add(authority(CHAIN_AUTHORITY, Curve.SM2));
    }
    return new IdentityPlan(keys, authorities, certificates);
  }

  /**
   * Peers look at each other's keys, not at names: these have no hosts, as the tool's have none.
   */
  private static void pair(
      NodeName node, List<PlannedKey> keys, List<PlannedCertificate> certificates) {
    keys.add(new PlannedKey(signing(node), Curve.SM2, Purpose.TLS));
    keys.add(new PlannedKey(encipherment(node), Curve.SM2, Purpose.TLS));
    certificates.add(
        certificate(
            CHAIN_AUTHORITY, signing(node), "ssl", CertificateUse.TLS_SIGNING, Optional.empty()));
    certificates.add(
        certificate(
            CHAIN_AUTHORITY,
            encipherment(node),
            "enssl",
            CertificateUse.TLS_ENCRYPTION,
            Optional.empty()));
  }

  private static PlannedAuthority authority(String name, Curve curve) {
    return new PlannedAuthority(
        name, curve, Subject.of(name).in(ORGANISATION).inUnit("chain"), AUTHORITY);
  }

  private static PlannedCertificate certificate(
      String authority,
      String name,
      String unit,
      CertificateUse use,
      Optional<NodeName> reachedAt) {
    return new PlannedCertificate(
        authority,
        name,
        name,
        Subject.of(name).in(ORGANISATION).inUnit(unit),
        use,
        reachedAt,
        MEMBER);
  }

  /**
   * How an application that keeps its key is let in at the nodes' doors, as the SDK's tool does.
   */
  static Enrolment client(Cryptography cryptography, String name) {
    return new Enrolment(
        ORGANISATION,
        authority(doorAuthority(cryptography), Curve.RSA2048),
        Subject.of(name).in(ORGANISATION).inUnit(SDK),
        CLIENT,
        CertificateUse.TLS);
  }

  /** What the chain knows the node by. */
  static NodeId id(NodeName node, Identities made) {
    return new NodeId(made.key(node).publicKey());
  }

  /** The account that governs the chain. */
  static String governor(Cryptography cryptography, Identities made) {
    return new NodeId(made.key(GOVERNOR).publicKey()).account(cryptography);
  }
}
