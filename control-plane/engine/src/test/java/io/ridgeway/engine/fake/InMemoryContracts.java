package io.ridgeway.engine.fake;

import io.ridgeway.engine.contract.ContractVersion;
import io.ridgeway.engine.contract.Contracts;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** {@link Contracts} in memory. */
public final class InMemoryContracts implements Contracts {
  private final Table<VersionKey, ContractVersion> versions;
  private final Table<JarKey, Jar> jars;

  InMemoryContracts(InMemoryStore store) {
    this.versions = store.table(v -> Optional.of(v.tenant()));
    this.jars = store.table(jar -> Optional.of(jar.tenant));
  }

  private record VersionKey(NetworkId network, int number) {}

  private record JarKey(NetworkId network, String sha256) {}

  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  private record Jar(JarKey key, TenantId tenant, byte[] bytes) {}

  @Override
  public void insert(ContractVersion version, Optional<byte[]> jar) {
    JarKey key = new JarKey(version.network(), version.contract().code().reference());
    jar.filter(bytes -> jars.get(key).isEmpty())
        .ifPresent(bytes -> jars.insert(key, new Jar(key, version.tenant(), bytes)));
    versions.insert(new VersionKey(version.network(), version.contract().number()), version);
  }

  @Override
  public List<ContractVersion> of(NetworkId network) {
    return versions.all(v -> v.network().equals(network)).stream()
        .sorted(Comparator.comparingInt((ContractVersion v) -> v.contract().number()).reversed())
        .toList();
  }

  @Override
  public byte[] jar(NetworkId network, String sha256) {
    return jars.get(new JarKey(network, sha256))
        .map(Jar::bytes)
        .orElseThrow(
            () -> new IllegalStateException("network " + network + " has no jar " + sha256));
  }

  @Override
  public long jarBytes(NetworkId network) {
    return jars.all(jar -> jar.key.network().equals(network)).stream()
        .mapToLong(jar -> jar.bytes.length)
        .sum();
  }

  @Override
  public void withdraw(NetworkId network, int number, Instant at) {
    VersionKey key = new VersionKey(network, number);
    ContractVersion v = versions.get(key).orElseThrow();
    versions.update(
        key,
        new ContractVersion(
            v.tenant(),
            v.network(),
            v.contract(),
            v.broughtBy(),
            v.broughtAt(),
            v.operation(),
            Optional.of(at)));
  }

  @Override
  public void discardJars(NetworkId network) {
    jars.all(jar -> jar.key.network().equals(network)).forEach(jar -> jars.remove(jar.key));
  }
}
