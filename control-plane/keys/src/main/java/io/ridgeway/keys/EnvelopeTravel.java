package io.ridgeway.keys;

import io.ridgeway.keys.algorithm.KeyAlgorithms;
import io.ridgeway.keys.travel.KeyFiles;
import io.ridgeway.keys.travel.SealedKey;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.KeptKey;
import io.ridgeway.model.key.KeyLife;
import io.ridgeway.model.key.KeyOrigin;
import io.ridgeway.model.key.KeyTravel;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;

/** Ways into {@link EnvelopeCustody} and out of it. */
final class EnvelopeTravel implements KeyTravel {
  private final KeyRecords records;
  private final Envelopes envelopes;
  private final Audit audit;
  private final KeyAlgorithms algorithms;
  private final Clock clock;

  EnvelopeTravel(
      KeyRecords records, Envelopes envelopes, Audit audit, KeyAlgorithms algorithms, Clock clock) {
    this.records = records;
    this.envelopes = envelopes;
    this.audit = audit;
    this.algorithms = algorithms;
    this.clock = clock;
  }

  @Override
  public OpenedKey open(Curve curve, KeyFile file) {
    return new OpenedKey(curve, KeyFiles.read(curve, file));
  }

  @Override
  public KeptKey bring(
      TenantId tenant,
      NetworkId network,
      Purpose purpose,
      String name,
      boolean exportable,
      OpenedKey opened) {
    EnvelopeCustody.checkName(name);
    byte[] privateKey = opened.privateKey();
    ManagedKey key =
        new ManagedKey(
            KeyId.next(),
            tenant,
            network,
            name,
            opened.curve(),
            purpose,
            HexFormat.of().formatHex(algorithms.of(opened.curve()).publicKey(privateKey)),
            clock.instant().truncatedTo(ChronoUnit.MICROS));
    requireNew(key);
    audit.bringing(key);
    KeyRecord standing =
        records.insertIfAbsent(
            new KeyRecord(
                key,
                1,
                envelopes.close(key, 1, KeyOrigin.IMPORTED, exportable, "", privateKey),
                KeyOrigin.IMPORTED,
                exportable,
                "",
                KeyLife.FRESH));
    if (!standing.key().id().equals(key.id())) {
      throw taken(name);
    }
    return standing.kept();
  }

  private void requireNew(ManagedKey key) {
    if (records.find(key.tenant(), key.network(), key.purpose(), key.name()).isPresent()) {
      throw taken(key.name());
    }
    for (Purpose purpose : Purpose.values()) {
      for (KeyRecord there : records.list(key.network(), purpose)) {
        if (!there.destroyed() && there.key().publicKey().equals(key.publicKey())) {
          throw new Refusal(
              ProblemType.CONFLICT,
              "That very key is there already, as "
                  + there.key().name()
                  + " ("
                  + there.key().id()
                  + ").");
        }
      }
    }
  }

  private static Refusal taken(String name) {
    return new Refusal(
        ProblemType.CONFLICT, "There is or was a key " + name + " already; choose another name.");
  }

  @Override
  public String recipient(String pem) {
    return SealedKey.fingerprint(pem);
  }

  @Override
  public String export(KeyId id, String recipient) {
    String to = SealedKey.fingerprint(recipient);
    KeyRecord record =
        records.find(id).filter(r -> !r.destroyed()).orElseThrow(() -> Refusal.notFound("key", id));
    ManagedKey key = record.key();
    if (!record.exportable() || key.purpose() != Purpose.TRANSACTION) {
      throw new Refusal(
          ProblemType.FORBIDDEN, "Key " + key.name() + " (" + id + ") never leaves custody.");
    }
    byte[] privateKey = envelopes.open(record);
    try {
      audit.exporting(key, to);
      return SealedKey.seal(
          key.curve(), privateKey, HexFormat.of().parseHex(key.publicKey()), recipient);
    } finally {
      Arrays.fill(privateKey, (byte) 0);
    }
  }
}
