package io.ridgeway.engine.gateway;

import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.access.Access;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.TenantRole;
import io.ridgeway.engine.audit.AuditEvent;
import io.ridgeway.engine.audit.AuditLog;
import io.ridgeway.engine.catalogue.Frameworks;
import io.ridgeway.engine.catalogue.Frameworks.Membership;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.Networks;
import io.ridgeway.model.Ids;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.certificate.CertificateAuthority;
import io.ridgeway.model.certificate.CertificateOrder;
import io.ridgeway.model.certificate.RenewalCalendar;
import io.ridgeway.model.certificate.RenewalCalendar.Renewal;
import io.ridgeway.model.certificate.RenewalCalendar.State;
import io.ridgeway.model.certificate.RevocationList;
import io.ridgeway.model.certificate.Subject;
import io.ridgeway.model.key.KeyLife;
import io.ridgeway.model.key.KeyLives;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Certifies keys that applications keep themselves, and tells them how a network's nodes are
 * reached. Who calls the nodes themselves doesn't pass the gateway: nothing is limited or counted
 * there.
 */
@Singleton
public final class ClientDesk {
  /** How long a certificate lives at most: what nobody thinks of taking back ends soon. */
  public static final int LONGEST_DAYS = 365;

  /** How many applications of a network may have keys of their own. */
  static final int MAX_PER_NETWORK = 1_000;

  private static final String ENDING = "-own";

  private final Transactions transactions;
  private final Access access;
  private final Networks networks;
  private final KeyLives keys;
  private final CertificateAuthority authorities;
  private final Frameworks frameworks;
  private final AuditLog audit;
  private final Clock clock;

  public ClientDesk(
      Transactions transactions,
      Access access,
      Networks networks,
      KeyLives keys,
      CertificateAuthority authorities,
      Frameworks frameworks,
      AuditLog audit,
      Clock clock) {
    this.transactions = transactions;
    this.access = access;
    this.networks = networks;
    this.keys = keys;
    this.authorities = authorities;
    this.frameworks = frameworks;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * An application that keeps its key.
   *
   * @param name what it was enrolled as
   * @param renewal when its certificate should be renewed, and when it ends
   * @param state where that is now
   * @param revoked whether it was taken back
   */
  public record Client(String name, Renewal renewal, State state, boolean revoked) {
    public Certificate certificate() {
      return renewal.certificate();
    }
  }

  /**
   * What an application asks for.
   *
   * @param request PKCS#10, in PEM; of what it says the key alone is taken
   * @param organisation whose application it is; empty for the usual one, and for good
   * @param days how long the certificate is to live
   */
  public record Wanted(String name, String request, Optional<String> organisation, int days) {
    public Wanted {
      Ids.label("name", name, 40);
      if (days < 1 || days > LONGEST_DAYS) {
        throw new IllegalArgumentException("days must be 1 to " + LONGEST_DAYS);
      }
    }
  }

  /** What an application's certificate is called among its authority's. */
  public static String certificateName(String client) {
    return client + ENDING;
  }

  /** Whether it is that of an application that keeps its key, and so is the application's care. */
  public static boolean isOutside(Certificate certificate) {
    return certificate.name().endsWith(ENDING);
  }

  /** Whether it is that of an application's user, who comes in by BSN's protocol alone. */
  public static boolean isUser(Certificate certificate) {
    return isOutside(certificate) && BsnApplication.isUser(name(certificate));
  }

  /**
   * The certificate of the request's key. Asked again with the same key it is the same, until it is
   * due; then, and with another key, it is a new one. The one before holds until its end.
   */
  public Client enrol(Actor actor, TenantId tenant, NetworkId networkId, Wanted wanted) {
    access.require(actor, tenant, TenantRole.DEVELOPER);
    return transactions.inTenant(
        tenant, () -> certify(actor, tenant, networkId, wanted, Optional.empty()));
  }

  /** The same of a user of an application, whom the certificate names as the application does. */
  Client ofApplication(Actor actor, BsnApplication application, String user, String request) {
    return certify(
        actor,
        application.tenant(),
        application.network(),
        new Wanted(
            application.id().keyName(user),
            request,
            Optional.of(application.organisation()),
            LONGEST_DAYS),
        Optional.of(application.userName(user)));
  }

  /** Whether that could be done, as far as it doesn't depend on the key. */
  void requireRoom(BsnApplication application, String user) {
    Network network = open(application.network());
    String name = application.id().keyName(user);
    Membership member = membership(network, name, Optional.of(application.organisation()));
    requireCustody(member, called(member, Optional.of(application.userName(user))));
    Optional<Certificate> standing = room(network.id(), name, member);
    List<RevocationList> revoked = authorities.revocations(network.id());
    if (standing.filter(c -> client(c, revoked).revoked()).isPresent()) {
      throw userRevoked();
    }
  }

  private static Refusal userRevoked() {
    return new Refusal(
        ProblemType.CONFLICT,
        "The certificate of that user was revoked, and it gets no other: register another user.");
  }

  private Client certify(
      Actor actor, TenantId tenant, NetworkId networkId, Wanted wanted, Optional<String> called) {
    Network network = open(networkId);
    Membership member = membership(network, wanted.name(), wanted.organisation());
    Subject subject = called(member, called);
    requireCustody(member, subject);
    Optional<Certificate> standing = room(networkId, wanted.name(), member);
    CertificateOrder order =
        new CertificateOrder(
            certificateName(wanted.name()),
            subject,
            member.use(),
            List.of(),
            Duration.ofDays(wanted.days()),
            new CertificateOrder.Holder.Outside(wanted.request()));
    List<RevocationList> revoked = authorities.revocations(networkId);
    Optional<Client> there = standing.map(c -> client(c, revoked));
    if (called.isPresent() && there.filter(Client::revoked).isPresent()) {
      // Who asks is the application, with any key: what its tenant took back stays taken back.
      throw userRevoked();
    }
    boolean due = there.filter(c -> c.state() == State.DUE && !c.revoked()).isPresent();
    Certificate issued =
        due
            ? authorities.renew(member.authority(), order)
            : authorities.ensure(member.authority(), order);
    if (there.filter(Client::revoked).isPresent() && Optional.of(issued).equals(standing)) {
      throw new Refusal(
          ProblemType.CONFLICT,
          "The certificate of that key was revoked: make another key, and ask with that.");
    }
    if (!Optional.of(issued).equals(standing)) {
      networks.touch(networkId);
      audit.append(
          AuditEvent.of(
              clock.instant(),
              tenant,
              actor,
              "client.enrol",
              networkId + "/" + wanted.name(),
              "Certificate %s of %s for a key kept outside, serial %s, until %s."
                  .formatted(
                      called.orElse(wanted.name()),
                      issued.authority(),
                      issued.serial(),
                      issued.notAfter())));
    }
    return client(issued, revoked);
  }

  private Network open(NetworkId id) {
    Network network = networks.lock(id).orElseThrow(() -> Refusal.notFound("network", id));
    if (network.desire() == Network.Desire.DELETED || network.made().birth().isEmpty()) {
      throw new Refusal(
          ProblemType.ILLEGAL_TRANSITION,
          "The network isn't there yet, or is being deleted; it takes no applications.");
    }
    requireOwnNodes(network, "certified");
    return network;
  }

  private static Subject called(Membership member, Optional<String> name) {
    Subject usual = member.subject();
    return name.map(n -> new Subject(n, usual.organisation(), usual.units())).orElse(usual);
  }

  private static void requireCustody(Membership member, Subject subject) {
    if (member.authority().isBrought()) {
      throw new Refusal(
          ProblemType.CONFLICT,
          "The organisation has an authority of its own, which certifies such keys itself:"
              + " have it issue a certificate for "
              + subject.text()
              + " (keyUsage digitalSignature). Nothing of that passes here.");
    }
  }

  /** The applications that keep their keys, by organisation and name. */
  public List<Client> list(Actor actor, TenantId tenant, NetworkId network) {
    access.require(actor, tenant, TenantRole.VIEWER);
    return transactions.inTenant(
        tenant,
        () -> {
          networks.get(network);
          List<RevocationList> revoked = authorities.revocations(network);
          return clients(network).stream().map(c -> client(c, revoked)).toList();
        });
  }

  /** Whether the network's ledger knows applications by certificates. */
  public boolean certifies(Network network) {
    return !isOnSharedNodes(network)
        && frameworks.clientMembership(network, "x", Optional.empty()).isPresent();
  }

  /** On nodes of its tenant's own it may as well go past the gateway, as its host may. */
  private boolean isOnSharedNodes(Network network) {
    return network.spec().isGuest() && frameworks.hostOf(network.spec()).isEmpty();
  }

  private void requireOwnNodes(Network network, String wish) {
    if (isOnSharedNodes(network)) {
      throw new Refusal(
          ProblemType.CONFLICT,
          "Applications of a network on shared nodes come by the gateway alone, and aren't "
              + wish
              + ": it holds each network to the TPS that it bought, which others on these nodes"
              + " rely on. Make a key in custody, and call the network's gateway address.");
    }
  }

  /**
   * How an application of that organisation reaches the network's nodes; empty where the framework
   * has no such document.
   */
  public Optional<Frameworks.Profile> profile(
      Actor actor, TenantId tenant, NetworkId id, Optional<String> organisation) {
    access.require(actor, tenant, TenantRole.VIEWER);
    return transactions.inTenant(
        tenant,
        () -> {
          Network network = networks.get(id);
          if (network.desire() == Network.Desire.DELETED || network.readyAt().isEmpty()) {
            throw new Refusal(
                ProblemType.CONFLICT, "The network isn't ready yet, or is being deleted.");
          }
          requireOwnNodes(network, "told where its nodes are");
          return frameworks.connectionProfile(network, authorities.list(id), organisation);
        });
  }

  private Membership membership(Network network, String name, Optional<String> organisation) {
    String framework = network.spec().framework().name();
    if (!frameworks.namesApplications(framework, name)) {
      throw new Refusal(
          ProblemType.INVALID, "Such names are kept for administrators; choose another name.");
    }
    return frameworks
        .clientMembership(network, name, organisation)
        .orElseThrow(
            () ->
                new Refusal(
                    ProblemType.CONFLICT,
                    "This network's ledger knows keys by themselves: yours needs no certificate."));
  }

  /** The certificate of that name, if there is one; a name is one application's for good. */
  private Optional<Certificate> room(NetworkId network, String name, Membership member) {
    List<Certificate> there = clients(network);
    Optional<Certificate> standing =
        there.stream().filter(c -> c.name().equals(certificateName(name))).findFirst();
    // Also one that was destroyed: who keeps an application's key is decided once. Of an
    // application that is there it was decided, also where that was before this was looked at.
    if (keys.all(network, Purpose.TRANSACTION).stream()
        .filter(k -> standing.isEmpty() || k.life().state() != KeyLife.State.DESTROYED)
        .anyMatch(k -> k.key().name().equals(name))) {
      throw new Refusal(
          ProblemType.CONFLICT, "A key in custody has or had that name; choose another name.");
    }
    if (standing.filter(c -> !c.authority().equals(member.authority().name())).isPresent()) {
      throw new Refusal(
          ProblemType.CONFLICT,
          "The application of that name belongs to another organisation for good; choose another"
              + " name.");
    }
    if (standing.isEmpty() && there.size() >= MAX_PER_NETWORK) {
      throw new Refusal(
          ProblemType.CONFLICT,
          "A network certifies at most " + MAX_PER_NETWORK + " applications' own keys.");
    }
    return standing;
  }

  private List<Certificate> clients(NetworkId network) {
    return authorities.list(network).stream().filter(ClientDesk::isOutside).toList();
  }

  private static String name(Certificate certificate) {
    return certificate.name().substring(0, certificate.name().length() - ENDING.length());
  }

  private Client client(Certificate certificate, List<RevocationList> revoked) {
    Renewal renewal = RenewalCalendar.of(List.of(certificate)).renewals().get(0);
    return new Client(
        name(certificate),
        renewal,
        renewal.at(clock.instant()),
        revoked.stream().anyMatch(list -> list.holds(certificate)));
  }
}
