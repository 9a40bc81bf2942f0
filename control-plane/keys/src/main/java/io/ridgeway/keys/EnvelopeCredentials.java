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
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The city nodes' secrets by envelope encryption: each version of each is encrypted under a data
 * key of its own, and that is wrapped by the {@link KeyEncryptionKey}. Both are bound to city node,
 * property and version, so a record that was swapped or altered doesn't open.
 *
 * <p>Nothing opened is held: a secret is asked for rarely, and must be the newest.
 */
public final class EnvelopeCredentials implements CityNodeCredentials {
  private static final int DATA_KEY_BYTES = 32;

  private final CredentialRecords records;
  private final KeyEncryptionKey kek;
  private final SecureRandom random;
  private final Clock clock;

  public EnvelopeCredentials(
      CredentialRecords records, KeyEncryptionKey kek, SecureRandom random, Clock clock) {
    this.records = records;
    this.kek = kek;
    this.random = random;
    this.clock = clock;
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
      records.put(
          new CredentialRecord(
              cityNode,
              kept,
              kek.id(),
              kek.wrap(dataKey, binding),
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

  private String open(CredentialRecord record) {
    String what = record.kept().property() + " of city node " + record.cityNode();
    if (!record.kek().equals(kek.id())) {
      throw new CustodyException(
          "The data key of "
              + what
              + " was wrapped by "
              + record.kek()
              + "; this instance has "
              + kek.id()
              + ". Give it the right key file, or set the secret anew.");
    }
    byte[] binding =
        Binding.ofCredential(record.cityNode(), record.kept().property(), record.kept().version());
    byte[] dataKey = kek.unwrap(record.wrapped(), binding);
    byte[] text = new byte[0];
    try {
      text = new AesGcmJce(dataKey).decrypt(record.ciphertext(), binding);
      return new String(text, StandardCharsets.UTF_8);
    } catch (GeneralSecurityException e) {
      throw new CustodyException(
          what + " doesn't open: its record was altered or belongs elsewhere.", e);
    } finally {
      Arrays.fill(dataKey, (byte) 0);
      Arrays.fill(text, (byte) 0);
    }
  }
}
