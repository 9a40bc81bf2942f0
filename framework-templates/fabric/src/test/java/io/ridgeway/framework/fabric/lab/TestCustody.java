package io.ridgeway.framework.fabric.lab;

import io.ridgeway.framework.Administrators;
import io.ridgeway.framework.Answered;
import io.ridgeway.framework.Asked;
import io.ridgeway.framework.Enrolment;
import io.ridgeway.framework.Identities;
import io.ridgeway.framework.IdentityPlan;
import io.ridgeway.framework.IdentityPlan.PlannedAuthority;
import io.ridgeway.framework.IdentityPlan.PlannedCertificate;
import io.ridgeway.framework.IdentityPlan.PlannedKey;
import io.ridgeway.framework.Lineup;
import io.ridgeway.framework.Signatory;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.certificate.CertificateUse;
import io.ridgeway.model.contract.Contract;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.key.Signature;
import io.ridgeway.model.key.ToSign;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.NodeName;
import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;

/** What custody makes of a plan, in memory; it notes every signature that it is asked for. */
public final class TestCustody implements Administrators {
  /** The nodes that begin with a snapshot, and where that is. */
  public final Map<NodeName, String> restoring = new TreeMap<>();

  /** Whether an ordered change is under way. */
  public boolean changing = true;

  /** Whether the change waits, and only who is revoked is to be told. */
  public boolean revoking;

  /** The tenant's own contracts, as they are said to run. */
  public List<Contract> contracts = List.of();

  private static final TenantId TENANT = new TenantId("t000000000lab");
  private static final NetworkId NETWORK = new NetworkId("n000000000lab");

  private final Map<String, KeyPair> pairs = new HashMap<>();
  private final Map<KeyId, TestIdentity> handedOver = new HashMap<>();
  private final Map<String, TestAuthority> authorities = new HashMap<>();
  private final List<String> signed = new ArrayList<>();
  private final Map<String, ManagedKey> keys = new HashMap<>();
  private final List<Certificate> certificates = new ArrayList<>();
  private final Map<String, String> settled = new TreeMap<>();
  private final List<Answered> asked = new ArrayList<>();
  private final Map<String, List<String>> revoked = new HashMap<>();
  private final Map<String, String> lists = new HashMap<>();
  private Lineup lineup = Lineup.UNKNOWN;
  private Optional<NetworkSpec> ordered = Optional.empty();

  /**
   * Makes all of it.
   *
   * @param hosts the hosts that a node is reached by
   */
  public TestCustody(IdentityPlan plan, Function<NodeName, List<String>> hosts) {
    grow(plan, hosts);
  }

  /** Makes what a later plan asks for beyond what there is. */
  public void grow(IdentityPlan plan, Function<NodeName, List<String>> hosts) {
    for (PlannedKey planned : plan.keys()) {
      if (pairs.containsKey(planned.name())) {
        continue;
      }
      KeyPair pair = TestAuthority.keys();
      KeyId id = new KeyId("k%012d".formatted(pairs.size() + 1));
      pairs.put(planned.name(), pair);
      keys.put(planned.name(), managed(id, planned, pair.getPublic()));
    }
    for (PlannedAuthority planned : plan.authorities()) {
      if (authorities.containsKey(planned.name())) {
        continue;
      }
      TestAuthority authority =
          planned
              .root()
              .map(TestAuthority::of)
              .orElseGet(() -> new TestAuthority(planned.subject().commonName()));
      authorities.put(planned.name(), authority);
      certificates.add(
          certificate(planned.name(), planned.name(), authority.root(), 1, authority.bundle()));
    }
    for (PlannedCertificate planned : plan.certificates()) {
      if (certificates.stream().noneMatch(c -> isOf(c, planned))) {
        issue(planned, hosts, 1);
      }
    }
  }

  /** Has a certificate renewed, for the key that it has. */
  public void renew(PlannedCertificate planned, Function<NodeName, List<String>> hosts) {
    Certificate old = certificates.stream().filter(c -> isOf(c, planned)).findFirst().orElseThrow();
    certificates.remove(old);
    issue(planned, hosts, old.generation() + 1);
  }

  private static boolean isOf(Certificate certificate, PlannedCertificate planned) {
    return certificate.authority().equals(planned.authority())
        && certificate.name().equals(planned.name());
  }

  private void issue(
      PlannedCertificate planned, Function<NodeName, List<String>> hosts, int generation) {
    TestIdentity identity =
        authorities
            .get(planned.authority())
            .certify(
                planned
                    .request()
                    .map(TestCustody::holder)
                    .orElseGet(() -> pairs.get(planned.key())),
                planned.subject(),
                planned.reachedAt().map(hosts).orElse(List.of()),
                planned.use() == CertificateUse.TLS);
    certificates.add(certificate(planned.authority(), planned.name(), identity, generation));
    ManagedKey key = keys.get(planned.key());
    if (key != null && key.purpose().handedOver()) {
      handedOver.put(key.id(), identity);
    }
  }

  /** Whoever made the request; the private half is elsewhere. */
  private static KeyPair holder(String request) {
    try (PEMParser parser = new PEMParser(new StringReader(request))) {
      PKCS10CertificationRequest read = (PKCS10CertificationRequest) parser.readObject();
      return new KeyPair(new JcaPKCS10CertificationRequest(read).getPublicKey(), null);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public List<Contract> contracts() {
    return contracts;
  }

  @Override
  public List<Answered> asked() {
    return List.copyOf(asked);
  }

  @Override
  public void ask(List<Asked> all) {
    asked.removeIf(answer -> !all.contains(answer.asked()));
    all.stream()
        .filter(wanted -> asked.stream().noneMatch(answer -> answer.asked().equals(wanted)))
        .forEach(wanted -> asked.add(new Answered(wanted, Optional.empty())));
  }

  @Override
  public boolean isChanging() {
    return changing;
  }

  @Override
  public boolean revokesAlone() {
    return revoking;
  }

  /** Somebody answers what an organisation was asked. */
  public void answer(String organisation, Function<Asked, String> signature) {
    asked.replaceAll(
        answer ->
            answer.asked().organisation().equals(organisation)
                ? new Answered(answer.asked(), Optional.of(signature.apply(answer.asked())))
                : answer);
  }

  /** Has an application's certificate revoked, with those that were before. */
  public void revoke(Signatory application) {
    Certificate certificate = application.certificate().orElseThrow();
    revoked.computeIfAbsent(certificate.authority(), a -> new ArrayList<>()).add(certificate.pem());
    lists.put(
        certificate.authority(),
        authorities.get(certificate.authority()).revoke(revoked.get(certificate.authority())));
  }

  @Override
  public Map<String, String> revocations() {
    return Map.copyOf(lists);
  }

  /** Which nodes there are from now on. */
  public void lineUp(Lineup now) {
    lineup = now;
  }

  @Override
  public Lineup lineup() {
    return lineup;
  }

  /** What is ordered from now on. */
  public void order(NetworkSpec spec) {
    ordered = Optional.of(spec);
  }

  @Override
  public Optional<NetworkSpec> ordered() {
    return ordered;
  }

  @Override
  public void settle(String name, String value) {
    settled.put(name, value);
  }

  /** What was added to the birth record. */
  public Map<String, String> settled() {
    return settled;
  }

  @Override
  public Identities identities() {
    return Identities.of(keys.values(), certificates);
  }

  @Override
  public Signature sign(String key, ToSign what, String reason) {
    if (identities().key(key).purpose() != Purpose.TRANSACTION) {
      throw new AssertionError(key + " doesn't sign in custody");
    }
    synchronized (signed) {
      signed.add(reason);
    }
    return new TestSignature(pairs.get(key).getPrivate()).over(((ToSign.Message) what).bytes());
  }

  /** A new application's key with its certificate; for what it signs, see {@link #signed}. */
  public Signatory enrol(Enrolment enrolment, String name) {
    KeyPair pair = TestAuthority.keys();
    TestIdentity identity =
        authorities
            .get(enrolment.authority().name())
            .certify(pair, enrolment.subject(), List.of(), false);
    KeyId id = new KeyId("k%012d".formatted(900_000 + pairs.size()));
    ManagedKey key =
        managed(id, new PlannedKey(name, Curve.P256, Purpose.TRANSACTION), pair.getPublic());
    return new Signatory(
        name,
        key,
        Optional.of(certificate(enrolment.authority().name(), name + "-client", identity, 1)),
        (what, reason) -> {
          synchronized (signed) {
            signed.add(reason);
          }
          return new TestSignature(pair.getPrivate()).over(((ToSign.Message) what).bytes());
        });
  }

  /** A node's TLS identity. */
  public TestIdentity tls(String key) {
    return handedOver.get(identities().key(key).id());
  }

  /** For what it signed so far. */
  public List<String> signed() {
    synchronized (signed) {
      return List.copyOf(signed);
    }
  }

  /** A server that shows a node's TLS certificate, and lets in whom that authority certified. */
  public TlsServer serve(String key, String authority)
      throws IOException, GeneralSecurityException {
    return new TlsServer(handedOver.get(identities().key(key).id()), authorities.get(authority));
  }

  /** The private scalar of a key that is handed to a node. */
  public byte[] scalar(KeyId key) {
    return handedOver.get(key).scalar();
  }

  private static ManagedKey managed(KeyId id, PlannedKey planned, PublicKey key) {
    byte[] point =
        Curve.P256.decode(key.getEncoded()).orElseThrow(() -> new AssertionError("not P-256"));
    return new ManagedKey(
        id,
        TENANT,
        NETWORK,
        planned.name(),
        planned.curve(),
        planned.purpose(),
        HexFormat.of().formatHex(point),
        java.time.Instant.EPOCH);
  }

  private static Certificate certificate(
      String authority, String name, TestIdentity identity, int generation) {
    return certificate(authority, name, identity, generation, identity.certificate());
  }

  private static Certificate certificate(
      String authority, String name, TestIdentity identity, int generation, String pem) {
    return new Certificate(
        TENANT,
        NETWORK,
        authority,
        name,
        generation,
        "0".repeat(32),
        identity.x509().getNotBefore().toInstant(),
        identity.x509().getNotAfter().toInstant(),
        pem);
  }

  @Override
  public Map<NodeName, String> restoring() {
    return restoring;
  }
}
