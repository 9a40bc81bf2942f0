package io.ridgeway.keys.certificate;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.certificate.RevocationList;
import java.util.List;
import java.util.Optional;

/**
 * Where certificates are kept. Every method takes part in the caller's transaction, if there is
 * one.
 *
 * <p>The laws, each one test of {@code CertificateRecordsContract}:
 *
 * <ul>
 *   <li>{@link #insertIfAbsent} is atomic by (network, authority, name, generation), also between
 *       processes: all who race get the one that stands.
 *   <li>What was inserted comes back as it was, and is never changed or removed.
 *   <li>The newest of a name is the one of the highest generation.
 * </ul>
 */
public interface CertificateRecords {
  /**
   * Inserts the certificate unless one of its (network, authority, name, generation) is there;
   * returns what stands.
   */
  Certificate insertIfAbsent(Certificate certificate);

  /** The newest certificate of that name. */
  Optional<Certificate> newest(NetworkId network, String authority, String name);

  /** The newest of each name, by authority and name. */
  List<Certificate> newest(NetworkId network);

  /** Every certificate that an authority ever gave, the oldest of each name first. */
  List<Certificate> all(NetworkId network, String authority);

  /** The same as {@link #insertIfAbsent(Certificate)}, by (network, authority, number). */
  RevocationList insertIfAbsent(RevocationList list);

  /** The newest list of each authority, by authority. */
  List<RevocationList> newestLists(NetworkId network);
}
