package io.ridgeway.app.wiring;

import io.ridgeway.app.RidgewayConfig;
import io.ridgeway.keys.CredentialRecords;
import io.ridgeway.keys.CustodySettings;
import io.ridgeway.keys.DataKeyRecords;
import io.ridgeway.keys.EnvelopeCredentials;
import io.ridgeway.keys.EnvelopeCustody;
import io.ridgeway.keys.EnvelopeWrappings;
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
import io.ridgeway.model.key.KeyLives;
import io.ridgeway.model.key.KeyPairs;
import io.ridgeway.model.key.KeyTravel;
import io.ridgeway.model.key.TenantSecrets;
import io.ridgeway.model.key.Wrappings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Custody, and the journal that it writes first. */
final class KeyBeans {
  private static final Logger LOG = LoggerFactory.getLogger(KeyBeans.class);
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

  /** Once for all: native implementations are held against portable ones when they are found. */
  @Produces
  @Singleton
  KeyAlgorithms algorithms() {
    return KeyAlgorithms.fastest();
  }

  @Produces
  @Singleton
  EnvelopeCustody custody(
      KeyRecords records,
      DataKeyRecords dataKeys,
      KeyEncryptionKey kek,
      FileJournal journal,
      KeyAlgorithms algorithms,
      SecureRandom random,
      Clock clock) {
    LOG.atInfo().addKeyValue("kek", kek.id()).log("custody wraps data keys by");
    return new EnvelopeCustody(
        records,
        dataKeys,
        kek,
        journal,
        algorithms,
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
  KeyLives lives(EnvelopeCustody custody) {
    return custody.lives();
  }

  @Produces
  @Singleton
  KeyTravel travel(EnvelopeCustody custody) {
    return custody.travel();
  }

  @Produces
  @Singleton
  KeyPairs pairs(KeyAlgorithms algorithms, SecureRandom random) {
    return new OutsideKeys(algorithms, random);
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

  /** Opened when it is first needed: a process that reaches no city node needs none. */
  @Produces
  @ApplicationScoped
  KeyEncryptionKey kek(RidgewayConfig config, SecureRandom random, SettableClock clock) {
    return Keks.open(config.keys(), random, clock.base());
  }

  /** Looks in any process; only those that have a journal wrap anew. */
  @Produces
  @Singleton
  Wrappings wrappings(
      DataKeyRecords dataKeys,
      CredentialRecords secrets,
      KeyEncryptionKey kek,
      Instance<FileJournal> journal,
      Clock clock) {
    return new EnvelopeWrappings(dataKeys, secrets, kek, journal::get, clock);
  }

  @Produces
  @Singleton
  EnvelopeCredentials cityNodeCredentials(
      CredentialRecords records, KeyEncryptionKey kek, SecureRandom random, Clock clock) {
    return new EnvelopeCredentials(records, kek, random, clock, CREDENTIALS_HELD);
  }
}
