package io.ridgeway.keys;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import io.ridgeway.model.TenantId;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;

/**
 * The tenants' data keys, opened when they are needed and held for a while.
 *
 * <p>Only a data key that is committed is held: one made in a transaction that is rolled back never
 * encrypts anything afterwards. The cipher is made anew for each use from the held bytes, since
 * those can be wiped and a cipher can't.
 */
final class DataKeys {
  private static final int BYTES = 32;

  private final DataKeyRecords records;
  private final KeyEncryptionKey kek;
  private final Clock clock;
  private final SecureRandom random;
  private final Held<TenantId, byte[]> held;

  DataKeys(
      DataKeyRecords records,
      KeyEncryptionKey kek,
      Clock clock,
      SecureRandom random,
      CustodySettings settings) {
    this.records = records;
    this.kek = Keyring.of(kek);
    this.clock = clock;
    this.random = random;
    this.held =
        new Held<>(
            clock, settings.hold(), settings.dataKeysHeld(), bytes -> Arrays.fill(bytes, (byte) 0));
  }

  /** To encrypt with, within the caller's transaction; makes the tenant's data key if need be. */
  Aead ensure(TenantId tenant) {
    return cipher(held(tenant).orElseGet(() -> unwrap(standing(tenant))));
  }

  /** To decrypt with. */
  Aead open(TenantId tenant) {
    return cipher(held(tenant).orElseGet(() -> openAndHold(tenant)));
  }

  void wipeExpired() {
    held.dropExpired();
  }

  void wipe() {
    held.drop(bytes -> true);
  }

  private Optional<byte[]> held(TenantId tenant) {
    return held.with(tenant, byte[]::clone);
  }

  private byte[] openAndHold(TenantId tenant) {
    Optional<WrappedDataKey> committed = records.findCommitted(tenant);
    if (committed.isPresent()) {
      byte[] opened = unwrap(committed.get());
      // Copied first: what is held may be wiped at any time.
      byte[] inUse = opened.clone();
      held.put(tenant, opened);
      return inUse;
    }
    return unwrap(
        records
            .find(tenant)
            .orElseThrow(
                () -> new CustodyException("The data key of tenant " + tenant + " is missing.")));
  }

  private WrappedDataKey standing(TenantId tenant) {
    return records
        .find(tenant)
        .orElseGet(
            () -> {
              byte[] fresh = new byte[BYTES];
              random.nextBytes(fresh);
              try {
                return records.insertIfAbsent(
                    WrappedDataKey.of(
                        tenant,
                        kek.wrap(fresh, Binding.ofDataKey(tenant)),
                        clock.instant().truncatedTo(ChronoUnit.MICROS)));
              } finally {
                Arrays.fill(fresh, (byte) 0);
              }
            });
  }

  private byte[] unwrap(WrappedDataKey wrapped) {
    try {
      return kek.unwrap(wrapped.byKek(), Binding.ofDataKey(wrapped.tenant()));
    } catch (CustodyException e) {
      throw new CustodyException(
          "The data key of tenant " + wrapped.tenant() + " doesn't open. " + e.getMessage(), e);
    }
  }

  /** The cipher; zeroes the bytes that it was made of. */
  private static Aead cipher(byte[] dataKey) {
    try {
      return new AesGcmJce(dataKey);
    } catch (GeneralSecurityException e) {
      throw new CustodyException("AES-GCM is not to be had", e);
    } finally {
      Arrays.fill(dataKey, (byte) 0);
    }
  }
}
