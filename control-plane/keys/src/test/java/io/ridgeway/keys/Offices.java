package io.ridgeway.keys;

import io.ridgeway.keys.certificate.CustodyAuthority;
import io.ridgeway.model.certificate.Authority;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.certificate.CertificateOrder;
import io.ridgeway.model.certificate.CertificateOrder.Holder;
import io.ridgeway.model.certificate.CertificateUse;
import io.ridgeway.model.certificate.Subject;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Purpose;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;

/** Authorities over custody, as Fabric and FISCO BCOS have them. */
final class Offices {
  static final Duration TEN_YEARS = Duration.ofDays(3_650);
  static final Duration YEAR = Duration.ofDays(365);

  final CustodyFixture fixture;
  final InMemoryCertificateRecords records;
  final CustodyAuthority authorities;

  Offices(Path directory) {
    fixture = new CustodyFixture(directory);
    records = new InMemoryCertificateRecords(fixture.transactions);
    authorities = with(fixture.custody, new SecureRandom());
  }

  /** Over another instance of custody, numbering otherwise. */
  CustodyAuthority with(EnvelopeCustody custody, SecureRandom serials) {
    return new CustodyAuthority(custody, custody, custody, records, serials, fixture.clock);
  }

  Authority authority(String name, Curve curve) {
    return authority(name, curve, TEN_YEARS);
  }

  Authority authority(String name, Curve curve, Duration lifetime) {
    return new Authority(
        fixture.tenant,
        fixture.network,
        name,
        curve,
        Subject.of(name + ".example.org").in("Org1"),
        lifetime);
  }

  CertificateOrder order(String name, CertificateUse use, ManagedKey key, String... hosts) {
    return order(name, use, new Holder.Custody(key.id()), hosts);
  }

  CertificateOrder order(String name, CertificateUse use, Holder holder, String... hosts) {
    return new CertificateOrder(
        name,
        Subject.of(name + ".example.org").in("Org1").inUnit("peer"),
        use,
        List.of(hosts),
        YEAR,
        holder);
  }

  /** What an authority elsewhere would be asked for. */
  String request(ManagedKey key, Subject subject, String... hosts) {
    return authorities
        .request(
            authority("elsewhere", key.curve()),
            new CertificateOrder(
                "peer0",
                subject,
                CertificateUse.IDENTITY,
                List.of(hosts),
                YEAR,
                new Holder.Custody(key.id())))
        .request();
  }

  /** A node's certificate, for a key of its own. */
  Certificate issue(Authority authority, String name, CertificateUse use, String... hosts) {
    Purpose purpose = use == CertificateUse.IDENTITY ? Purpose.NODE : Purpose.TLS;
    ManagedKey key = fixture.key(authority.curve(), purpose, name);
    return authorities.ensure(authority, order(name, use, key, hosts));
  }
}
