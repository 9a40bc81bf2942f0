package io.ridgeway.gateway.submit;

import io.ridgeway.model.KeyId;
import io.ridgeway.model.journal.Journal.JournalUnavailable;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.KeyPolicy;
import io.ridgeway.model.key.KeyUse;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.key.Signature;
import io.ridgeway.model.key.Signer;
import io.ridgeway.model.key.ToSign;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Signs with the digest itself, so that the same digest has the same signature. */
public final class FakeSigner implements Signer {
  private final List<String> reasons = new ArrayList<>();
  private boolean journalAway;
  private boolean recordsAway;
  private final List<KeyUse> uses = new ArrayList<>();
  private KeyPolicy policy = KeyPolicy.NONE;

  @Override
  public Signature sign(KeyId key, Purpose use, ToSign what, String reason) {
    if (!policy.isNone()) {
      throw new Refusal(ProblemType.FORBIDDEN, "The key's policy asks what it is used for.");
    }
    return signed(what, reason);
  }

  private synchronized Signature signed(ToSign what, String reason) {
    if (recordsAway) {
      throw new Refusal(ProblemType.UNAVAILABLE, "The database can't be reached.");
    }
    if (journalAway) {
      throw new JournalUnavailable("the disk is full", new java.io.IOException("no space"));
    }
    reasons.add(reason);
    byte[] rsv = new byte[65];
    System.arraycopy(what.bytes(), 0, rsv, 0, 32);
    System.arraycopy(what.bytes(), 0, rsv, 32, 32);
    rsv[32] &= 0x3f;
    return new Signature(Curve.SECP256K1, rsv);
  }

  @Override
  public Signature sign(KeyId key, KeyUse use, ToSign what, String reason) {
    policy
        .against(use, Instant.EPOCH)
        .ifPresent(
            why -> {
              throw new Refusal(ProblemType.FORBIDDEN, why);
            });
    synchronized (this) {
      uses.add(use);
    }
    return signed(what, reason);
  }

  /** For what was signed, in order, as it was told. */
  public synchronized List<KeyUse> uses() {
    return List.copyOf(uses);
  }

  /** What all keys may be used for from now on. */
  public void policy(KeyPolicy is) {
    policy = is;
  }

  public synchronized List<String> reasons() {
    return List.copyOf(reasons);
  }

  public synchronized void journalAway(boolean is) {
    journalAway = is;
  }

  /** Keys can't be read: what was held of them is wiped, and the database is away. */
  public synchronized void recordsAway(boolean is) {
    recordsAway = is;
  }
}
