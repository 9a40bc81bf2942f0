package io.ridgeway.framework.fiscobcos.archive;

import io.ridgeway.framework.fiscobcos.Cryptography;
import java.util.ArrayList;
import java.util.List;

/** The root over digests as nodes make it: in pairs, and who is left over is digested alone. */
final class MerkleRoot {
  private MerkleRoot() {}

  /** Of none it is zeros, of one that one. */
  static String of(Cryptography cryptography, List<String> digests) {
    if (digests.isEmpty()) {
      return ArchivedHeader.NONE;
    }
    List<String> level = digests;
    while (level.size() > 1) {
      List<String> next = new ArrayList<>();
      for (int i = 0; i < level.size(); i += 2) {
        Digesting pair = new Digesting().bytes(level.get(i));
        if (i + 1 < level.size()) {
          pair.bytes(level.get(i + 1));
        }
        next.add(pair.digest(cryptography));
      }
      level = next;
    }
    return level.get(0);
  }
}
