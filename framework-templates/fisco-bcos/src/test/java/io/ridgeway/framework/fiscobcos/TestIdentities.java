package io.ridgeway.framework.fiscobcos;

import io.ridgeway.framework.fiscobcos.ChainIdentities.Credential;
import io.ridgeway.framework.fiscobcos.ChainIdentities.DualTls;
import io.ridgeway.framework.fiscobcos.ChainIdentities.NodeIdentity;
import io.ridgeway.framework.fiscobcos.ChainIdentities.RsaTls;
import io.ridgeway.framework.fiscobcos.TestAuthority.Issued;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.network.NodeName;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A chain's identities and the private keys that go with them, as custody would hold them.
 *
 * @param secrets what custody hands out, by key
 */
record TestIdentities(ChainIdentities identities, Map<KeyId, byte[]> secrets) {
  private static final Map<Cryptography, TestAuthority> AUTHORITIES = new ConcurrentHashMap<>();
  private static final Map<String, Node> NODES = new ConcurrentHashMap<>();

  private record Node(NodeIdentity identity, Map<KeyId, byte[]> secrets) {}

  /** The same each time for the same names, of one authority a suite. Making RSA keys is slow. */
  static TestIdentities seeded(Cryptography cryptography, Collection<NodeName> names) {
    TestAuthority authority =
        AUTHORITIES.computeIfAbsent(
            cryptography, c -> TestAuthority.of(c, new SeededRandom("authority " + c)));
    Map<KeyId, byte[]> secrets = new HashMap<>();
    Map<NodeName, NodeIdentity> identities = new TreeMap<>();
    for (NodeName name : names) {
      String seed = cryptography + " " + name;
      Node node =
          NODES.computeIfAbsent(
              seed, s -> node(authority.with(new SeededRandom(s)), new SeededRandom("key " + s)));
      identities.put(name, node.identity);
      secrets.putAll(node.secrets);
    }
    return new TestIdentities(
        new ChainIdentities(
            authority.pem(), governor(cryptography, new SeededRandom("governor")), identities),
        secrets);
  }

  static TestIdentities make(
      Cryptography cryptography, Collection<NodeName> names, SecureRandom random) {
    TestAuthority authority = TestAuthority.of(cryptography, random);
    Map<KeyId, byte[]> secrets = new HashMap<>();
    Map<NodeName, NodeIdentity> identities = new TreeMap<>();
    for (NodeName name : names) {
      Node node = node(authority, random);
      identities.put(name, node.identity);
      secrets.putAll(node.secrets);
    }
    return new TestIdentities(
        new ChainIdentities(authority.pem(), governor(cryptography, random), identities), secrets);
  }

  private static String governor(Cryptography cryptography, SecureRandom random) {
    return TestKey.next(cryptography, random).id().account(cryptography);
  }

  private static Node node(TestAuthority authority, SecureRandom random) {
    Map<KeyId, byte[]> secrets = new HashMap<>();
    TestKey key = TestKey.next(authority.cryptography(), random);
    ChainIdentities.Tls tls =
        switch (authority.cryptography()) {
          case STANDARD -> new RsaTls(keep(authority.signing(), secrets, random));
          case GUOMI ->
              new DualTls(
                  keep(authority.signing(), secrets, random),
                  keep(authority.encipherment(), secrets, random));
        };
    return new Node(new NodeIdentity(key.id(), keep(key.bytes(), secrets, random), tls), secrets);
  }

  private static Credential keep(Issued issued, Map<KeyId, byte[]> secrets, SecureRandom random) {
    return new Credential(keep(issued.key(), secrets, random), issued.certificate());
  }

  private static KeyId keep(byte[] key, Map<KeyId, byte[]> secrets, SecureRandom random) {
    byte[] bytes = new byte[6];
    random.nextBytes(bytes);
    KeyId id = new KeyId("k" + HexFormat.of().formatHex(bytes));
    secrets.put(id, key);
    return id;
  }
}
