package io.ridgeway.engine.gateway;

import io.ridgeway.engine.catalogue.Frameworks;
import io.ridgeway.engine.gateway.KeyDesk.Account;
import io.ridgeway.engine.network.Network;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.certificate.CertificateAuthority;
import io.ridgeway.model.certificate.RevocationList;
import io.ridgeway.model.key.KeptKey;
import io.ridgeway.model.key.KeyLives;
import io.ridgeway.model.key.Purpose;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What managed keys are to their ledgers: accounts, and certificates of their organisations. Called
 * within a transaction.
 */
final class KeyAccounts {
  private final KeyLives lives;
  private final CertificateAuthority authorities;
  private final Frameworks frameworks;

  KeyAccounts(KeyLives lives, CertificateAuthority authorities, Frameworks frameworks) {
    this.lives = lives;
    this.authorities = authorities;
    this.frameworks = frameworks;
  }

  /**
   * Those of the network's transaction keys that applications sign with, whatever became of them,
   * by name and the newest first.
   */
  List<Account> all(Network network) {
    List<RevocationList> revoked = authorities.revocations(network.id());
    Map<String, Certificate> known = new HashMap<>();
    authorities.list(network.id()).forEach(c -> known.put(c.name(), c));
    return lives.all(network.id(), Purpose.TRANSACTION).stream()
        .flatMap(
            kept ->
                of(
                    network,
                    kept,
                    Optional.ofNullable(known.get(KeyDesk.certificateName(kept.key().name()))),
                    revoked)
                    .stream())
        .toList();
  }

  /** That of one key; empty if no application signs with it. */
  Optional<Account> of(Network network, KeptKey kept) {
    return of(
        network,
        kept,
        certificate(network.id(), KeyDesk.certificateName(kept.key().name())),
        authorities.revocations(network.id()));
  }

  private Optional<Account> of(
      Network network,
      KeptKey kept,
      Optional<Certificate> certificate,
      List<RevocationList> revoked) {
    return of(
        network,
        kept,
        certificate,
        certificate.filter(c -> revoked.stream().anyMatch(l -> l.holds(c))).isPresent());
  }

  /**
   * The same of a key whose certificate is known.
   *
   * @param certificate the one of the key's name
   */
  Optional<Account> of(
      Network network, KeptKey kept, Optional<Certificate> certificate, boolean revoked) {
    // The newest certificate of a name is of the key that took the name over.
    Optional<Certificate> own = certificate.filter(c -> !kept.life().succeeded());
    return frameworks
        .account(network.spec().framework().name(), kept.key())
        .map(account -> new Account(kept, account, own, revoked && own.isPresent()));
  }

  /** The certificate of that name, if there is one. */
  Optional<Certificate> certificate(NetworkId network, String name) {
    return authorities.list(network).stream().filter(c -> c.name().equals(name)).findFirst();
  }

  /** Whether there is one, and it was taken back. */
  boolean isRevoked(NetworkId network, Optional<Certificate> certificate) {
    return certificate.isPresent()
        && authorities.revocations(network).stream().anyMatch(l -> l.holds(certificate.get()));
  }
}
