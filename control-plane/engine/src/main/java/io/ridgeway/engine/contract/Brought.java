package io.ridgeway.engine.contract;

import io.ridgeway.model.contract.Endorsement;
import io.ridgeway.model.deploy.ForeignCode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What a tenant brings: a version of a contract.
 *
 * @param sequence the one that it must get; empty for the next
 * @param endorsement who must answer alike; empty for what the ledger asks of all contracts
 * @param collections who gets which of its private data, in its framework's own form; empty if it
 *     says nothing of that
 */
public record Brought(
    String name,
    String version,
    Optional<Integer> sequence,
    Optional<Endorsement> endorsement,
    Code code,
    Optional<String> collections) {

  /** One that says nothing of private data. */
  public Brought(
      String name,
      String version,
      Optional<Integer> sequence,
      Optional<Endorsement> endorsement,
      Code code) {
    this(name, version, sequence, endorsement, code, Optional.empty());
  }

  /** Its code. */
  public sealed interface Code {
    /** As it is named from now on. */
    ForeignCode named();
  }

  /** A Java program whose jar holds all that it needs. */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  public record Jar(byte[] bytes) implements Code {
    @Override
    public ForeignCode named() {
      try {
        return ForeignCode.jar(
            HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)),
            bytes.length);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java has SHA-256", e);
      }
    }
  }

  /** A container image by its reference, with its digest. */
  public record Image(String reference) implements Code {
    @Override
    public ForeignCode named() {
      return ForeignCode.image(reference);
    }
  }

  /** For people: {@code trade-book 1.0.2}. */
  String title() {
    return name + " " + version;
  }
}
