package io.ridgeway.framework.fabric;

import io.ridgeway.framework.Identities;
import io.ridgeway.framework.IdentityPlan;
import io.ridgeway.framework.IdentityPlan.PlannedAuthority;
import io.ridgeway.framework.IdentityPlan.PlannedCertificate;
import io.ridgeway.framework.IdentityPlan.PlannedKey;
import io.ridgeway.framework.fabric.channel.Msp;
import io.ridgeway.model.certificate.BroughtChain;
import io.ridgeway.model.certificate.CertificateUse;
import io.ridgeway.model.certificate.Subject;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.network.NodeName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who the organisations and their nodes are: what custody is asked for, and what its answer means.
 *
 * <p>An organisation {@code alpha} has the authorities {@code alpha-ca} for enrolment and {@code
 * alpha-tlsca} for TLS, and an administrator {@code alpha-admin}. A node has a key and an enrolment
 * certificate under its own name, and one more of each for TLS: {@code peer-alpha-1-tls}. Where the
 * administrator keeps its key, a caretaker in custody administers the nodes. An organisation may
 * bring either authority: then only its root is known here, and it is asked for what it certifies.
 * No two of these names are the same, whatever organisations are called: each kind has its own
 * ending, and a node's is a number.
 */
final class FabricIdentities {
  /**
   * An authority's certificate is in every channel's configuration, and each node's must outlive
   * the network until certificates can be changed while it runs.
   */
  private static final Duration AUTHORITY = Duration.ofDays(20 * 365);

  static final Duration MEMBER = Duration.ofDays(10 * 365);

  private FabricIdentities() {}

  /** The authority that says who belongs to an organisation. */
  static String enrolmentAuthority(String organisation) {
    return organisation + "-ca";
  }

  /** The authority of an organisation's ends of TLS. */
  static String tlsAuthority(String organisation) {
    return organisation + "-tlsca";
  }

  /** An organisation's administrator; the key signs in custody. */
  static String administrator(String organisation) {
    return organisation + "-admin";
  }

  /**
   * Who administers the nodes of an organisation whose administrator keeps its key, and nothing
   * else: to the channel it is one of the organisation's clients. No organisation can be called so
   * that its administrator had this name.
   */
  static String caretaker(String organisation) {
    return organisation + "-nodes--admin";
  }

  /** Whether the organisation's administrator keeps its key. */
  static boolean isElsewhere(String organisation, Identities made) {
    return !made.keys().containsKey(administrator(organisation));
  }

  /** A node's end of TLS. */
  static String tls(NodeName node) {
    return node + "-tls";
  }

  /** A guest's service's: its host has services of the same names. */
  static String guestTls(NodeName service) {
    return service + "-guest";
  }

  /** The password of a node's state database. */
  static String password(NodeName node) {
    return node + "-state";
  }

  static IdentityPlan plan(Topology topology) {
    Map<NodeName, String> owners = topology.owners();
    List<PlannedKey> keys = new ArrayList<>();
    List<PlannedAuthority> authorities = new ArrayList<>();
    List<PlannedCertificate> certificates = new ArrayList<>();
    owners.forEach(
        (node, owner) -> {
          keys.add(new PlannedKey(node.value(), Curve.P256, Purpose.NODE));
          keys.add(new PlannedKey(tls(node), Curve.P256, Purpose.TLS));
          if (topology.couch() && !owner.equals(Topology.ORDERING)) {
            // 256 random bits that only the node and its database get; it certifies nothing.
            keys.add(new PlannedKey(password(node), Curve.P256, Purpose.NODE));
          }
          certificates.add(
              enrolment(owner, node.value(), owner.equals(Topology.ORDERING) ? "orderer" : "peer"));
          certificates.add(tls(owner, node));
        });
    topology
        .contractOwners()
        .forEach(
            (node, owner) -> {
              keys.add(new PlannedKey(tls(node), Curve.P256, Purpose.TLS));
              certificates.add(tls(owner, node));
            });
    for (String organisation : topology.organisationNames()) {
      authorities.add(members(organisation, topology.roots()));
      authorities.add(authority(tlsAuthority(organisation), organisation, topology.roots()));
      String request = topology.administrators().get(organisation);
      if (request == null) {
        keys.add(new PlannedKey(administrator(organisation), Curve.P256, Purpose.TRANSACTION));
        certificates.add(enrolment(organisation, administrator(organisation), "admin"));
      } else {
        String caretaker = caretaker(organisation);
        keys.add(new PlannedKey(caretaker, Curve.P256, Purpose.TRANSACTION));
        certificates.add(enrolment(organisation, caretaker, "client"));
        certificates.add(outside(organisation, request));
      }
    }
    // Orderers are administered over mutual TLS: by the same key, certified for that as well.
    certificates.add(
        new PlannedCertificate(
            tlsAuthority(Topology.ORDERING),
            administrator(Topology.ORDERING),
            administrator(Topology.ORDERING),
            Subject.of(administrator(Topology.ORDERING)).in(Topology.ORDERING),
            CertificateUse.TLS,
            Optional.empty(),
            MEMBER));
    return new IdentityPlan(keys, authorities, certificates);
  }

  /**
   * An organisation without nodes: who its members are, and its administrator.
   *
   * @param services of its own contracts, whose ends of TLS are its authority's
   */
  static IdentityPlan guest(String organisation, List<NodeName> services) {
    List<PlannedKey> keys = new ArrayList<>();
    List<PlannedCertificate> certificates = new ArrayList<>();
    keys.add(new PlannedKey(administrator(organisation), Curve.P256, Purpose.TRANSACTION));
    certificates.add(enrolment(organisation, administrator(organisation), "admin"));
    for (NodeName service : services) {
      keys.add(new PlannedKey(guestTls(service), Curve.P256, Purpose.TLS));
      certificates.add(tls(organisation, service, guestTls(service)));
    }
    return new IdentityPlan(
        keys,
        List.of(
            members(organisation, Map.of()),
            authority(tlsAuthority(organisation), organisation, Map.of())),
        certificates);
  }

  private static PlannedCertificate tls(String owner, NodeName node) {
    return tls(owner, node, tls(node));
  }

  private static PlannedCertificate tls(String owner, NodeName node, String name) {
    return new PlannedCertificate(
        tlsAuthority(owner),
        name,
        name,
        Subject.of(node.value()).in(owner),
        CertificateUse.TLS,
        Optional.of(node),
        MEMBER);
  }

  /**
   * Who certifies an organisation's members; the same as in the plan.
   *
   * @param roots of the authorities that are brought, by their names
   */
  static PlannedAuthority members(String organisation, Map<String, String> roots) {
    return authority(enrolmentAuthority(organisation), organisation, roots);
  }

  /** Whether a key of that name would be taken for an administrator's. */
  static boolean isAdministrator(String key) {
    return key.endsWith(administrator(""));
  }

  private static PlannedAuthority authority(
      String name, String organisation, Map<String, String> roots) {
    return new PlannedAuthority(
        name,
        Curve.P256,
        Subject.of(name).in(organisation),
        AUTHORITY,
        Optional.ofNullable(roots.get(name)));
  }

  /** Fabric reads from the unit what part its holder has. */
  private static PlannedCertificate enrolment(String organisation, String name, String part) {
    return new PlannedCertificate(
        enrolmentAuthority(organisation),
        name,
        name,
        Subject.of(name).in(organisation).inUnit(part),
        CertificateUse.IDENTITY,
        Optional.empty(),
        MEMBER);
  }

  private static PlannedCertificate outside(String organisation, String request) {
    PlannedCertificate of = enrolment(organisation, administrator(organisation), "admin");
    return new PlannedCertificate(
        of.authority(),
        of.name(),
        of.key(),
        of.subject(),
        of.use(),
        of.reachedAt(),
        of.lifetime(),
        Optional.of(request));
  }

  static Msp msp(String organisation, Identities made) {
    return msp(organisation, made, Map.of());
  }

  /**
   * The same with what its authority has revoked.
   *
   * @param revocations lists (PEM) by their authorities' names
   */
  static Msp msp(String organisation, Identities made, Map<String, String> revocations) {
    List<String> members = BroughtChain.split(made.root(enrolmentAuthority(organisation)).pem());
    List<String> tls = BroughtChain.split(made.root(tlsAuthority(organisation)).pem());
    return new Msp(
        organisation,
        members.subList(0, 1),
        members.subList(1, members.size()),
        tls.subList(0, 1),
        tls.subList(1, tls.size()),
        Optional.ofNullable(revocations.get(enrolmentAuthority(organisation))).stream().toList());
  }

  static FabricNetwork.TlsEnd tlsEnd(NodeName node, String owner, Identities made) {
    return new FabricNetwork.TlsEnd(
        made.certificate(tlsAuthority(owner), tls(node)).pem(), made.key(tls(node)).id());
  }

  /** That of a guest's service, of the guest's own authority. */
  static FabricNetwork.TlsEnd guestTlsEnd(NodeName service, String guest, Identities made) {
    String name = guestTls(service);
    return new FabricNetwork.TlsEnd(
        made.certificate(tlsAuthority(guest), name).pem(), made.key(name).id());
  }

  static NodeIdentity node(NodeName node, String owner, Identities made) {
    FabricNetwork.TlsEnd tls = tlsEnd(node, owner, made);
    return new NodeIdentity(
        made.certificate(enrolmentAuthority(owner), node.value()).pem(),
        made.key(node).id(),
        tls.certificate(),
        tls.key(),
        isElsewhere(owner, made)
            ? List.of(made.certificate(enrolmentAuthority(owner), caretaker(owner)).pem())
            : List.of(),
        Optional.ofNullable(made.keys().get(password(node))).map(ManagedKey::id));
  }
}
