package io.ridgeway.engine.change;

import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.access.Access;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.TenantRole;
import io.ridgeway.engine.catalogue.Frameworks;
import io.ridgeway.engine.gateway.ClientDesk;
import io.ridgeway.engine.gateway.KeyDesk;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.Networks;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.certificate.Authority;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.certificate.CertificateAuthority;
import io.ridgeway.model.certificate.RevocationList;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.model.problem.Violation;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes applications' certificates back before they end: their authority signs the list, and an
 * operation has the ledger know it. The gateway signs nothing with a managed key from then on. What
 * waits for members' answers lets it go first.
 */
@Singleton
public final class RevocationDesk {
  private final Transactions transactions;
  private final Access access;
  private final Networks networks;
  private final Frameworks frameworks;
  private final CertificateAuthority authorities;
  private final Precedence precedence;
  private final Beginning beginning;

  public RevocationDesk(
      Transactions transactions,
      Access access,
      Networks networks,
      Frameworks frameworks,
      CertificateAuthority authorities,
      Precedence precedence,
      Beginning beginning) {
    this.transactions = transactions;
    this.access = access;
    this.networks = networks;
    this.frameworks = frameworks;
    this.authorities = authorities;
    this.precedence = precedence;
    this.beginning = beginning;
  }

  /** The newest list of each of the network's authorities that has one. */
  public List<RevocationList> list(Actor actor, TenantId tenant, NetworkId id) {
    access.require(actor, tenant, TenantRole.VIEWER);
    return transactions.inTenant(
        tenant,
        () -> {
          networks.get(id);
          return authorities.revocations(id);
        });
  }

  /**
   * Takes back every certificate that an application has, whether it keeps its key or custody does.
   * Once more it has the ledger told anew.
   *
   * @param name of the application, or of the managed key
   * @throws Refusal {@code NOT_FOUND} if none has that name; {@code CONFLICT} while another
   *     operation is under way that waits for nobody's answer, where the organisation has an
   *     authority of its own, or nodes know of no certificate that was revoked
   */
  public Operation revoke(Actor actor, TenantId tenant, NetworkId id, String name) {
    access.require(actor, tenant, TenantRole.ADMIN);
    return transactions.inTenant(
        tenant,
        () -> {
          Network network = precedence.revoking(id);
          Set<String> names =
              Set.of(KeyDesk.certificateName(name), ClientDesk.certificateName(name));
          Certificate certificate =
              authorities.list(id).stream()
                  .filter(c -> names.contains(c.name()))
                  .findFirst()
                  .orElseThrow(() -> Refusal.notFound("certificate of an application", name));
          requirePossible(network);
          RevocationList list =
              authorities.revoke(tenant, id, certificate.authority(), certificate.name());
          return begin(actor, network, "Revoked what " + name + " has", list);
        });
  }

  /**
   * Takes the list of an organisation's own authority. Not one that has a certificate by which a
   * node or an administrator is known now: the ledger would hear neither any more.
   *
   * @param list a certificate revocation list, PEM
   * @throws Refusal {@code INVALID} with what is wrong about it, {@code CONFLICT} where custody has
   *     the organisation's authority, or such a certificate is to be renewed first
   */
  public Operation bring(
      Actor actor, TenantId tenant, NetworkId id, String organisation, String list) {
    access.require(actor, tenant, TenantRole.ADMIN);
    return transactions.inTenant(
        tenant,
        () -> {
          Network network = precedence.revoking(id);
          Authority authority =
              frameworks
                  .membership(network, "x", Optional.of(organisation))
                  .orElseThrow(
                      () ->
                          new Refusal(
                              ProblemType.CONFLICT, "This network's ledger knows no certificates."))
                  .authority();
          requirePossible(network);
          if (!authority.isBrought()) {
            throw new Refusal(
                ProblemType.CONFLICT,
                "The authority of "
                    + organisation
                    + " is custody's, which signs its list itself: say whose certificate isn't"
                    + " good any more.");
          }
          RevocationList taken = authorities.accept(tenant, id, authority.name(), list);
          requireUnused(network, taken);
          return begin(actor, network, "Took the list of " + authority.name(), taken);
        });
  }

  /** Why a network's certificates can't be revoked; empty if they can. */
  public Optional<String> obstacle(Network network) {
    return frameworks.whyNotRevoked(network.spec());
  }

  private void requirePossible(Network network) {
    obstacle(network)
        .ifPresent(
            why -> {
              throw new Refusal(ProblemType.CONFLICT, "Nothing is revoked. " + why);
            });
  }

  /** What was taken is forgotten with the transaction, if it is refused. */
  private void requireUnused(Network network, RevocationList taken) {
    Set<String> needed = frameworks.certificates(network, taken.authority());
    List<Violation> used =
        authorities.list(network.id()).stream()
            .filter(taken::holds)
            .filter(c -> c.isRoot() || needed.contains(c.name()))
            .map(
                c ->
                    new Violation(
                        "list",
                        "It has serial number "
                            + c.serial()
                            + ", by which "
                            + c.name()
                            + " is known to the ledger now: the organisation would be locked out."
                            + " Renew that certificate first (rotate the network's certificates),"
                            + " then bring the list."))
            .toList();
    if (!used.isEmpty()) {
      throw Refusal.of(ProblemType.CONFLICT, used);
    }
  }

  private Operation begin(Actor actor, Network network, String what, RevocationList list) {
    return beginning.beginBeside(
        actor,
        network,
        Operation.Kind.REVOKE,
        "network.revoke",
        "%s: list %d of %s, %d certificates."
            .formatted(what, list.number(), list.authority(), list.serials().size()));
  }
}
