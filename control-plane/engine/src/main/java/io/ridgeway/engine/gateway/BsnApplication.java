package io.ridgeway.engine.gateway;

import io.ridgeway.model.ApplicationId;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.contract.NamedContract;
import io.ridgeway.model.key.CaType;
import io.ridgeway.model.key.MacAlgorithm;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An application that speaks BSN's protocol with the gateway. Its {@code userCode} is the tenant,
 * its {@code appCode} the id.
 *
 * @param name the tenant's name for it, 1 to 64 characters
 * @param publicKey what the application signs with, as {@code ManagedKey} has public keys
 * @param answerKey in custody; the gateway signs its answers with it
 * @param organisation whose members its users are; empty on ledgers without organisations
 * @param caType who keeps its users' keys; for good
 * @param contracts what it calls by names of its own, on ledgers that know contracts by addresses
 * @param emptyMac whether answers carry no signature
 * @param frozen whether its calls are refused
 */
public record BsnApplication(
    ApplicationId id,
    TenantId tenant,
    NetworkId network,
    String name,
    MacAlgorithm algorithm,
    String publicKey,
    KeyId answerKey,
    String organisation,
    CaType caType,
    Map<String, NamedContract> contracts,
    boolean emptyMac,
    boolean frozen,
    Instant createdAt,
    Optional<Instant> revokedAt) {
  private static final Pattern USER_KEY = Pattern.compile("z[0-9a-z]{12}-[0-9a-f]+");

  public BsnApplication {
    contracts = Map.copyOf(contracts);
    if (name.isBlank() || name.length() > 64 || name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("an application's name has 1 to 64 printable characters");
    }
  }

  /** The same, with its switches set so. */
  public BsnApplication with(boolean nowEmptyMac, boolean nowFrozen) {
    return now(contracts, nowEmptyMac, nowFrozen, revokedAt);
  }

  /** The same, with those contracts. */
  public BsnApplication with(Map<String, NamedContract> now) {
    return now(now, emptyMac, frozen, revokedAt);
  }

  /** The same, out of force from then on. */
  public BsnApplication revoked(Instant at) {
    return now(contracts, emptyMac, frozen, Optional.of(at));
  }

  /** The same, with all that can change as it is now. */
  private BsnApplication now(
      Map<String, NamedContract> called, boolean unsigned, boolean stopped, Optional<Instant> end) {
    return new BsnApplication(
        id,
        tenant,
        network,
        name,
        algorithm,
        publicKey,
        answerKey,
        organisation,
        caType,
        called,
        unsigned,
        stopped,
        createdAt,
        end);
  }

  /** As people and certificates have one of its users: {@code name@appCode}. */
  public String userName(String user) {
    return user + "@" + id;
  }

  /** Whether a managed key of that name is one of an application's user. */
  static boolean isUser(String key) {
    return USER_KEY.matcher(key).matches();
  }
}
