package io.ridgeway.keys.certificate;

import io.ridgeway.keys.Possession;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.certificate.Authority;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.certificate.CertificateAuthority;
import io.ridgeway.model.certificate.CertificateOrder;
import io.ridgeway.model.certificate.CertificateOrder.Holder;
import io.ridgeway.model.certificate.CertificateRequest;
import io.ridgeway.model.certificate.RevocationList;
import io.ridgeway.model.key.Custody;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.key.Signer;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The authorities of all organisations: their keys are in custody, their certificates in the books.
 */
public final class CustodyAuthority implements CertificateAuthority {
  private final Custody custody;
  private final Possession possession;
  private final CertificateRecords records;
  private final CertificateWriter writer;
  private final RevocationWriter lists;
  private final BroughtAuthorities brought;
  private final Clock clock;

  /**
   * Over its ports.
   *
   * @param random where serial numbers come from
   */
  public CustodyAuthority(
      Custody custody,
      Signer signer,
      Possession possession,
      CertificateRecords records,
      SecureRandom random,
      Clock clock) {
    this.custody = custody;
    this.possession = possession;
    this.records = records;
    this.writer = new CertificateWriter(signer, random);
    this.lists = new RevocationWriter(signer);
    this.brought = new BroughtAuthorities(records, clock);
    this.clock = clock;
  }

  @Override
  public Certificate root(Authority authority) {
    return authority.isBrought() ? brought.trust(authority) : open(authority).root();
  }

  @Override
  public Certificate ensure(Authority authority, CertificateOrder order) {
    if (authority.isBrought()) {
      return brought.standing(authority, order.name());
    }
    Desk desk = open(authority);
    Content content = content(desk, order);
    Optional<Certificate> standing = newest(authority, order.name());
    return standing
        .filter(there -> there.holdsAt(clock.instant()) && content.isThatOf(there))
        .orElseGet(() -> issue(desk, order, content, standing));
  }

  @Override
  public Certificate renew(Authority authority, CertificateOrder order) {
    if (authority.isBrought()) {
      throw refused("The authority " + authority.name() + " is elsewhere: ask it for another.");
    }
    Desk desk = open(authority);
    return issue(desk, order, content(desk, order), newest(authority, order.name()));
  }

  @Override
  public List<Certificate> list(NetworkId network) {
    return records.newest(network);
  }

  @Override
  public CertificateRequest request(Authority authority, CertificateOrder order) {
    return new CertificateRequest(
        authority.name(),
        order.name(),
        order.subject(),
        order.use(),
        order.hosts(),
        order.holder() instanceof Holder.Custody held
            ? Requests.write(held(authority, held.key()), order, possession)
            : ((Holder.Outside) order.holder()).request());
  }

  @Override
  public Certificate accept(
      TenantId tenant, NetworkId network, CertificateRequest asked, String certificate) {
    return brought.accept(tenant, network, asked, certificate);
  }

  @Override
  public RevocationList accept(TenantId tenant, NetworkId network, String authority, String list) {
    return brought.accept(tenant, network, authority, list);
  }

  @Override
  public RevocationList revoke(TenantId tenant, NetworkId network, String authority, String name) {
    List<Certificate> all =
        records.all(network, authority).stream()
            .filter(c -> c.name().equals(name) && !c.isRoot())
            .toList();
    if (all.isEmpty()) {
      throw Refusal.notFound("certificate", name);
    }
    ManagedKey key =
        custody.list(network, Purpose.ISSUE).stream()
            .filter(k -> k.name().equals(authority) && k.tenant().equals(tenant))
            .findFirst()
            .orElseThrow(
                () ->
                    new Refusal(
                        ProblemType.CONFLICT,
                        "The authority "
                            + authority
                            + " is elsewhere, and signs its list of revoked certificates there:"
                            + " bring that list."));
    Optional<RevocationList> standing =
        records.newestLists(network).stream()
            .filter(list -> list.authority().equals(authority))
            .findFirst();
    List<Certificate> news =
        all.stream()
            .filter(c -> !c.notAfter().isBefore(clock.instant()))
            .filter(c -> standing.filter(list -> list.holds(c)).isEmpty())
            .toList();
    if (news.isEmpty() && standing.isPresent()) {
      return standing.get();
    }
    return records.insertIfAbsent(
        lists.write(
            key,
            records.newest(network, authority, authority).orElseThrow(),
            standing,
            news,
            clock.instant()));
  }

  @Override
  public List<RevocationList> revocations(NetworkId network) {
    return records.newestLists(network);
  }

  /** An authority with what it issues by. */
  private record Desk(Authority authority, ManagedKey key, Certificate root) {}

  private Desk open(Authority authority) {
    ManagedKey key =
        custody.ensure(
            authority.tenant(),
            authority.network(),
            authority.curve(),
            Purpose.ISSUE,
            authority.name());
    Content content = Content.of(authority, key.encodedPublicKey());
    Certificate root =
        newest(authority, authority.name())
            .orElseGet(
                () -> {
                  Validity validity = Validity.of(clock.instant(), authority.lifetime());
                  return records.insertIfAbsent(
                      writer.write(authority, key, authority.name(), 1, validity, content));
                });
    if (key.curve() != authority.curve() || !content.isThatOf(root)) {
      throw new Refusal(
          ProblemType.CONFLICT,
          "The authority " + authority.name() + " stands with another kind of key or subject.");
    }
    return new Desk(authority, key, root);
  }

  private Certificate issue(
      Desk desk, CertificateOrder order, Content content, Optional<Certificate> before) {
    Certificate root = desk.root();
    if (!root.holdsAt(clock.instant())) {
      throw new Refusal(
          ProblemType.CONFLICT,
          "The authority %s issues nothing: its own certificate holds from %s to %s."
              .formatted(root.name(), root.notBefore(), root.notAfter()));
    }
    Validity validity = Validity.of(clock.instant(), order.lifetime()).within(root);
    int generation = before.map(Certificate::generation).orElse(0) + 1;
    Certificate standing =
        records.insertIfAbsent(
            writer.write(
                desk.authority(), desk.key(), order.name(), generation, validity, content));
    if (!content.isThatOf(standing)) {
      throw new Refusal(
          ProblemType.CONFLICT,
          "The certificate "
              + order.name()
              + " was ordered otherwise at the same time; try again.");
    }
    return standing;
  }

  private Content content(Desk desk, CertificateOrder order) {
    Authority authority = desk.authority();
    if (order.name().equals(authority.name())) {
      throw refused("The name " + order.name() + " is the authority's own; choose another one.");
    }
    byte[] publicKey = publicKey(authority, order.holder());
    if (Arrays.equals(publicKey, desk.key().encodedPublicKey())) {
      throw refused("The key to be certified is the authority's own.");
    }
    return Content.of(order, authority.curve(), publicKey, desk.key().encodedPublicKey());
  }

  private byte[] publicKey(Authority authority, Holder holder) {
    if (holder instanceof Holder.Outside outside) {
      return Requests.publicKey(outside.request(), authority.curve());
    }
    return held(authority, ((Holder.Custody) holder).key()).encodedPublicKey();
  }

  private ManagedKey held(Authority authority, KeyId id) {
    ManagedKey key = key(id);
    if (!key.network().equals(authority.network()) || !key.tenant().equals(authority.tenant())) {
      throw Refusal.notFound("key", key.id());
    }
    if (key.curve() != authority.curve()) {
      throw refused(
          "The authority %s certifies keys of %s; key %s is one of %s."
              .formatted(authority.name(), authority.curve(), key.id(), key.curve()));
    }
    return key;
  }

  private ManagedKey key(KeyId id) {
    return custody.find(id).orElseThrow(() -> Refusal.notFound("key", id));
  }

  private Optional<Certificate> newest(Authority authority, String name) {
    return records.newest(authority.network(), authority.name(), name);
  }

  private static Refusal refused(String why) {
    return new Refusal(ProblemType.INVALID, why);
  }
}
