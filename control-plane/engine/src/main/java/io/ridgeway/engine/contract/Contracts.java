package io.ridgeway.engine.contract;

import io.ridgeway.model.NetworkId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the contracts that tenants brought: what is kept of a version never changes, but that it
 * was withdrawn. How far one has come is in its network's roster.
 */
public interface Contracts {
  /**
   * Keeps one. Called with the network locked.
   *
   * @param jar its bytes, if it is one; the same bytes are kept once
   */
  void insert(ContractVersion version, Optional<byte[]> jar);

  /** The network's, newest first. */
  List<ContractVersion> of(NetworkId network);

  /**
   * The bytes of a jar.
   *
   * @throws IllegalStateException if the network has none of that digest
   */
  byte[] jar(NetworkId network, String sha256);

  /** How many bytes of jars the network has. */
  long jarBytes(NetworkId network);

  /** Notes that one was withdrawn. */
  void withdraw(NetworkId network, int number, Instant at);

  /** Forgets the network's jars; what is known of the versions stays. */
  void discardJars(NetworkId network);
}
