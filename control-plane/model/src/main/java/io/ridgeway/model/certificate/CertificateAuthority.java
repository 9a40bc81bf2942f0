package io.ridgeway.model.certificate;

import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
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
 *   <li>Each certificate is in the {@code Journal} before it is released.
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
   * A request (PKCS#10, in PEM) for a key in custody, to be answered by an authority elsewhere: an
   * organisation that has its own.
   */
  String request(KeyId key, Subject subject, List<String> hosts);
}
