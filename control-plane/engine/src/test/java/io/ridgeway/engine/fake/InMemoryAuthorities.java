package io.ridgeway.engine.fake;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.certificate.Authority;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.certificate.CertificateAuthority;
import io.ridgeway.model.certificate.CertificateOrder;
import io.ridgeway.model.certificate.CertificateRequest;
import io.ridgeway.model.certificate.RevocationList;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BinaryOperator;

/**
 * {@link CertificateAuthority} over the store's custody, in its transactions. What it issues reads
 * like PEM and holds in clear what was ordered.
 */
public final class InMemoryAuthorities implements CertificateAuthority {
  private static final Duration BACK = Duration.ofMinutes(5);
  private static final BinaryOperator<Certificate> NEWER =
      BinaryOperator.maxBy(Comparator.comparing(Certificate::generation));

  private final InMemoryStore store;
  private final Clock clock;
  private final Random serials = new Random(2);
  private final Table<String, Certificate> rows;
  private final Table<String, RevocationList> revoked;
  private final AtomicInteger lists = new AtomicInteger();
  private final AtomicInteger requests = new AtomicInteger();

  public InMemoryAuthorities(InMemoryStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
    this.rows = store.table(certificate -> Optional.of(certificate.tenant()));
    this.revoked = store.table(list -> Optional.of(list.tenant()));
  }

  @Override
  public Certificate root(Authority authority) {
    if (authority.isBrought()) {
      return newest(authority, authority.name())
          .orElseGet(
              () ->
                  insert(
                      authority,
                      authority.name(),
                      1,
                      now(),
                      now().plus(authority.lifetime()),
                      authority.root().orElseThrow()));
    }
    ManagedKey key =
        store.custody.ensure(
            authority.tenant(),
            authority.network(),
            authority.curve(),
            Purpose.ISSUE,
            authority.name());
    String says = authority.subject() + " of " + key.publicKey();
    Certificate root =
        newest(authority, authority.name())
            .orElseGet(
                () -> {
                  Instant now = now();
                  return insert(
                      authority, authority.name(), 1, now, now.plus(authority.lifetime()), says);
                });
    if (!root.pem().contains(says)) {
      throw new Refusal(
          ProblemType.CONFLICT, "The authority " + authority.name() + " stands otherwise.");
    }
    return root;
  }

  @Override
  public Certificate ensure(Authority authority, CertificateOrder order) {
    if (authority.isBrought()) {
      return newest(authority, order.name())
          .orElseThrow(() -> new Refusal(ProblemType.CONFLICT, "It hasn't certified that yet."));
    }
    Certificate root = root(authority);
    return newest(authority, order.name())
        .filter(there -> there.holdsAt(clock.instant()))
        .filter(there -> there.pem().contains(content(authority, order)))
        .orElseGet(() -> issue(root, authority, order));
  }

  @Override
  public Certificate renew(Authority authority, CertificateOrder order) {
    return issue(root(authority), authority, order);
  }

  @Override
  public List<Certificate> list(NetworkId network) {
    lists.incrementAndGet();
    Map<String, Certificate> newest = new HashMap<>();
    rows.all(c -> c.network().equals(network))
        .forEach(c -> newest.merge(c.authority() + "/" + c.name(), c, NEWER));
    return newest.values().stream()
        .sorted(Comparator.comparing(Certificate::authority).thenComparing(Certificate::name))
        .toList();
  }

  /** Of the key it says what was ordered, and the answer says the same. */
  @Override
  public CertificateRequest request(Authority authority, CertificateOrder order) {
    return new CertificateRequest(
        authority.name(),
        order.name(),
        order.subject(),
        order.use(),
        order.hosts(),
        content(authority, order) + ", request " + requests.incrementAndGet());
  }

  /** Takes the request's own words for the certificate; it ends in sixty days. */
  @Override
  public Certificate accept(
      TenantId tenant, NetworkId network, CertificateRequest asked, String certificate) {
    if (!certificate.startsWith(asked.request())) {
      throw new Refusal(ProblemType.INVALID, "The certificate is another one's.");
    }
    Certificate root =
        rows.all(c -> c.network().equals(network) && c.name().equals(asked.authority())).get(0);
    Authority of =
        new Authority(
            tenant,
            network,
            asked.authority(),
            Curve.P256,
            asked.subject(),
            Duration.between(root.notBefore(), root.notAfter()));
    Optional<Certificate> before = newest(of, asked.name());
    if (before.filter(c -> c.pem().contains(certificate)).isPresent()) {
      return before.get();
    }
    return insert(
        of,
        asked.name(),
        before.map(Certificate::generation).orElse(0) + 1,
        now(),
        now().plus(Duration.ofDays(60)),
        certificate);
  }

  @Override
  public RevocationList revoke(TenantId tenant, NetworkId network, String authority, String name) {
    Set<String> serials = new TreeSet<>();
    rows.all(
            c ->
                c.network().equals(network)
                    && c.authority().equals(authority)
                    && c.name().equals(name))
        .forEach(c -> serials.add(c.serial()));
    if (serials.isEmpty()) {
      throw Refusal.notFound("certificate", name);
    }
    Optional<RevocationList> before =
        revocations(network).stream().filter(l -> l.authority().equals(authority)).findFirst();
    before.ifPresent(b -> serials.addAll(b.serials()));
    return before
        .filter(b -> b.serials().equals(serials))
        .orElseGet(() -> insert(tenant, network, authority, serials));
  }

  /** Takes serial numbers, parted by blanks. */
  @Override
  public RevocationList accept(TenantId tenant, NetworkId network, String authority, String list) {
    return insert(tenant, network, authority, Set.of(list.split(" ")));
  }

  private RevocationList insert(
      TenantId tenant, NetworkId network, String authority, Set<String> serials) {
    int number =
        1
            + (int)
                revoked
                    .all(l -> l.network().equals(network) && l.authority().equals(authority))
                    .stream()
                    .count();
    RevocationList list =
        new RevocationList(
            tenant,
            network,
            authority,
            number,
            now(),
            serials,
            "-----BEGIN X509 CRL-----\n" + serials + "\n-----END X509 CRL-----\n");
    revoked.insert(network + "/" + authority + "/" + number, list);
    return list;
  }

  @Override
  public List<RevocationList> revocations(NetworkId network) {
    Map<String, RevocationList> newest = new TreeMap<>();
    revoked
        .all(l -> l.network().equals(network))
        .forEach(
            l ->
                newest.merge(
                    l.authority(),
                    l,
                    BinaryOperator.maxBy(Comparator.comparing(RevocationList::number))));
    return List.copyOf(newest.values());
  }

  /** How often {@link #list} was called. */
  public int lists() {
    return lists.get();
  }

  private Certificate issue(Certificate root, Authority authority, CertificateOrder order) {
    if (!root.holdsAt(clock.instant())) {
      throw new Refusal(
          ProblemType.CONFLICT, "The authority " + authority.name() + " issues nothing.");
    }
    int generation = newest(authority, order.name()).map(Certificate::generation).orElse(0) + 1;
    Instant end = now().plus(order.lifetime());
    return insert(
        authority,
        order.name(),
        generation,
        now(),
        end.isAfter(root.notAfter()) ? root.notAfter() : end,
        content(authority, order));
  }

  private String content(Authority authority, CertificateOrder order) {
    if (order.name().equals(authority.name())) {
      throw new Refusal(ProblemType.INVALID, "The name " + order.name() + " is the authority's.");
    }
    return order.subject()
        + " as "
        + order.use()
        + " at "
        + order.hosts()
        + " of "
        + holder(authority, order.holder());
  }

  /** Of somebody outside the request itself, as if it were the key. */
  private String holder(Authority authority, CertificateOrder.Holder holder) {
    if (holder instanceof CertificateOrder.Holder.Outside outside) {
      return outside.request();
    }
    ManagedKey key =
        store
            .custody
            .find(((CertificateOrder.Holder.Custody) holder).key())
            .filter(k -> k.network().equals(authority.network()))
            .orElseThrow(() -> new Refusal(ProblemType.NOT_FOUND, "There is no such key."));
    if (key.curve() != authority.curve()) {
      throw new Refusal(ProblemType.INVALID, "The key " + key.name() + " is of another curve.");
    }
    return key.publicKey();
  }

  private Certificate insert(
      Authority authority, String name, int generation, Instant now, Instant end, String says) {
    byte[] serial = new byte[16];
    serials.nextBytes(serial);
    Certificate certificate =
        new Certificate(
            authority.tenant(),
            authority.network(),
            authority.name(),
            name,
            generation,
            HexFormat.of().formatHex(serial),
            now.minus(BACK),
            end,
            "-----BEGIN CERTIFICATE-----\n"
                + says
                + ", number "
                + generation
                + "\n-----END CERTIFICATE-----\n");
    rows.insert(
        authority.network() + "/" + authority.name() + "/" + name + "/" + generation, certificate);
    return certificate;
  }

  private Optional<Certificate> newest(Authority authority, String name) {
    return rows
        .all(
            c ->
                c.network().equals(authority.network())
                    && c.authority().equals(authority.name())
                    && c.name().equals(name))
        .stream()
        .reduce(NEWER);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }
}
