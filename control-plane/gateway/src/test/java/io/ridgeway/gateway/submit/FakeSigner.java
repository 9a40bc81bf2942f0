package io.ridgeway.gateway.submit;

import io.ridgeway.model.KeyId;
import io.ridgeway.model.journal.Journal.JournalUnavailable;
import io.ridgeway.model.key.EcdsaSignature;
import io.ridgeway.model.key.Signer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Signs with the digest itself, so that the same digest has the same signature. */
public final class FakeSigner implements Signer {
  private final List<String> reasons = new ArrayList<>();
  private boolean journalAway;

  @Override
  public synchronized EcdsaSignature sign(KeyId key, byte[] digest, String reason) {
    if (journalAway) {
      throw new JournalUnavailable("the disk is full", new java.io.IOException("no space"));
    }
    reasons.add(reason);
    byte[] s = Arrays.copyOf(digest, 32);
    s[0] &= 0x3f;
    return new EcdsaSignature(digest, s, 0);
  }

  public synchronized List<String> reasons() {
    return List.copyOf(reasons);
  }

  public synchronized void journalAway(boolean is) {
    journalAway = is;
  }
}
