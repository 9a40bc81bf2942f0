package io.ridgeway.keys;

import io.ridgeway.keys.algorithm.KeyAlgorithms;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.KeptKey;
import io.ridgeway.model.key.KeyLife;
import io.ridgeway.model.key.KeyLives;
import io.ridgeway.model.key.KeyOrigin;
import io.ridgeway.model.key.KeyPolicy;
import io.ridgeway.model.key.KeyPolicyText;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What becomes of the keys of {@link EnvelopeCustody}. */
final class EnvelopeLives implements KeyLives {
  private static final int BATCH = 100;

  private final KeyRecords records;
  private final Envelopes envelopes;
  private final Audit audit;
  private final KeyAlgorithms algorithms;
  private final SecureRandom random;
  private final Clock clock;
  private final Consumer<ManagedKey> forget;

  /**
   * @param forget has what is held of a key dropped
   */
  EnvelopeLives(
      KeyRecords records,
      Envelopes envelopes,
      Audit audit,
      KeyAlgorithms algorithms,
      SecureRandom random,
      Clock clock,
      Consumer<ManagedKey> forget) {
    this.records = records;
    this.envelopes = envelopes;
    this.audit = audit;
    this.algorithms = algorithms;
    this.random = random;
    this.clock = clock;
    this.forget = forget;
  }

  @Override
  public Optional<KeptKey> look(KeyId key) {
    return records.find(key).map(KeyRecord::shown);
  }

  @Override
  public List<KeptKey> all(NetworkId network, Purpose purpose) {
    return records.list(network, purpose).stream().map(KeyRecord::shown).toList();
  }

  @Override
  public KeptKey make(
      TenantId tenant,
      NetworkId network,
      Curve curve,
      Purpose purpose,
      String name,
      boolean exportable) {
    EnvelopeCustody.checkName(name);
    KeyRecord standing =
        records
            .find(tenant, network, purpose, name)
            .orElseGet(
                () -> {
                  byte[] fresh = algorithms.of(curve).newPrivateKey(random);
                  try {
                    return records.insertIfAbsent(
                        fresh(
                            tenant,
                            network,
                            curve,
                            purpose,
                            name,
                            new Kind(exportable, ""),
                            fresh));
                  } finally {
                    Arrays.fill(fresh, (byte) 0);
                  }
                });
    if (standing.destroyed()) {
      throw EnvelopeCustody.destroyed(name);
    }
    if (standing.exportable() != exportable) {
      throw new Refusal(
          ProblemType.CONFLICT,
          "The key "
              + name
              + " was made "
              + (standing.exportable() ? "exportable" : "never to be exported")
              + ", and stays so; choose another name.");
    }
    return standing.kept();
  }

  /** What is bound beside the key itself, of one that is made here. */
  private record Kind(boolean exportable, String policy) {}

  private KeyRecord fresh(
      TenantId tenant,
      NetworkId network,
      Curve curve,
      Purpose purpose,
      String name,
      Kind kind,
      byte[] privateKey) {
    String publicKey = HexFormat.of().formatHex(algorithms.of(curve).publicKey(privateKey));
    ManagedKey key =
        new ManagedKey(KeyId.next(), tenant, network, name, curve, purpose, publicKey, now());
    audit.creating(key);
    return new KeyRecord(
        key,
        1,
        envelopes.close(key, 1, KeyOrigin.MADE, kind.exportable(), kind.policy(), privateKey),
        KeyOrigin.MADE,
        kind.exportable(),
        kind.policy(),
        KeyLife.FRESH);
  }

  @Override
  public KeptKey disable(KeyId id) {
    KeyRecord record = locked(id);
    return record.life().disabledAt().isPresent()
        ? record.shown()
        : changed(record, record.life().disabled(now()), "key.disable");
  }

  @Override
  public KeptKey enable(KeyId id) {
    KeyRecord record = locked(id);
    if (record.life().destroyAt().isPresent()) {
      throw conflict(record.key(), "is to be destroyed; take that back first.");
    }
    return record.life().disabledAt().isEmpty()
        ? record.shown()
        : changed(record, record.life().enabled(), "key.enable");
  }

  @Override
  public KeptKey destroyAt(KeyId id, Instant at) {
    KeyRecord record = locked(id);
    return changed(
        record,
        record.life().disabled(now()).ending(Optional.of(at.truncatedTo(ChronoUnit.MICROS))),
        "key.destroy-later");
  }

  @Override
  public KeptKey keep(KeyId id) {
    KeyRecord record = locked(id);
    return record.life().destroyAt().isEmpty()
        ? record.shown()
        : changed(record, record.life().ending(Optional.empty()), "key.keep");
  }

  @Override
  public List<NetworkId> due() {
    return records.due(now(), BATCH);
  }

  @Override
  public List<KeptKey> destroyDue(NetworkId network) {
    Instant now = now();
    return records.lockDue(network, now).stream()
        .map(
            record -> {
              audit.destroying(record.key());
              KeyRecord gone = record.destroyedAt(now);
              put(gone);
              return gone.kept();
            })
        .toList();
  }

  @Override
  public KeptKey succeed(KeyId id, boolean inForce) {
    KeyRecord old = locked(id);
    if (old.life().succeeded()) {
      throw conflict(old.key(), "was followed by another one of its name already; rotate that.");
    }
    if (old.life().destroyAt().isPresent()) {
      throw conflict(old.key(), "is to be destroyed; take that back first.");
    }
    // Opened, so that no policy is handed on but the one that was decided.
    Arrays.fill(envelopes.open(old), (byte) 0);
    ManagedKey before = old.key();
    byte[] privateKey = algorithms.of(before.curve()).newPrivateKey(random);
    try {
      KeyRecord fresh =
          fresh(
              before.tenant(),
              before.network(),
              before.curve(),
              before.purpose(),
              before.name(),
              new Kind(old.exportable(), old.policy()),
              privateKey);
      KeyLife ended = old.life().succeededBy(fresh.key().id());
      changed(old, inForce ? ended : ended.disabled(now()), "key.rotate");
      return records.insertIfAbsent(fresh).kept();
    } finally {
      Arrays.fill(privateKey, (byte) 0);
    }
  }

  @Override
  public KeptKey decide(KeyId id, KeyPolicy policy) {
    KeyRecord record = locked(id);
    String text = KeyPolicyText.write(policy);
    if (record.policy().equals(text)) {
      return record.kept();
    }
    byte[] privateKey = envelopes.open(record);
    try {
      int version = record.version() + 1;
      KeyRecord decided =
          new KeyRecord(
              record.key(),
              version,
              envelopes.close(
                  record.key(), version, record.origin(), record.exportable(), text, privateKey),
              record.origin(),
              record.exportable(),
              text,
              record.life());
      audit.deciding(record.key(), text);
      put(decided);
      return decided.kept();
    } finally {
      Arrays.fill(privateKey, (byte) 0);
    }
  }

  private KeptKey changed(KeyRecord record, KeyLife life, String action) {
    audit.changing(record.key(), action, life);
    KeyRecord then = record.living(life);
    put(then);
    return then.shown();
  }

  private void put(KeyRecord record) {
    records.replace(record);
    forget.accept(record.key());
  }

  private KeyRecord locked(KeyId id) {
    KeyRecord record = records.lock(id).orElseThrow(() -> Refusal.notFound("key", id));
    if (record.destroyed()) {
      throw conflict(record.key(), "was destroyed.");
    }
    return record;
  }

  private static Refusal conflict(ManagedKey key, String why) {
    return new Refusal(
        ProblemType.ILLEGAL_TRANSITION, "Key " + key.name() + " (" + key.id() + ") " + why);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
