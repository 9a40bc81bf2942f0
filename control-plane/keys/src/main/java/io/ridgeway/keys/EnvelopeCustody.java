package io.ridgeway.keys;

import io.ridgeway.keys.algorithm.KeyAlgorithm;
import io.ridgeway.keys.algorithm.KeyAlgorithms;
import io.ridgeway.model.Ids;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.journal.Journal;
import io.ridgeway.model.key.BackupKeys;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.Custody;
import io.ridgeway.model.key.KeyLives;
import io.ridgeway.model.key.KeyOrigin;
import io.ridgeway.model.key.KeyTravel;
import io.ridgeway.model.key.KeyUse;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.NodeSecrets;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.key.Signature;
import io.ridgeway.model.key.Signer;
import io.ridgeway.model.key.TenantSecrets;
import io.ridgeway.model.key.ToSign;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Custody by envelope encryption: a private key is encrypted under its tenant's data key, and that
 * is wrapped by the {@link KeyEncryptionKey}. The ciphertext is bound to everything that the record
 * says of the key but its times, so a swapped or altered record doesn't open.
 *
 * <p>Every method may be called within a transaction. What is audited is in the journal before it
 * is done; so an entry may tell of a key whose transaction was rolled back, never the reverse.
 *
 * <p>Signing goes on without the database for as long as {@link CustodySettings#hold} says, with
 * keys that were used before. A private key is opened for each use and zeroed after it.
 */
public final class EnvelopeCustody implements Custody, Signer, Possession, NodeSecrets, HoldsKeys {
  private static final int NAME_MOST = 63;
  private static final int FIRST_VERSION = 1;

  private final KeyRecords records;
  private final DataKeys dataKeys;
  private final Envelopes envelopes;
  private final EnvelopeLives lives;
  private final EnvelopeTravel travel;
  private final Audit audit;
  private final Clock clock;
  private final SecureRandom random;
  private final KeyAlgorithms algorithms;
  private final Held<KeyId, KeyRecord> held;
  private final ChangeCounts changes = new ChangeCounts();
  private final BackupKeys backups;
  private final TenantSecrets secrets;

  /**
   * Custody over its ports.
   *
   * @param random where every key comes from
   */
  public EnvelopeCustody(
      KeyRecords records,
      DataKeyRecords dataKeys,
      KeyEncryptionKey kek,
      Journal journal,
      KeyAlgorithms algorithms,
      SecureRandom random,
      Clock clock,
      CustodySettings settings) {
    this.records = records;
    this.dataKeys = new DataKeys(dataKeys, kek, clock, random, settings);
    this.backups = new SealedBackups(this.dataKeys, random);
    this.secrets = new SealedSecrets(this.dataKeys);
    this.audit = new Audit(journal, clock, settings.instance());
    this.clock = clock;
    this.random = random;
    this.algorithms = algorithms;
    this.held = new Held<>(clock, settings.hold(), settings.recordsHeld(), record -> {});
    this.envelopes = new Envelopes(this.dataKeys);
    this.lives =
        new EnvelopeLives(records, envelopes, audit, algorithms, random, clock, this::forget);
    this.travel = new EnvelopeTravel(records, envelopes, audit, algorithms, clock);
  }

  @Override
  public ManagedKey ensure(
      TenantId tenant, NetworkId network, Curve kind, Purpose purpose, String name) {
    checkName(name);
    KeyRecord standing =
        records
            .find(tenant, network, purpose, name)
            .orElseGet(() -> records.insertIfAbsent(make(tenant, network, kind, purpose, name)));
    if (standing.destroyed()) {
      throw destroyed(name);
    }
    return standing.key();
  }

  @Override
  public Optional<ManagedKey> find(KeyId key) {
    return records.find(key).filter(record -> !record.destroyed()).map(KeyRecord::key);
  }

  @Override
  public List<ManagedKey> list(NetworkId network, Purpose purpose) {
    return living(network, purpose)
        .filter(record -> !record.life().succeeded())
        .map(KeyRecord::key)
        .toList();
  }

  @Override
  public void destroyAll(NetworkId network) {
    Set<KeyId> audited = new HashSet<>();
    for (Purpose purpose : Purpose.values()) {
      living(network, purpose)
          .forEach(
              record -> {
                audit.destroying(record.key());
                audited.add(record.key().id());
              });
    }
    for (KeyRecord wiped : records.destroyAll(network, now())) {
      // Made by someone else between the two steps.
      if (!audited.contains(wiped.key().id())) {
        audit.destroying(wiped.key());
      }
    }
    changes.raise(network);
    held.drop(isOf(network));
  }

  @Override
  public Signature sign(KeyId key, Purpose use, ToSign what, String reason) {
    if (use.handedOver()) {
      throw new IllegalArgumentException("nothing is signed in custody as " + use);
    }
    KeyRecord record = usable(key, use);
    if (!record.policy().isEmpty()) {
      throw refused(
          record.key(), "its policy limits what it signs, and what this is was not said.");
    }
    return signed(record, what, reason);
  }

  @Override
  public Signature sign(KeyId key, KeyUse use, ToSign what, String reason) {
    KeyRecord record = usable(key, Purpose.TRANSACTION);
    if (record.policy().isEmpty()) {
      return signed(record, what, reason);
    }
    algorithm(record.key()).check(what);
    // Opened before its policy is asked: by that the policy is known to be the key's own.
    byte[] privateKey = envelopes.open(record);
    try {
      Optional<String> against = record.kept().policy().against(use, clock.instant());
      if (against.isPresent()) {
        throw refused(record.key(), against.get());
      }
      audit.signing(record.key(), use, record.policy(), what, reason);
      return sign(record.key(), privateKey, what);
    } finally {
      Arrays.fill(privateKey, (byte) 0);
    }
  }

  @Override
  public Signature prove(KeyId key, byte[] request) {
    KeyRecord record = living(key);
    ToSign what = new ToSign.Message(Possession.check(record.key(), request));
    audit.proving(record.key(), what);
    return sign(record, what);
  }

  @Override
  public byte[] open(KeyId key) {
    KeyRecord record = living(key);
    if (!record.key().purpose().handedOver()) {
      throw forbidden(record.key(), "it never leaves custody.");
    }
    audit.handingOver(record.key());
    return envelopes.open(record);
  }

  /**
   * Word that something of the network changed, perhaps by another instance: forgets those of its
   * keys of which something else was decided. The others stay held, so that signing goes on without
   * the database.
   */
  public void changed(NetworkId network) {
    changes.raise(network);
    if (!held.holds(isOf(network))) {
      return;
    }
    Map<KeyId, KeyRecord> now = new HashMap<>();
    for (Purpose purpose : Purpose.values()) {
      living(network, purpose).forEach(record -> now.put(record.key().id(), record));
    }
    held.drop(
        isOf(network)
            .and(
                record -> {
                  KeyRecord standing = now.get(record.key().id());
                  return standing == null || !standing.isAs(record);
                }));
  }

  /** What becomes of these keys. */
  public KeyLives lives() {
    return lives;
  }

  /** How keys come in and go out. */
  public KeyTravel travel() {
    return travel;
  }

  /** What encrypts backups, by the same data keys. */
  public BackupKeys backups() {
    return backups;
  }

  /** What seals tenants' secrets, by the same data keys. */
  public TenantSecrets secrets() {
    return secrets;
  }

  @Override
  public void wipeExpired() {
    held.dropExpired();
    dataKeys.wipeExpired();
  }

  @Override
  public void wipe() {
    held.drop(record -> true);
    dataKeys.wipe();
  }

  private static Predicate<KeyRecord> isOf(NetworkId network) {
    return record -> record.key().network().equals(network);
  }

  private KeyRecord make(
      TenantId tenant, NetworkId network, Curve kind, Purpose purpose, String name) {
    KeyAlgorithm algorithm = algorithms.of(kind);
    byte[] privateKey = algorithm.newPrivateKey(random);
    try {
      String publicKey = HexFormat.of().formatHex(algorithm.publicKey(privateKey));
      ManagedKey key =
          new ManagedKey(KeyId.next(), tenant, network, name, kind, purpose, publicKey, now());
      audit.creating(key);
      return new KeyRecord(
          key,
          FIRST_VERSION,
          envelopes.close(key, FIRST_VERSION, KeyOrigin.MADE, true, "", privateKey),
          null);
    } finally {
      Arrays.fill(privateKey, (byte) 0);
    }
  }

  private Signature signed(KeyRecord record, ToSign what, String reason) {
    algorithm(record.key()).check(what);
    audit.signing(record.key(), what, reason);
    return sign(record, what);
  }

  private Signature sign(KeyRecord record, ToSign what) {
    byte[] privateKey = envelopes.open(record);
    try {
      return sign(record.key(), privateKey, what);
    } finally {
      Arrays.fill(privateKey, (byte) 0);
    }
  }

  private Signature sign(ManagedKey key, byte[] privateKey, ToSign what) {
    byte[] publicKey = HexFormat.of().parseHex(key.publicKey());
    return new Signature(key.curve(), algorithm(key).sign(privateKey, publicKey, what));
  }

  private KeyAlgorithm algorithm(ManagedKey key) {
    return algorithms.of(key.curve());
  }

  private KeyRecord usable(KeyId key, Purpose use) {
    KeyRecord record = living(key);
    if (record.key().purpose() != use) {
      throw forbidden(
          record.key(),
          switch (use) {
            case TRANSACTION -> "it signs no transactions.";
            case ISSUE -> "it issues no certificates.";
            case JWT -> "it signs no tokens.";
            case ANSWER -> "it signs no answers.";
            case NODE, TLS -> "it is handed to no node.";
          });
    }
    record.kept().requireInForce();
    return record;
  }

  private static Refusal refused(ManagedKey key, String why) {
    return new Refusal(
        ProblemType.FORBIDDEN,
        "Key " + key.name() + " (" + key.id() + ") signs nothing here: " + why);
  }

  private void forget(ManagedKey key) {
    changes.raise(key.network());
    held.drop(record -> record.key().id().equals(key.id()));
  }

  private KeyRecord living(KeyId key) {
    return load(key)
        .filter(found -> !found.destroyed())
        .orElseThrow(() -> Refusal.notFound("key", key));
  }

  private static Refusal forbidden(ManagedKey key, String so) {
    String what =
        switch (key.purpose()) {
          case TRANSACTION -> "signs transactions";
          case NODE -> "is a node's own";
          case ISSUE -> "issues certificates";
          case TLS -> "is a node's for TLS";
          case JWT -> "signs tokens";
          case ANSWER -> "signs the gateway's answers";
        };
    return new Refusal(ProblemType.FORBIDDEN, "Key " + key.id() + " " + what + "; " + so);
  }

  private Optional<KeyRecord> load(KeyId key) {
    Optional<KeyRecord> known = held.with(key, record -> record);
    if (known.isPresent()) {
      return known;
    }
    long[] before = changes.now();
    Optional<KeyRecord> committed = records.findCommitted(key);
    committed.ifPresent(record -> hold(record, before));
    // Else the caller's own transaction may have made it; that is not held.
    return committed.or(() -> records.find(key));
  }

  /** Unless its network changed since: what changes from now on drops it. */
  private void hold(KeyRecord read, long[] before) {
    held.put(read.key().id(), read);
    if (changes.changed(read.key().network(), before)) {
      held.drop(record -> record == read);
    }
  }

  private Stream<KeyRecord> living(NetworkId network, Purpose purpose) {
    return records.list(network, purpose).stream().filter(record -> !record.destroyed());
  }

  /** As exact as the books keep it. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  static Refusal destroyed(String name) {
    return new Refusal(
        ProblemType.CONFLICT,
        "The key " + name + " was destroyed and isn't made again; choose another name.");
  }

  static void checkName(String name) {
    try {
      Ids.label("A key's name", name, NAME_MOST);
    } catch (IllegalArgumentException e) {
      throw new Refusal(ProblemType.INVALID, e.getMessage() + ".");
    }
  }
}
