package io.ridgeway.framework.fiscobcos.conformance;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.openssl.PEMParser;

/** The keys of a network's other nodes, where all of them lie on one machine. */
final class KeysBeside {
  /** So far above a node's own key the others' are looked for. */
  private static final int ABOVE = 4;

  private static final int DEEPEST = 6;

  private KeysBeside() {}

  /** Those of these nodes, by their ids. */
  static TreeMap<String, BigInteger> of(Path own, Set<String> nodes) {
    Path from = own.toAbsolutePath().normalize();
    TreeMap<String, BigInteger> keys = new TreeMap<>();
    for (int above = 0; above < ABOVE && keys.size() < nodes.size(); above++) {
      from = from.getParent();
      try (Stream<Path> files = Files.walk(from, DEEPEST)) {
        files
            .filter(file -> file.getFileName().equals(own.getFileName()))
            .forEach(file -> add(file, nodes, keys));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    if (keys.size() < nodes.size()) {
      throw new IllegalStateException("only " + keys.size() + " nodes' keys are beside " + own);
    }
    return keys;
  }

  private static void add(Path file, Set<String> nodes, TreeMap<String, BigInteger> keys) {
    try {
      String pem = Files.readString(file);
      Optional<String> id = KeyFile.parse(pem).map(KeyFile::publicHex).filter(nodes::contains);
      if (id.isPresent()) {
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
          PrivateKeyInfo key = (PrivateKeyInfo) parser.readObject();
          keys.put(id.get(), ECPrivateKey.getInstance(key.parsePrivateKey()).getKey());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
