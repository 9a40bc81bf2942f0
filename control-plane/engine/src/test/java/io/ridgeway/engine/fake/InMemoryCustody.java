package io.ridgeway.engine.fake;

import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.Custody;
import io.ridgeway.model.key.KeptKey;
import io.ridgeway.model.key.KeyLife;
import io.ridgeway.model.key.KeyLives;
import io.ridgeway.model.key.KeyOrigin;
import io.ridgeway.model.key.KeyPolicy;
import io.ridgeway.model.key.KeyTravel;
import io.ridgeway.model.key.KeyUse;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.NodeSecrets;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.key.Signature;
import io.ridgeway.model.key.Signer;
import io.ridgeway.model.key.ToSign;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/**
 * {@link Custody} in memory and in the store's transactions. Its keys and signatures are random
 * bytes on no curve; its audit, as the journal, outlives a transaction that is rolled back.
 */
public final class InMemoryCustody implements Custody, KeyLives, KeyTravel, NodeSecrets, Signer {
  private final Random random = new Random(1);
  private final Table<KeyId, KeptKey> rows;

  /** By which keys are disabled and destroyed. */
  public Clock clock = Clock.systemUTC();

  /** Done whenever a file is opened. */
  public Runnable opening = () -> {};

  /** What was opened, in order. */
  public final List<OpenedKey> opened = new CopyOnWriteArrayList<>();

  private int made;
  private final List<String> signed = new CopyOnWriteArrayList<>();

  InMemoryCustody(InMemoryStore store) {
    this.rows = store.table(r -> Optional.of(r.key().tenant()));
  }

  @Override
  public ManagedKey ensure(
      TenantId tenant, NetworkId network, Curve curve, Purpose purpose, String name) {
    return make(tenant, network, curve, purpose, name, true).key();
  }

  @Override
  public KeptKey make(
      TenantId tenant,
      NetworkId network,
      Curve curve,
      Purpose purpose,
      String name,
      boolean exportable) {
    List<KeptKey> there =
        rows.all(
            r ->
                r.key().network().equals(network)
                    && r.key().purpose() == purpose
                    && r.key().name().equals(name)
                    && !r.life().succeeded());
    if (there.isEmpty()) {
      return insert(tenant, network, curve, purpose, name, exportable, KeyPolicy.NONE);
    }
    if (isDestroyed(there.get(0))) {
      throw new Refusal(ProblemType.CONFLICT, "The key " + name + " was destroyed.");
    }
    if (there.get(0).exportable() != exportable) {
      throw new Refusal(ProblemType.CONFLICT, "The key " + name + " was made otherwise.");
    }
    return there.get(0);
  }

  private KeptKey insert(
      TenantId tenant,
      NetworkId network,
      Curve curve,
      Purpose purpose,
      String name,
      boolean exportable,
      KeyPolicy policy) {
    ManagedKey key =
        new ManagedKey(
            KeyId.next(),
            tenant,
            network,
            name,
            curve,
            purpose,
            HexFormat.of().formatHex(bytes(curve.publicKeyBytes())),
            Instant.EPOCH.plusSeconds(made++));
    KeptKey kept = new KeptKey(key, KeyOrigin.MADE, exportable, policy, KeyLife.FRESH);
    rows.insert(key.id(), kept);
    return kept;
  }

  private static boolean isDestroyed(KeptKey kept) {
    return kept.life().state() == KeyLife.State.DESTROYED;
  }

  @Override
  public Optional<KeptKey> look(KeyId key) {
    return rows.get(key);
  }

  @Override
  public List<KeptKey> all(NetworkId network, Purpose purpose) {
    return rows.all(r -> r.key().network().equals(network) && r.key().purpose() == purpose).stream()
        .sorted(
            Comparator.comparing((KeptKey r) -> r.key().name())
                .thenComparing(r -> r.key().createdAt(), Comparator.reverseOrder()))
        .toList();
  }

  @Override
  public KeptKey disable(KeyId key) {
    return change(key, life -> life.disabled(clock.instant()));
  }

  @Override
  public KeptKey enable(KeyId key) {
    if (rows.get(key).filter(r -> r.life().destroyAt().isPresent()).isPresent()) {
      throw new Refusal(ProblemType.ILLEGAL_TRANSITION, "It is to be destroyed.");
    }
    return change(key, KeyLife::enabled);
  }

  @Override
  public KeptKey destroyAt(KeyId key, Instant at) {
    return change(key, life -> life.disabled(clock.instant()).ending(Optional.of(at)));
  }

  @Override
  public KeptKey keep(KeyId key) {
    return change(key, life -> life.ending(Optional.empty()));
  }

  @Override
  public List<NetworkId> due() {
    return rows.all(this::isDue).stream().map(r -> r.key().network()).distinct().toList();
  }

  @Override
  public List<KeptKey> destroyDue(NetworkId network) {
    return rows.all(r -> isDue(r) && r.key().network().equals(network)).stream()
        .map(r -> change(r.key().id(), life -> life.destroyed(clock.instant())))
        .toList();
  }

  private boolean isDue(KeptKey kept) {
    return !isDestroyed(kept)
        && kept.life().destroyAt().filter(at -> !at.isAfter(clock.instant())).isPresent();
  }

  @Override
  public KeptKey succeed(KeyId key, boolean inForce) {
    KeptKey old = rows.get(key).orElseThrow();
    KeptKey fresh =
        insert(
            old.key().tenant(),
            old.key().network(),
            old.key().curve(),
            old.key().purpose(),
            old.key().name(),
            old.exportable(),
            old.policy());
    change(
        key,
        life ->
            inForce
                ? life.succeededBy(fresh.key().id())
                : life.succeededBy(fresh.key().id()).disabled(clock.instant()));
    return fresh;
  }

  @Override
  public KeptKey decide(KeyId key, KeyPolicy policy) {
    KeptKey kept = rows.get(key).orElseThrow();
    KeptKey then = new KeptKey(kept.key(), kept.origin(), kept.exportable(), policy, kept.life());
    rows.update(key, then);
    return then;
  }

  @Override
  public OpenedKey open(Curve curve, KeyFile file) {
    opening.run();
    OpenedKey key = new OpenedKey(curve, file.bytes().clone());
    opened.add(key);
    return key;
  }

  @Override
  public KeptKey bring(
      TenantId tenant,
      NetworkId network,
      Purpose purpose,
      String name,
      boolean exportable,
      OpenedKey key) {
    if (!rows.all(r -> r.key().network().equals(network) && r.key().name().equals(name))
        .isEmpty()) {
      throw new Refusal(ProblemType.CONFLICT, "There is a key " + name + " already.");
    }
    KeptKey made = insert(tenant, network, key.curve(), purpose, name, exportable, KeyPolicy.NONE);
    KeptKey brought =
        new KeptKey(made.key(), KeyOrigin.IMPORTED, exportable, made.policy(), made.life());
    rows.update(made.key().id(), brought);
    return brought;
  }

  @Override
  public String recipient(String pem) {
    if (!pem.contains("PUBLIC KEY")) {
      throw new Refusal(ProblemType.INVALID, "The recipient must be a public key.");
    }
    return Integer.toHexString(pem.hashCode());
  }

  @Override
  public String export(KeyId key, String recipient) {
    return "sealed " + key + " to " + recipient(recipient);
  }

  private KeptKey change(KeyId key, UnaryOperator<KeyLife> how) {
    KeptKey kept = rows.get(key).orElseThrow();
    if (isDestroyed(kept)) {
      throw new Refusal(ProblemType.ILLEGAL_TRANSITION, "It was destroyed.");
    }
    KeptKey then =
        new KeptKey(
            kept.key(), kept.origin(), kept.exportable(), kept.policy(), how.apply(kept.life()));
    rows.update(key, then);
    return then;
  }

  @Override
  public Optional<ManagedKey> find(KeyId key) {
    return rows.get(key).filter(r -> !isDestroyed(r)).map(KeptKey::key);
  }

  @Override
  public List<ManagedKey> list(NetworkId network, Purpose purpose) {
    return living(network).stream()
        .filter(k -> k.purpose() == purpose)
        .filter(k -> rows.get(k.id()).filter(r -> r.life().succeeded()).isEmpty())
        .sorted(Comparator.comparing(ManagedKey::name))
        .toList();
  }

  @Override
  public void destroyAll(NetworkId network) {
    living(network).forEach(k -> change(k.id(), life -> life.destroyed(clock.instant())));
  }

  @Override
  public byte[] open(KeyId key) {
    if (find(key).filter(k -> k.purpose().handedOver()).isEmpty()) {
      throw new Refusal(ProblemType.NOT_FOUND, "There is no node key " + key + ".");
    }
    return bytes(32);
  }

  @Override
  public Signature sign(KeyId id, Purpose use, ToSign what, String reason) {
    if (use.handedOver()) {
      throw new IllegalArgumentException("nothing is signed in custody as " + use);
    }
    ManagedKey key = find(id).orElseThrow(() -> Refusal.notFound("key", id));
    if (key.purpose() != use) {
      throw new Refusal(ProblemType.FORBIDDEN, "Key " + id + " isn't one for " + use + ".");
    }
    signed.add(key.name() + ": " + reason);
    return new Signature(
        key.curve(),
        bytes(
            switch (key.curve()) {
              case SECP256K1 -> 65;
              case P256, SM2, ED25519 -> 64;
              case RSA2048 -> 256;
            }));
  }

  @Override
  public Signature sign(KeyId key, KeyUse use, ToSign what, String reason) {
    return sign(key, Purpose.TRANSACTION, what, reason);
  }

  /** What was signed, with which key, in order. */
  public List<String> signed() {
    return List.copyOf(signed);
  }

  /** The network's keys that weren't destroyed. */
  public List<ManagedKey> living(NetworkId network) {
    return rows.all(r -> r.key().network().equals(network) && !isDestroyed(r)).stream()
        .map(KeptKey::key)
        .toList();
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
