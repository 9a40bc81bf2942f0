package io.ridgeway.keys;

import io.ridgeway.keys.algorithm.Sha256;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.journal.Entry;
import io.ridgeway.model.journal.Journal;
import io.ridgeway.model.key.KeyLife;
import io.ridgeway.model.key.KeyUse;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.ToSign;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Writes down what is about to be done with a key. It is durable when a method returns. */
final class Audit {
  private static final int REASON_MOST = 512;
  private static final int DIGEST_BYTES_SHOWN = 8;

  private final Journal journal;
  private final Clock clock;
  private final String instance;

  Audit(Journal journal, Clock clock, String instance) {
    this.journal = journal;
    this.clock = clock;
    this.instance = instance;
  }

  void creating(ManagedKey key) {
    append("key.create", key, Map.of("publicKey", key.publicKey()));
  }

  void destroying(ManagedKey key) {
    append("key.destroy", key, Map.of());
  }

  void handingOver(ManagedKey key) {
    append("key.hand-over", key, Map.of());
  }

  /** The new life as it will be. */
  void changing(ManagedKey key, String action, KeyLife life) {
    Map<String, String> more = new TreeMap<>();
    more.put("state", life.state().name());
    life.destroyAt().ifPresent(at -> more.put("destroyAt", at.toString()));
    life.successor().ifPresent(next -> more.put("successor", next.value()));
    append(action, key, more);
  }

  void bringing(ManagedKey key) {
    append("key.import", key, Map.of("publicKey", key.publicKey()));
  }

  /** The recipient's fingerprint. */
  void exporting(ManagedKey key, String recipient) {
    append("key.export", key, Map.of("recipient", recipient));
  }

  void deciding(ManagedKey key, String policy) {
    append("key.policy", key, Map.of("policy", policy));
  }

  void signing(ManagedKey key, ToSign what, String reason) {
    append("key.sign", key, Map.of("digest", digest(what), "reason", cut(reason)));
  }

  /** Under a policy: with what it was asked about, and its digest's beginning. */
  void signing(ManagedKey key, KeyUse use, String policy, ToSign what, String reason) {
    append(
        "key.sign",
        key,
        Map.of(
            "digest", digest(what),
            "reason", cut(reason),
            "use", use.kind().name(),
            "contract", cut(use.contract()),
            "function", cut(use.function()),
            "value", use.value().toString(),
            "policy", digest(new ToSign.Message(policy.getBytes(StandardCharsets.UTF_8)))));
  }

  void proving(ManagedKey key, ToSign request) {
    append("key.prove", key, Map.of("digest", digest(request)));
  }

  /** Of a tenant's data key, not of a key of its own. */
  static Entry rewrapping(TenantId tenant, Instant at, String from, String to) {
    return new Entry(
        Entry.Kind.AUDIT,
        tenant,
        at,
        Map.of("action", "data-key.rewrap", "subject", tenant.value(), "from", from, "to", to));
  }

  private static String cut(String text) {
    return text.substring(0, Math.min(text.length(), REASON_MOST));
  }

  /** The digest's beginning, or that of a message's SHA-256, whatever its key hashes with. */
  private static String digest(ToSign what) {
    return HexFormat.of().formatHex(Sha256.digest(what), 0, DIGEST_BYTES_SHOWN);
  }

  private void append(String action, ManagedKey key, Map<String, String> more) {
    Map<String, String> fields = new TreeMap<>(more);
    fields.put("action", action);
    fields.put("subject", key.id().value());
    fields.put("network", key.network().value());
    fields.put("name", key.name());
    fields.put("purpose", key.purpose().name());
    fields.put("instance", instance);
    journal.append(new Entry(Entry.Kind.AUDIT, key.tenant(), clock.instant(), fields));
  }
}
