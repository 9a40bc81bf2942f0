package io.ridgeway.portal.view;

import io.ridgeway.engine.gateway.KeyDesk;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.KeyLife;
import io.ridgeway.model.key.KeyOrigin;
import java.time.Instant;
import java.util.Optional;

/**
 * A managed key's public side.
 *
 * @param certificate under which an organisation of the network knows it, in PEM; absent where the
 *     ledger knows keys by themselves, and until an organisation's own authority has answered
 * @param certifiedBy the authority that issued it: the organisation's name, and {@code -ca}
 * @param expiresAt the last moment in which the certificate is good
 * @param revoked whether it was taken back; then the gateway signs nothing with the key
 * @param origin whether it was made in custody or brought
 * @param exportable whether it may leave custody, with two administrators' consent
 * @param state what its life amounts to; only in IN_FORCE the gateway signs with it
 * @param destroyAt when its private half is to be destroyed
 * @param successor the key that took over its name
 * @param policy of a destroyed key empty
 * @param readable false if the policy's record was altered; then nothing is signed with the key
 */
public record KeyView(
    String id,
    String name,
    Curve curve,
    String publicKey,
    String account,
    Optional<String> certificate,
    Optional<String> certifiedBy,
    Optional<Instant> expiresAt,
    boolean revoked,
    KeyOrigin origin,
    boolean exportable,
    KeyLife.State state,
    Optional<Instant> disabledAt,
    Optional<Instant> destroyAt,
    Optional<Instant> destroyedAt,
    Optional<String> successor,
    KeyPolicyView policy,
    boolean readable,
    Instant createdAt) {
  public static KeyView of(KeyDesk.Account a) {
    return new KeyView(
        a.key().id().value(),
        a.key().name(),
        a.key().curve(),
        a.key().publicKey(),
        a.account(),
        a.certificate().map(Certificate::pem),
        a.certificate().map(Certificate::authority),
        a.certificate().map(Certificate::notAfter),
        a.revoked(),
        a.kept().origin(),
        a.kept().exportable(),
        a.kept().life().state(),
        a.kept().life().disabledAt(),
        a.kept().life().destroyAt(),
        a.kept().life().destroyedAt(),
        a.kept().life().successor().map(KeyId::value),
        KeyPolicyView.of(a.kept().policy()),
        a.kept().readable(),
        a.key().createdAt());
  }
}
