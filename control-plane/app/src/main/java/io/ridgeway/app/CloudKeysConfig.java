package io.ridgeway.app;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Key-encryption keys of clouds. Who this process is there comes by the provider's own ways: a
 * pod's identity, the environment, a machine's role; no secret stands here. Nothing here has a
 * default: that would make a key of none.
 */
public final class CloudKeysConfig {
  private CloudKeysConfig() {}

  /** What all of them have. */
  public interface Door {
    /** PEM file of the authorities that its certificate is checked by; Java's own if absent. */
    Optional<Path> caFile();

    /** How long a call may take with its repetitions; 10 s if absent. */
    Optional<Duration> timeout();

    /** What the key is called beside what it wrapped. Never changed. */
    Optional<String> name();
  }

  /** A symmetric key of AWS KMS. */
  public interface AwsKms extends Door {
    /** Its ARN, {@code arn:aws:kms:REGION:ACCOUNT:key/…}; not an alias. */
    String key();

    /** Another address than the region's public one, such as a VPC's. */
    Optional<URI> endpoint();
  }

  /** A symmetric key of Google Cloud KMS. */
  public interface GoogleKms extends Door {
    /** {@code projects/P/locations/L/keyRings/R/cryptoKeys/K}. */
    String key();

    /** Another address than {@code https://cloudkms.googleapis.com}. */
    Optional<URI> endpoint();
  }

  /** Two keys of an Azure Key Vault. */
  public interface AzureKeyVault extends Door {
    /** {@code https://NAME.vault.azure.net}. */
    URI address();

    /** The name of an RSA key, which wraps. */
    String key();

    /** The name of a P-256 key, which signs what was wrapped. */
    String signingKey();
  }

  /** A symmetric key of Alibaba Cloud KMS. */
  public interface AlibabaKms extends Door {
    /** {@code cn-hangzhou}. */
    String region();

    /** Its id, {@code key-…}; not an alias. */
    String key();

    /** Another address than the region's public one, such as a VPC's. */
    Optional<URI> endpoint();
  }
}
