package io.ridgeway.framework.fabric;

import io.ridgeway.model.KeyId;
import java.util.List;
import java.util.Optional;

/**
 * Who a node is: two certificates, and where their keys are. The keys are on P-256 and reach the
 * node only.
 *
 * @param enrolment the enrolment certificate, PEM; its OU is {@code peer} or {@code orderer}
 * @param enrolmentKey its key in custody
 * @param tls the TLS certificate, for both sides of a connection, PEM; it names every host that the
 *     node is reached by
 * @param tlsKey its key in custody
 * @param caretakers certificates, PEM, of those who administer it beside its organisation's
 *     administrators
 * @param password the key whose digits are the password of its state database, if that has one
 */
public record NodeIdentity(
    String enrolment,
    KeyId enrolmentKey,
    String tls,
    KeyId tlsKey,
    List<String> caretakers,
    Optional<KeyId> password) {
  public NodeIdentity {
    caretakers = List.copyOf(caretakers);
  }
}
