package io.ridgeway.keys;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The key-encryption keys that an instance knows: the first wraps, all of them unwrap. So one takes
 * another's place while everything goes on: the new one is made known beside the old one, then
 * changes places with it, and the old one goes when nothing is wrapped by it any more.
 */
public final class Keyring implements KeyEncryptionKey {
  private final List<KeyEncryptionKey> keys;

  /**
   * One that wraps, and others that only unwrap.
   *
   * @throws CustodyException if one is named as another is: what either wrapped would be taken to
   *     the first of them
   */
  public Keyring(KeyEncryptionKey wraps, List<KeyEncryptionKey> others) {
    List<KeyEncryptionKey> all = new ArrayList<>();
    all.add(wraps);
    all.addAll(others);
    this.keys = List.copyOf(all);
    for (int i = 0; i < keys.size(); i++) {
      for (KeyEncryptionKey other : keys.subList(i + 1, keys.size())) {
        distinct(keys.get(i), other);
      }
    }
  }

  private static void distinct(KeyEncryptionKey one, KeyEncryptionKey other) {
    if (one.opens(other.id()) || other.opens(one.id())) {
      throw new CustodyException(
          "Two key-encryption keys are both known as "
              + other.id()
              + ". If it is one key, name it once. If they are two, give the newer one, which has"
              + " wrapped nothing yet, a name of its own (ridgeway.keys. … transit.name or"
              + " pkcs11.name, aws-kms.name and the like).");
    }
  }

  /** That key alone; itself if it is a ring already. */
  static Keyring of(KeyEncryptionKey key) {
    return key instanceof Keyring ring ? ring : new Keyring(key, List.of());
  }

  @Override
  public String id() {
    return keys.get(0).id();
  }

  @Override
  public String idNow() {
    return keys.get(0).idNow();
  }

  @Override
  public boolean opens(String id) {
    return keys.stream().anyMatch(key -> key.opens(id));
  }

  @Override
  public Wrapped wrap(byte[] dataKey, byte[] associatedData) {
    return keys.get(0).wrap(dataKey, associatedData);
  }

  /**
   * By the key that wrapped it.
   *
   * @throws CustodyException if that isn't known here: it says which it is, and which are
   */
  @Override
  public byte[] unwrap(Wrapped wrapped, byte[] associatedData) {
    return keys.stream()
        .filter(key -> key.opens(wrapped.kek()))
        .findFirst()
        .orElseThrow(() -> unknown(wrapped.kek()))
        .unwrap(wrapped, associatedData);
  }

  /** Their names, the one that wraps first. */
  @Override
  public String toString() {
    return keys.stream().map(Object::toString).collect(Collectors.joining(", ", "Keyring[", "]"));
  }

  private CustodyException unknown(String kek) {
    return new CustodyException(
        "It was wrapped by the key-encryption key "
            + kek
            + "; this instance knows "
            + keys.stream().map(KeyEncryptionKey::id).collect(Collectors.joining(", "))
            + ". Make "
            + kek
            + " known to it again, as ridgeway.keys.kek or among ridgeway.keys.also.");
  }
}
