package io.ridgeway.framework;

import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.network.NodeName;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What custody made of an {@link IdentityPlan}. Public halves only.
 *
 * @param keys by name
 * @param certificates by authority, then by name; an authority's own has its authority's name
 */
public record Identities(
    Map<String, ManagedKey> keys, Map<String, Map<String, Certificate>> certificates) {
  public Identities {
    keys = Map.copyOf(keys);
    certificates =
        certificates.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> Map.copyOf(e.getValue())));
  }

  /** Sorted by their own names. */
  public static Identities of(Collection<ManagedKey> keys, Collection<Certificate> certificates) {
    Map<String, Map<String, Certificate>> byAuthority = new TreeMap<>();
    certificates.forEach(
        c -> byAuthority.computeIfAbsent(c.authority(), a -> new TreeMap<>()).put(c.name(), c));
    return new Identities(
        keys.stream().collect(Collectors.toMap(ManagedKey::name, Function.identity())),
        byAuthority);
  }

  /** With others beside them, none of which has a name of theirs. */
  public Identities and(Identities others) {
    Map<String, ManagedKey> allKeys = new TreeMap<>(keys);
    allKeys.putAll(others.keys);
    Map<String, Map<String, Certificate>> allCertificates = new TreeMap<>(certificates);
    allCertificates.putAll(others.certificates);
    if (allKeys.size() != keys.size() + others.keys.size()
        || allCertificates.size() != certificates.size() + others.certificates.size()) {
      throw new IllegalArgumentException("two of them have the same name");
    }
    return new Identities(allKeys, allCertificates);
  }

  /** The key of that name. */
  public ManagedKey key(String name) {
    ManagedKey key = keys.get(name);
    if (key == null) {
      throw new IllegalArgumentException(name + " has no key");
    }
    return key;
  }

  /** The key that has the node's own name. */
  public ManagedKey key(NodeName node) {
    return key(node.value());
  }

  /** The certificate that an authority gave under that name. */
  public Certificate certificate(String authority, String name) {
    Certificate certificate = certificates.getOrDefault(authority, Map.of()).get(name);
    if (certificate == null) {
      throw new IllegalArgumentException(authority + " gave no certificate " + name);
    }
    return certificate;
  }

  /** The authority's own certificate. */
  public Certificate root(String authority) {
    return certificate(authority, authority);
  }
}
