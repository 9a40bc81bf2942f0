package io.ridgeway.framework.fiscobcos;

import io.ridgeway.framework.Identities;
import io.ridgeway.framework.IdentityPlan;
import io.ridgeway.framework.IdentityPlan.PlannedAuthority;
import io.ridgeway.framework.IdentityPlan.PlannedCertificate;
import io.ridgeway.framework.IdentityPlan.PlannedKey;
import io.ridgeway.framework.fiscobcos.TestAuthority.Issued;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.certificate.CertificateUse;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.ManagedKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * A chain's identities and the private keys that go with them, as custody would make and hold them.
 *
 * @param secrets what custody hands out, by key
 */
record TestIdentities(Identities identities, Map<KeyId, byte[]> secrets) {
  private static final TenantId TENANT = new TenantId("t00000000demo");
  private static final NetworkId NETWORK = new NetworkId("n00000000demo");
  private static final Instant BORN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Map<Cryptography, TestAuthority> AUTHORITIES = new ConcurrentHashMap<>();
  private static final Map<String, Made> MADE = new ConcurrentHashMap<>();

  /** A key, and its certificate if it has one. */
  private record Made(TestKeyPair pair, String certificate) {}

  /** What custody keeps of a key: its public half as {@link ManagedKey} has it, and the secret. */
  @SuppressWarnings("ArrayRecordComponent") // bytes, short-lived, never compared
  private record TestKeyPair(String publicKey, byte[] secret) {}

  /** The same each time for the same names, of one authority a suite. Making RSA keys is slow. */
  static TestIdentities seeded(IdentityPlan plan) {
    return of(
        plan,
        suite ->
            AUTHORITIES.computeIfAbsent(
                suite, c -> TestAuthority.of(c, new SeededRandom("authority " + c))),
        SeededRandom::new,
        true);
  }

  static TestIdentities make(IdentityPlan plan, SecureRandom random) {
    Map<Cryptography, TestAuthority> authorities = new HashMap<>();
    return of(
        plan,
        suite -> authorities.computeIfAbsent(suite, c -> TestAuthority.of(c, random)),
        seed -> random,
        false);
  }

  private static TestIdentities of(
      IdentityPlan plan,
      Function<Cryptography, TestAuthority> authorities,
      Function<String, SecureRandom> randoms,
      boolean keep) {
    List<ManagedKey> keys = new ArrayList<>();
    List<Certificate> certificates = new ArrayList<>();
    Map<KeyId, byte[]> secrets = new HashMap<>();
    Map<String, Cryptography> suites = new HashMap<>();
    for (PlannedAuthority planned : plan.authorities()) {
      suites.put(planned.name(), suite(planned.curve()));
      TestAuthority authority = authorities.apply(suite(planned.curve()));
      certificates.add(certificate(planned.name(), planned.name(), authority, authority.pem()));
    }
    Map<String, PlannedCertificate> certified = new HashMap<>();
    plan.certificates().forEach(c -> certified.put(c.key(), c));
    for (PlannedKey planned : plan.keys()) {
      PlannedCertificate of = certified.get(planned.name());
      String seed = seed(planned, of != null);
      Made made;
      if (of == null) {
        made = new Made(pair(planned.curve(), randoms.apply(seed)), "");
      } else {
        TestAuthority authority = authorities.apply(suites.get(of.authority()));
        made =
            keep
                ? MADE.computeIfAbsent(seed, s -> issued(of, authority, randoms.apply(s)))
                : issued(of, authority, randoms.apply(seed));
        certificates.add(certificate(of.authority(), of.name(), authority, made.certificate()));
      }
      KeyId id = new KeyId(id(planned.curve() + " " + planned.name()));
      secrets.put(id, made.pair().secret());
      keys.add(
          new ManagedKey(
              id,
              TENANT,
              NETWORK,
              planned.name(),
              planned.curve(),
              planned.purpose(),
              made.pair().publicKey(),
              BORN));
    }
    return new TestIdentities(Identities.of(keys, certificates), secrets);
  }

  /** By suite and node, so that golden cases stay as they are. */
  private static String seed(PlannedKey planned, boolean certified) {
    if (planned.name().equals(FiscoIdentities.GOVERNOR)) {
      return planned.name();
    }
    String node = planned.name().replaceFirst("-(tls|sign)$", "");
    return (certified ? "" : "key ") + suite(planned.curve()) + " " + node;
  }

  private static Cryptography suite(Curve curve) {
    return curve == Curve.SM2 ? Cryptography.GUOMI : Cryptography.STANDARD;
  }

  private static Made issued(
      PlannedCertificate planned, TestAuthority authority, SecureRandom random) {
    TestAuthority with = authority.with(random);
    Issued issued =
        planned.use() == CertificateUse.TLS_ENCRYPTION ? with.encipherment() : with.signing();
    return new Made(
        new TestKeyPair(X509.parse(issued.certificate()).orElseThrow().peerId(), issued.key()),
        issued.certificate());
  }

  private static TestKeyPair pair(Curve curve, SecureRandom random) {
    TestKey key = TestKey.next(suite(curve), random);
    return new TestKeyPair(key.id().hex(), key.bytes());
  }

  /** With another certificate for each key, of the authorities of {@link #seeded}. */
  TestIdentities renewed(IdentityPlan plan) {
    Map<String, Cryptography> suites = new HashMap<>();
    plan.authorities().forEach(a -> suites.put(a.name(), suite(a.curve())));
    List<Certificate> renewed = new ArrayList<>();
    identities
        .certificates()
        .values()
        .forEach(
            of ->
                of.values()
                    .forEach(
                        c -> {
                          TestAuthority issuer =
                              AUTHORITIES
                                  .get(suites.get(c.authority()))
                                  .with(new SeededRandom("again " + c.name()));
                          renewed.add(
                              c.isRoot()
                                  ? c
                                  : certificate(
                                      c.authority(), c.name(), issuer, issuer.renewed(c.pem())));
                        }));
    return new TestIdentities(
        Identities.of(List.copyOf(identities.keys().values()), renewed), secrets);
  }

  private static Certificate certificate(
      String authority, String name, TestAuthority issuer, String pem) {
    return new Certificate(
        TENANT, NETWORK, authority, name, 1, "00".repeat(16), issuer.from(), issuer.until(), pem);
  }

  /** The same for the same name. */
  private static String id(String seed) {
    byte[] bytes = new byte[6];
    new SeededRandom("id " + seed).nextBytes(bytes);
    return "k" + HexFormat.of().formatHex(bytes);
  }
}
