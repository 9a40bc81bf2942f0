package io.ridgeway.model.certificate;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import java.util.List;

/**
 * Issues certificates with keys in custody. There is no server for an organisation's authority: it
 * is a function of custody, and its private key never leaves.
 *
 * <p>A framework pack says which {@link Authority authorities} a network has and what they certify;
 * the reconciler has the keys made ({@code Custody.ensure}: {@code Purpose.NODE} for a node's
 * identity, {@code Purpose.TLS} for its end of TLS, {@code Purpose.TRANSACTION} for admins and
 * applications), orders the certificates here once the addresses are reserved, and hands their PEM
 * to the rendering. A node gets its private key by {@code SecretFile}.
 *
 * <p>The laws:
 *
 * <ul>
 *   <li>{@link #root} and {@link #ensure} give the same certificate for the same order as long as
 *       it holds, also when two callers race; so a step may be entered again.
 *   <li>No certificate begins before its issuer's or ends after it. It begins a few minutes before
 *       it is issued, since clocks differ.
 *   <li>Serial numbers are 128 random bits. What a certificate says depends on order, time and
 *       serial number alone.
 *   <li>A request from outside is believed for its key only, once it is signed by it and of the
 *       authority's kind.
 *   <li>Each certificate that is issued here is in the {@code Journal} before it is released.
 *   <li>An authority that an organisation {@link Authority#isBrought brought} issues nothing here:
 *       {@link #ensure} gives what it has answered, {@link #request} and {@link #accept} are the
 *       way to that. Its root is the one that was first noted, for good.
 * </ul>
 *
 * <p>Every method may be called within a transaction. What can't be is a {@code Refusal}.
 */
public interface CertificateAuthority {
  /** The authority's own certificate; it and its key are made if they aren't there yet. */
  Certificate root(Authority authority);

  /**
   * The certificate of that name, if it was ordered like this (subject, use, hosts, key) and holds;
   * else a new one that takes its place. A longer lifetime alone makes no new one.
   */
  Certificate ensure(Authority authority, CertificateOrder order);

  /** A new one, whatever stands: for renewal, and for rotation to another key. */
  Certificate renew(Authority authority, CertificateOrder order);

  /** What stands in the network: the newest of each name, roots included, by authority and name. */
  List<Certificate> list(NetworkId network);

  /**
   * What to ask of an authority that an organisation brought, whose root is noted with it. Of a key
   * in custody the request is made here, and says all that the certificate must.
   */
  CertificateRequest request(Authority authority, CertificateOrder order);

  /**
   * Takes what such an authority answered: it is the newest of its name from then on. The same once
   * more changes nothing.
   *
   * @param certificate in PEM, alone
   * @throws io.ridgeway.model.problem.Refusal {@code INVALID} with what is wrong about it: another
   *     key, subject, unit, host, usage or issuer, or one that has ended or ends soon
   */
  Certificate accept(
      TenantId tenant, NetworkId network, CertificateRequest asked, String certificate);

  /**
   * Takes back every certificate of that name which still holds: the authority's list of those that
   * aren't good any more has them from then on. If all are on it already it stays as it is.
   *
   * @throws io.ridgeway.model.problem.Refusal {@code NOT_FOUND} if there is none of that name,
   *     {@code CONFLICT} of an authority that was brought
   */
  RevocationList revoke(TenantId tenant, NetworkId network, String authority, String name);

  /**
   * Takes the newest list of an authority that an organisation brought.
   *
   * @param list a certificate revocation list (X.509), in PEM
   * @throws io.ridgeway.model.problem.Refusal {@code INVALID} with what is wrong about it: not
   *     signed by that authority, older than what stands, or ended
   */
  RevocationList accept(TenantId tenant, NetworkId network, String authority, String list);

  /** The newest list of each authority that has one, by authority. */
  List<RevocationList> revocations(NetworkId network);
}
