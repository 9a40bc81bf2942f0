package io.ridgeway.app.wiring;

import io.ridgeway.app.RidgewayConfig;
import io.ridgeway.keys.CredentialRecords;
import io.ridgeway.keys.CustodySettings;
import io.ridgeway.keys.DataKeyRecords;
import io.ridgeway.keys.EnvelopeCredentials;
import io.ridgeway.keys.EnvelopeCustody;
import io.ridgeway.keys.FileKek;
import io.ridgeway.keys.KeyEncryptionKey;
import io.ridgeway.keys.KeyRecords;
import io.ridgeway.keys.OutsideKeys;
import io.ridgeway.keys.algorithm.KeyAlgorithms;
import io.ridgeway.keys.certificate.CertificateRecords;
import io.ridgeway.keys.certificate.CustodyAuthority;
import io.ridgeway.keys.journal.FileJournal;
import io.ridgeway.keys.journal.JournalShipper;
import io.ridgeway.keys.journal.JournalSink;
import io.ridgeway.model.SettableClock;
import io.ridgeway.model.certificate.CertificateAuthority;
import io.ridgeway.model.key.KeyPairs;
import io.ridgeway.model.key.TenantSecrets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;

/** Custody, and the journal that it writes first. */
final class KeyBeans {
  private static final int BATCH = 500;
  private static final Duration CREDENTIALS_HELD = Duration.ofMinutes(5);
  private static final Duration KEEP_SHIPPED = Duration.ofDays(7);

  @Produces
  @Singleton
  FileJournal journal(RidgewayConfig config) {
    return FileJournal.open(config.journal().directory(), FileJournal.SEGMENT_BYTES);
  }

  void close(@Disposes FileJournal journal) {
    journal.close();
  }

  @Produces
  @Singleton
  JournalShipper shipper(FileJournal journal, JournalSink sink, Clock clock) {
    return new JournalShipper(journal, sink, clock, BATCH, KEEP_SHIPPED);
  }

  @Produces
  @Singleton
  EnvelopeCustody custody(
      RidgewayConfig config,
      KeyRecords records,
      DataKeyRecords dataKeys,
      FileJournal journal,
      SecureRandom random,
      Clock clock) {
    return new EnvelopeCustody(
        records,
        dataKeys,
        kek(config),
        journal,
        KeyAlgorithms.fastest(),
        random,
        clock,
        CustodySettings.of(journal.instance()));
  }

  @Produces
  @Singleton
  TenantSecrets secrets(EnvelopeCustody custody) {
    return custody.secrets();
  }

  @Produces
  @Singleton
  KeyPairs pairs(SecureRandom random) {
    return new OutsideKeys(KeyAlgorithms.fastest(), random);
  }

  /** By the machines' time, as those have it that check certificates. */
  @Produces
  @Singleton
  CertificateAuthority authorities(
      EnvelopeCustody custody,
      CertificateRecords records,
      SecureRandom random,
      SettableClock clock) {
    return new CustodyAuthority(custody, custody, custody, records, random, clock.base());
  }

  /** Opened when it is first needed: a process that reaches no city node has no key file. */
  @Produces
  @ApplicationScoped
  KeyEncryptionKey lazyKek(RidgewayConfig config) {
    return kek(config);
  }

  @Produces
  @Singleton
  EnvelopeCredentials cityNodeCredentials(
      CredentialRecords records, KeyEncryptionKey kek, SecureRandom random, Clock clock) {
    return new EnvelopeCredentials(records, kek, random, clock, CREDENTIALS_HELD);
  }

  private static KeyEncryptionKey kek(RidgewayConfig config) {
    return FileKek.open(
        config
            .keys()
            .kekFile()
            .orElseThrow(() -> new IllegalStateException("ridgeway.keys.kek-file isn't set")));
  }
}
