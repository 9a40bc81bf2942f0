package io.ridgeway.keys;

import io.ridgeway.keys.algorithm.KeyAlgorithms;
import io.ridgeway.keys.secp256k1.Secp256k1;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.SettableClock;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.journal.Journal;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Purpose;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/** Custody over fakes that pass the ports' contracts, and a real key file. */
final class CustodyFixture {
  static final Secp256k1 CURVE = Secp256k1.fastest();
  static final KeyAlgorithms ALGORITHMS = KeyAlgorithms.fastest();
  static final Duration HOLD = Duration.ofMinutes(5);

  final InMemoryTransactions transactions = new InMemoryTransactions();
  final InMemoryKeyRecords records = new InMemoryKeyRecords(transactions);
  final InMemoryDataKeyRecords dataKeys = new InMemoryDataKeyRecords(transactions);
  final InMemoryJournal journal = new InMemoryJournal();
  final SettableClock clock =
      SettableClock.fixedAt(Instant.parse("2026-03-01T10:15:30.123456789Z"));
  final RecordingRandom random = new RecordingRandom();
  final AtomicInteger unwraps = new AtomicInteger();
  final TenantId tenant = TenantId.next();
  final NetworkId network = NetworkId.next();
  final KeyEncryptionKey kek;
  final EnvelopeCustody custody;

  CustodyFixture(Path directory) {
    Path file = directory.resolve("kek");
    FileKek.create(file, new SecureRandom());
    kek = counting(FileKek.open(file));
    custody = another(kek, journal);
  }

  /** Another instance over the same database. */
  EnvelopeCustody another(KeyEncryptionKey with, Journal into) {
    return another(with, into, ALGORITHMS);
  }

  EnvelopeCustody another(KeyEncryptionKey with, Journal into, Secp256k1 curve) {
    return another(with, into, KeyAlgorithms.portable(curve));
  }

  EnvelopeCustody another(KeyEncryptionKey with, Journal into, KeyAlgorithms algorithms) {
    return over(records, with, into, algorithms);
  }

  /** Another instance that reaches the database so. */
  EnvelopeCustody over(KeyRecords through) {
    return over(through, kek, journal, ALGORITHMS);
  }

  private EnvelopeCustody over(
      KeyRecords through, KeyEncryptionKey with, Journal into, KeyAlgorithms algorithms) {
    return new EnvelopeCustody(
        through,
        dataKeys,
        with,
        into,
        algorithms,
        random,
        clock,
        new CustodySettings("instance-1", HOLD, 2, 3));
  }

  EnvelopeCustody another() {
    return another(kek, journal);
  }

  ManagedKey key(Purpose purpose, String name) {
    return key(Curve.SECP256K1, purpose, name);
  }

  ManagedKey key(Curve curve, Purpose purpose, String name) {
    return custody.ensure(tenant, network, curve, purpose, name);
  }

  private KeyEncryptionKey counting(KeyEncryptionKey real) {
    return new KeyEncryptionKey() {
      @Override
      public String id() {
        return real.id();
      }

      @Override
      public Wrapped wrap(byte[] dataKey, byte[] associatedData) {
        return real.wrap(dataKey, associatedData);
      }

      @Override
      public byte[] unwrap(Wrapped wrapped, byte[] associatedData) {
        unwraps.incrementAndGet();
        return real.unwrap(wrapped, associatedData);
      }
    };
  }
}
