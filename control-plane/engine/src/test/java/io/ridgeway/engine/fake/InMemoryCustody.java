package io.ridgeway.engine.fake;

import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.Custody;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.NodeSecrets;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.key.Signature;
import io.ridgeway.model.key.Signer;
import io.ridgeway.model.key.ToSign;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * {@link Custody} in memory and in the store's transactions. Its keys and signatures are random
 * bytes on no curve; its audit, as the journal, outlives a transaction that is rolled back.
 */
public final class InMemoryCustody implements Custody, NodeSecrets, Signer {
  private final Random random = new Random(1);
  private final Table<KeyId, Row> rows;
  private final List<String> signed = new CopyOnWriteArrayList<>();

  InMemoryCustody(InMemoryStore store) {
    this.rows = store.table(r -> Optional.of(r.key.tenant()));
  }

  private record Row(ManagedKey key, boolean destroyed) {}

  @Override
  public ManagedKey ensure(
      TenantId tenant, NetworkId network, Curve curve, Purpose purpose, String name) {
    List<Row> there =
        rows.all(
            r ->
                r.key.network().equals(network)
                    && r.key.purpose() == purpose
                    && r.key.name().equals(name));
    if (!there.isEmpty()) {
      if (there.get(0).destroyed) {
        throw new Refusal(ProblemType.CONFLICT, "The key " + name + " was destroyed.");
      }
      return there.get(0).key;
    }
    ManagedKey key =
        new ManagedKey(
            KeyId.next(),
            tenant,
            network,
            name,
            curve,
            purpose,
            HexFormat.of().formatHex(bytes(curve.publicKeyBytes())),
            Instant.EPOCH);
    rows.insert(key.id(), new Row(key, false));
    return key;
  }

  @Override
  public Optional<ManagedKey> find(KeyId key) {
    return rows.get(key).filter(r -> !r.destroyed).map(Row::key);
  }

  @Override
  public List<ManagedKey> list(NetworkId network, Purpose purpose) {
    return living(network).stream()
        .filter(k -> k.purpose() == purpose)
        .sorted(Comparator.comparing(ManagedKey::name))
        .toList();
  }

  @Override
  public void destroyAll(NetworkId network) {
    living(network).forEach(k -> rows.update(k.id(), new Row(k, true)));
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

  /** What was signed, with which key, in order. */
  public List<String> signed() {
    return List.copyOf(signed);
  }

  /** The network's keys that weren't destroyed. */
  public List<ManagedKey> living(NetworkId network) {
    return rows.all(r -> r.key.network().equals(network) && !r.destroyed).stream()
        .map(Row::key)
        .toList();
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
