package io.ridgeway.keys;

import com.google.crypto.tink.subtle.AesGcmJce;
import io.ridgeway.model.key.CityNodeCredentials;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The city nodes' secrets by envelope encryption: each version of each is encrypted under a data
 * key of its own, and that is wrapped by the {@link KeyEncryptionKey}. Both are bound to city node,
 * property and version, so a record that was swapped or altered doesn't open.
 *
 * <p>A secret must be the newest, so its record is read each time. The data key that opens it is
 * held for a while: adapters ask every few seconds, and unwrapping may be a call to another
 * service.
 */
public final class EnvelopeCredentials implements CityNodeCredentials, HoldsKeys {
  private static final int DATA_KEY_BYTES = 32;
  private static final int MOST_HELD = 1_000;

  private final CredentialRecords records;
  private final KeyEncryptionKey kek;
  private final SecureRandom random;
  private final Clock clock;
  private final Held<Wrapped, byte[]> held;

  /** What a data key was unwrapped from: all of it, so that a record that was moved isn't it. */
  private record Wrapped(CityNodeId cityNode, Kept kept, String kek, String wrapped) {
    static Wrapped of(CredentialRecord record) {
      return new Wrapped(
          record.cityNode(),
          record.kept(),
          record.kek(),
          Base64.getEncoder().encodeToString(record.wrapped()));
    }
  }

  /**
   * Credentials over their ports.
   *
   * @param hold how long an opened data key is held in memory
   */
  public EnvelopeCredentials(
      CredentialRecords records,
      KeyEncryptionKey kek,
      SecureRandom random,
      Clock clock,
      Duration hold) {
    this.records = records;
    this.kek = Keyring.of(kek);
    this.random = random;
    this.clock = clock;
    this.held = new Held<>(clock, hold, MOST_HELD, bytes -> Arrays.fill(bytes, (byte) 0));
  }

  @Override
  public Kept set(CityNodeId cityNode, String property, String secret) {
    if (secret.isBlank() || secret.length() > LONGEST) {
      throw new Refusal(
          ProblemType.INVALID, property + " has 1 to " + LONGEST + " characters and isn't blank.");
    }
    int version = records.find(cityNode, property).map(r -> r.kept().version()).orElse(0) + 1;
    Kept kept = new Kept(property, version, clock.instant().truncatedTo(ChronoUnit.MICROS));
    byte[] binding = Binding.ofCredential(cityNode, property, version);
    byte[] dataKey = new byte[DATA_KEY_BYTES];
    random.nextBytes(dataKey);
    byte[] text = secret.getBytes(StandardCharsets.UTF_8);
    try {
      KeyEncryptionKey.Wrapped wrapped = kek.wrap(dataKey, binding);
      records.put(
          new CredentialRecord(
              cityNode,
              kept,
              wrapped.kek(),
              wrapped.bytes(),
              new AesGcmJce(dataKey).encrypt(text, binding)));
      return kept;
    } catch (GeneralSecurityException e) {
      throw new CustodyException(property + " of city node " + cityNode + " can't be encrypted", e);
    } finally {
      Arrays.fill(dataKey, (byte) 0);
      Arrays.fill(text, (byte) 0);
    }
  }

  @Override
  public Optional<String> open(CityNodeId cityNode, String property) {
    return records.find(cityNode, property).map(this::open);
  }

  @Override
  public List<Kept> of(CityNodeId cityNode) {
    return records.list(cityNode).stream().map(CredentialRecord::kept).toList();
  }

  @Override
  public void remove(CityNodeId cityNode, String property) {
    records.remove(cityNode, property);
  }

  @Override
  public void wipeExpired() {
    held.dropExpired();
  }

  @Override
  public void wipe() {
    held.drop(bytes -> true);
  }

  /** For the caller to zero. */
  private byte[] dataKey(CredentialRecord record, byte[] binding) {
    Wrapped wrapped = Wrapped.of(record);
    return held.with(wrapped, byte[]::clone)
        .orElseGet(
            () -> {
              byte[] opened = unwrap(record, binding);
              // Copied first: what is held may be wiped at any time.
              byte[] inUse = opened.clone();
              held.put(wrapped, opened);
              return inUse;
            });
  }

  private byte[] unwrap(CredentialRecord record, byte[] binding) {
    try {
      return kek.unwrap(record.byKek(), binding);
    } catch (CustodyException e) {
      throw new CustodyException(
          "The data key of "
              + what(record)
              + " doesn't open. "
              + e.getMessage()
              + " Or set the secret anew.",
          e);
    }
  }

  private static String what(CredentialRecord record) {
    return record.kept().property() + " of city node " + record.cityNode();
  }

  private String open(CredentialRecord record) {
    byte[] binding =
        Binding.ofCredential(record.cityNode(), record.kept().property(), record.kept().version());
    byte[] dataKey = dataKey(record, binding);
    byte[] text = new byte[0];
    try {
      text = new AesGcmJce(dataKey).decrypt(record.ciphertext(), binding);
      return new String(text, StandardCharsets.UTF_8);
    } catch (GeneralSecurityException e) {
      throw new CustodyException(
          what(record) + " doesn't open: its record was altered or belongs elsewhere.", e);
    } finally {
      Arrays.fill(dataKey, (byte) 0);
      Arrays.fill(text, (byte) 0);
    }
  }
}
