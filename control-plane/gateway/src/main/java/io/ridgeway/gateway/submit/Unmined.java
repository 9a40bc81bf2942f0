package io.ridgeway.gateway.submit;

import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.NumberedLedger;
import io.ridgeway.model.key.KeyUse;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Signature;
import io.ridgeway.model.key.Signer;
import io.ridgeway.model.key.ToSign;
import io.ridgeway.model.problem.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Transactions of one account that the network took and that no block is known to have. If the
 * first of them is still waiting after a while, it is stuck: it is sent again as it is, and after
 * that replaced by the same transaction at a higher price, under the same nonce, so that only one
 * of the two can ever happen. One thread at a time.
 */
final class Unmined {
  private static final Logger LOG = LoggerFactory.getLogger(Unmined.class);

  /** Blocks come every few seconds, so what waited longer isn't waiting for its turn. */
  static final Duration STUCK = Duration.ofSeconds(20);

  /** How often the price is raised, by a quarter each time: three times the first in all. */
  static final int RAISES = 5;

  /** The oldest are forgotten first: what waits longest is looked at, not what came last. */
  private static final int MOST = 2_000;

  private final ManagedKey key;
  private final Signer signer;
  private final Clock clock;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final Replacements replacements = new Replacements();
  private volatile boolean any;
  private int stuck;
  private int replaced;

  /**
   * One that the network took.
   *
   * @param fields from which it was made
   */
  record Sent(long nonce, String hash, String raw, Map<String, String> fields) {}

  private static final class Waiting {
    private Sent sent;
    private Instant since;
    private int tries;

    /** Another gateway numbered the account since. */
    private boolean shared;

    private Waiting(Sent sent, Instant since) {
      this.sent = sent;
      this.since = since;
    }
  }

  Unmined(ManagedKey key, Signer signer, Clock clock) {
    this.key = key;
    this.signer = signer;
    this.clock = clock;
  }

  void add(Sent sent) {
    // The ledger took it: whatever was there under its nonce or a later one is gone.
    waiting.removeIf(each -> each.sent.nonce() >= sent.nonce());
    if (waiting.size() >= MOST) {
      waiting.removeLast();
    }
    waiting.add(new Waiting(sent, clock.instant()));
    any = true;
  }

  /** Whether there is something to look at; on any thread. */
  boolean any() {
    return any;
  }

  /** Whether it is time to look; in the account's turn only. */
  boolean due() {
    Waiting first = waiting.peek();
    return first != null && !first.since.plus(STUCK).isAfter(clock.instant());
  }

  /** It isn't this gateway's turn: looks later. */
  void postpone() {
    Waiting first = waiting.peek();
    if (first != null) {
      first.since = clock.instant();
    }
  }

  /** Another gateway may have used the nonces of those that wait. */
  void shared() {
    waiting.forEach(each -> each.shared = true);
  }

  /** All names of a transaction that was replaced; see {@link Replacements#of}. On any thread. */
  List<String> names(String hash) {
    return replacements.of(hash);
  }

  /** How many were found stuck, and how many were replaced. */
  int[] counts() {
    return new int[] {stuck, replaced};
  }

  /**
   * Forgets those that are in blocks, and sees to the first of the others. Blocks; only while the
   * account is this gateway's.
   */
  void look(String account, NumberedLedger ledger, Wire wire) {
    if (!due()) {
      return;
    }
    Waiting first = waiting.peek();
    long mined = ledger.minedNonce(account);
    while (first != null && first.sent.nonce() < mined) {
      waiting.remove();
      first = waiting.peek();
    }
    any = first != null;
    // Those behind it wait for it, however long.
    if (first != null
        && first.sent.nonce() == mined
        && !first.since.plus(STUCK).isAfter(clock.instant())) {
      seeTo(first, ledger, wire);
    }
  }

  private void seeTo(Waiting first, NumberedLedger ledger, Wire wire) {
    first.since = clock.instant();
    first.tries++;
    if (!wire.has(first.sent.hash())) {
      sendAgain(first, wire);
    } else if (first.tries == 1) {
      stuck++;
      LOG.atWarn()
          .addKeyValue("network", key.network())
          .addKeyValue("transaction", first.sent.hash())
          .log("A transaction waits for its block for long: it is sent again");
      wire.send(first.sent.raw());
    } else if (first.tries <= 1 + RAISES) {
      replace(first, ledger, wire);
    } else if (first.tries == 2 + RAISES) {
      LOG.atError()
          .addKeyValue("network", key.network())
          .addKeyValue("transaction", first.sent.hash())
          .log("A transaction is stuck and its price isn't raised any further");
    }
  }

  /**
   * The pool doesn't have it, so what it has under the nonce, if anything, is another one: that
   * isn't replaced. Where another gateway may have sent that, not even the old bytes are sent,
   * which may pay more.
   */
  private void sendAgain(Waiting first, Wire wire) {
    if (first.shared) {
      return;
    }
    if (wire.send(first.sent.raw()) instanceof Wire.Sent.Rejected rejected
        && Rejection.of(rejected.error().message()) == Rejection.TAKEN) {
      waiting.remove(first);
      any = !waiting.isEmpty();
      LOG.atWarn()
          .addKeyValue("network", key.network())
          .addKeyValue("transaction", first.sent.hash())
          .log("A transaction is no longer the one under its nonce: it is left alone");
    }
  }

  /** Nothing, if the account can't pay more: then the old one is all that there is. */
  private static Optional<NumberedLedger.Unsigned> made(
      Map<String, String> dearer, long nonce, NumberedLedger ledger) {
    try {
      return Optional.of(ledger.prepare(dearer, nonce));
    } catch (LedgerException.Refused e) {
      return Optional.empty();
    }
  }

  /** Nothing, if what was decided about the key is against it by now, or at that price. */
  private Optional<String> signed(
      NumberedLedger.Unsigned unsigned, Map<String, String> fields, String reason) {
    KeyUse use =
        new TransactionRequest(fields.getOrDefault("from", ""), OptionalLong.empty(), fields).use();
    try {
      Signature signature =
          signer.sign(key.id(), use, new ToSign.Digest(unsigned.digest()), reason);
      return Optional.of(unsigned.encode().encode(signature.recoverable()));
    } catch (Refusal e) {
      LOG.atWarn()
          .addKeyValue("network", key.network())
          .addKeyValue("key", key.id())
          .addKeyValue("why", e.detail())
          .log("A stuck transaction isn't replaced: its key must not sign that");
      return Optional.empty();
    }
  }

  private void replace(Waiting first, NumberedLedger ledger, Wire wire) {
    Sent old = first.sent;
    Optional<Map<String, String>> dearer = ledger.dearer(old.fields());
    Optional<NumberedLedger.Unsigned> made = dearer.flatMap(d -> made(d, old.nonce(), ledger));
    if (made.isEmpty()) {
      wire.send(old.raw());
      return;
    }
    NumberedLedger.Unsigned unsigned = made.get();
    String reason =
        "replacement of stuck transaction "
            + old.hash()
            + " nonce "
            + old.nonce()
            + ", price raised "
            + (first.tries - 1)
            + " of "
            + RAISES;
    Optional<String> signed = signed(unsigned, dearer.orElseThrow(), reason);
    if (signed.isEmpty()) {
      wire.send(old.raw());
      return;
    }
    String raw = signed.get();
    Wire.Sent sent = wire.send(raw);
    if (sent instanceof Wire.Sent.Taken taken) {
      replaced++;
      replacements.add(old.hash(), taken.hash());
      first.sent = new Sent(old.nonce(), taken.hash(), raw, dearer.get());
      LOG.atWarn()
          .addKeyValue("network", key.network())
          .addKeyValue("transaction", old.hash())
          .addKeyValue("by", taken.hash())
          .log("A stuck transaction was replaced by the same at a higher price");
    } else {
      // Refused, or not known: the old one stays what is waited for, and is sent again.
      wire.send(old.raw());
    }
  }
}
