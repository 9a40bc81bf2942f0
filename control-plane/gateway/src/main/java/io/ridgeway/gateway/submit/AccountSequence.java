package io.ridgeway.gateway.submit;

import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.NumberedLedger;
import io.ridgeway.gateway.rpc.RpcError;
import io.ridgeway.gateway.rpc.RpcWriter;
import io.ridgeway.model.journal.Journal.JournalUnavailable;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Signature;
import io.ridgeway.model.key.Signer;
import io.ridgeway.model.key.ToSign;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Numbers, signs and sends the transactions of one account, one after the other.
 *
 * <p>The laws, for as long as nobody else sends from the account:
 *
 * <ul>
 *   <li>A nonce is used up only by a transaction that the ledger took, so there are no gaps; what
 *       was refused gives its nonce to the next.
 *   <li>No two submissions are answered with the same transaction.
 *   <li>After an unknown outcome the ledger is asked for the next nonce before anything is signed.
 *   <li>What was signed under a nonce and may have been taken is never signed again under another.
 * </ul>
 *
 * <p>If somebody else does send from it, the nonce is asked for again and the transaction signed
 * anew. Blocks; one thread at a time, which its {@link Turns} see to.
 */
final class AccountSequence {
  private static final Logger LOG = LoggerFactory.getLogger(AccountSequence.class);
  private static final int ATTEMPTS = 4;

  /** Between us only: the nonce was taken by somebody else. */
  private static final Outcome NONCE_LOST =
      new Outcome.Refused(RpcError.of(RpcError.REJECTED, 200, "the nonce is taken"), false);

  /**
   * An account that was idle for so long asks the ledger again: by then all nodes have what was
   * sent, and what they dropped from their pools shows as a gap to be filled.
   */
  private static final Duration IDLE = Duration.ofSeconds(30);

  private final ManagedKey key;
  private final Signer signer;
  private final Clock clock;
  private OptionalLong next = OptionalLong.empty();
  private long floor;
  private Instant usedAt = Instant.EPOCH;
  private final Unmined unmined;

  AccountSequence(ManagedKey key, Signer signer, Clock clock) {
    this.key = key;
    this.signer = signer;
    this.clock = clock;
    this.unmined = new Unmined(key, signer, clock);
  }

  /** Another gateway may have numbered the account meanwhile; from where it goes on, if known. */
  void resume(OptionalLong from) {
    next = OptionalLong.empty();
    floor = from.orElse(0);
    usedAt = clock.instant();
    unmined.shared();
  }

  /** The next nonce, if it is known without asking. */
  OptionalLong next() {
    return next;
  }

  /** What was taken and isn't known to be in a block. */
  Unmined unmined() {
    return unmined;
  }

  /** Brings one transaction onto the ledger, or says why not. */
  Outcome submit(TransactionRequest request, NumberedLedger ledger, Wire wire, String reason) {
    try {
      for (int i = 0; i < ATTEMPTS; i++) {
        long nonce = nonce(request.from(), ledger);
        if (request.nonce().orElse(nonce) != nonce) {
          return otherNonce(nonce);
        }
        NumberedLedger.Unsigned unsigned = ledger.prepare(request.fields(), nonce);
        String audited = reason + " nonce " + nonce;
        Signature signature =
            signer.sign(key.id(), request.use(), new ToSign.Digest(unsigned.digest()), audited);
        String raw = unsigned.encode().encode(signature.recoverable());
        Outcome outcome = send(raw, nonce, wire);
        if (outcome instanceof Outcome.Accepted accepted) {
          unmined.add(new Unmined.Sent(nonce, accepted.hash(), raw, request.fields()));
        }
        if (outcome != NONCE_LOST) {
          return outcome;
        }
      }
      return refused(
          RpcError.of(
              RpcError.REJECTED,
              200,
              "The account's nonces are taken as fast as they are chosen, nothing was sent:"
                  + " somebody else sends from this account. Stop that, or use another account."));
    } catch (IllegalArgumentException e) {
      return refused(RpcError.params("The transaction can't be made: " + e.getMessage() + "."));
    } catch (LedgerException.Refused e) {
      RpcError error = RpcError.of(e.code(), 200, String.valueOf(e.getMessage()));
      return new Outcome.Refused(
          e.data().map(data -> error.with(RpcWriter.quoted(data))).orElse(error), true);
    } catch (LedgerException.Unreachable e) {
      return refused(
          RpcError.unavailable(
              503, "No node of the network answers, nothing was sent. Try again in a moment."));
    } catch (Refusal e) {
      return refused(unsigned(e));
    } catch (JournalUnavailable e) {
      return refused(
          RpcError.unavailable(
              503,
              "The use of the key can't be recorded now, so nothing was signed. Try again later."));
    } catch (RuntimeException e) {
      LOG.atError()
          .addKeyValue("network", key.network())
          .addKeyValue("key", key.id())
          .setCause(e)
          .log("A transaction failed before it was sent");
      return refused(RpcError.internal());
    }
  }

  /** Custody's no; or only that the key can't be read anew while the database is away. */
  private static RpcError unsigned(Refusal refusal) {
    return refusal.type() == ProblemType.UNAVAILABLE
        ? RpcError.unavailable(
            503,
            "The managed key can't be used now, so nothing was signed and nothing sent. "
                + refusal.detail())
        : RpcError.of(RpcError.REJECTED, 200, refusal.detail());
  }

  private Outcome send(String raw, long nonce, Wire wire) {
    Wire.Sent sent = sent(raw, wire);
    if (sent instanceof Wire.Sent.Taken taken) {
      return taken(taken.hash(), nonce);
    }
    if (sent instanceof Wire.Sent.Unsent) {
      return refused(
          RpcError.unavailable(
              503,
              "No node of the network can be reached, nothing was sent. Try again in a moment."));
    }
    if (sent instanceof Wire.Sent.Rejected rejected) {
      return switch (Rejection.of(rejected.error().message())) {
        case KNOWN, TAKEN -> lost(nonce + 1);
        case AHEAD -> lost(0);
        case OTHER -> new Outcome.Refused(rejected.error(), true);
      };
    }
    return settle(raw, nonce, wire);
  }

  /** Whatever goes wrong while it is sent leaves open whether it was. */
  private Wire.Sent sent(String raw, Wire wire) {
    try {
      return wire.send(raw);
    } catch (RuntimeException e) {
      LOG.atWarn()
          .addKeyValue("network", key.network())
          .setCause(e)
          .log("The way to the nodes failed under a transaction");
      return new Wire.Sent.Unknown();
    }
  }

  private boolean has(String hash, Wire wire) {
    try {
      return wire.has(hash);
    } catch (RuntimeException e) {
      LOG.atDebug().addKeyValue("network", key.network()).setCause(e).log("It can't be asked");
      return false;
    }
  }

  /** The same bytes again: they are the same transaction, so that it can't happen twice. */
  private Outcome settle(String raw, long nonce, Wire wire) {
    String hash = TransactionHash.of(raw);
    Wire.Sent sent = sent(raw, wire);
    boolean there =
        sent instanceof Wire.Sent.Taken
            || (sent instanceof Wire.Sent.Rejected rejected
                && (Rejection.of(rejected.error().message()) == Rejection.KNOWN
                    || has(hash, wire)));
    if (there) {
      return taken(hash, nonce);
    }
    next = OptionalLong.empty();
    LOG.atWarn()
        .addKeyValue("network", key.network())
        .addKeyValue("transaction", hash)
        .log("It is not known whether the network took a transaction");
    return refused(
        RpcError.unavailable(
                504,
                "It is not known whether the network took the transaction. Look for data.hash"
                    + " before you send it again, or repeat it with data.nonce: then it can't"
                    + " happen twice.")
            .with("{\"hash\":\"" + hash + "\",\"nonce\":\"0x" + Long.toHexString(nonce) + "\"}"));
  }

  private Outcome taken(String hash, long nonce) {
    next = OptionalLong.of(nonce + 1);
    floor = nonce + 1;
    usedAt = clock.instant();
    return new Outcome.Accepted(hash, nonce);
  }

  private Outcome lost(long least) {
    next = OptionalLong.empty();
    floor = least;
    return NONCE_LOST;
  }

  private long nonce(String account, NumberedLedger ledger) {
    if (usedAt.plus(IDLE).isBefore(clock.instant())) {
      next = OptionalLong.empty();
      floor = 0;
    }
    if (next.isEmpty()) {
      // A node that lags may not have seen yet what another one took from us.
      next = OptionalLong.of(Math.max(floor, ledger.nextNonce(account)));
      usedAt = clock.instant();
    }
    return next.getAsLong();
  }

  private static Outcome otherNonce(long nonce) {
    String hex = "0x" + Long.toHexString(nonce);
    return refused(
        RpcError.params(
                "The account's next nonce is "
                    + hex
                    + ", nothing was sent. The gateway numbers the transactions of managed"
                    + " accounts: leave nonce out, or give the next one to be sure that a"
                    + " repetition doesn't happen twice.")
            .with("{\"next\":\"" + hex + "\"}"));
  }

  private static Outcome refused(RpcError error) {
    return new Outcome.Refused(error, false);
  }
}
