package io.ridgeway.app.explorer;

import io.ridgeway.gateway.Readers;
import io.ridgeway.keys.CustodyException;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.key.TenantSecrets;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * Passes with which the control plane reads a network's ledger at a gateway: an end and a name,
 * sealed with the tenant's data key for that network. Only who holds the key-encryption key makes
 * or opens one, so there is no further secret to keep or to hand out.
 */
public final class ReaderPasses implements Readers {
  /** So long a pass is good. */
  static final Duration LIFETIME = Duration.ofSeconds(60);

  /** So far clocks of machines may be apart. */
  private static final Duration APART = Duration.ofSeconds(30);

  private static final int LONGEST_NAME = 128;

  /**
   * A sealed end and no name, and a sealed end and the longest name: what else comes is no pass.
   */
  private static final int LEAST_BYTES = 39;

  private static final int MOST_BYTES = 512;

  private final TenantSecrets secrets;
  private final Clock clock;

  /**
   * Over custody.
   *
   * @param clock of the machine, as processes have it in common
   */
  public ReaderPasses(TenantSecrets secrets, Clock clock) {
    this.secrets = secrets;
    this.clock = clock;
  }

  /** A pass for that network. Called within a transaction that may write. */
  String issue(TenantId tenant, NetworkId network, String reader) {
    String name = reader.length() > LONGEST_NAME ? reader.substring(0, LONGEST_NAME) : reader;
    String content = clock.instant().plus(LIFETIME).getEpochSecond() + " " + name;
    return secrets.seal(tenant, use(network), content.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Optional<String> admitted(TenantId tenant, NetworkId network, String pass) {
    if (!mayBe(pass)) {
      return Optional.empty();
    }
    String content;
    try {
      content = new String(secrets.open(tenant, use(network), pass), StandardCharsets.UTF_8);
    } catch (CustodyException | IllegalArgumentException e) {
      return Optional.empty();
    }
    String[] parts = content.split(" ", 2);
    Instant until = Instant.ofEpochSecond(Long.parseLong(parts[0]));
    Instant now = clock.instant();
    boolean good =
        now.isBefore(until.plus(APART)) && until.isBefore(now.plus(LIFETIME).plus(APART));
    return good ? Optional.of(parts[1]) : Optional.empty();
  }

  /** Looked at before the tenant's data key is opened, which takes the database and the KEK. */
  private static boolean mayBe(String pass) {
    try {
      int length = Base64.getDecoder().decode(pass).length;
      return length >= LEAST_BYTES && length <= MOST_BYTES;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String use(NetworkId network) {
    return "reader's pass of network " + network;
  }
}
