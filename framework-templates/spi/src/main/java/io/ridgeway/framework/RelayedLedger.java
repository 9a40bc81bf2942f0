package io.ridgeway.framework;

import io.ridgeway.model.certificate.Certificate;
import java.time.Duration;
import java.util.Optional;

/**
 * A ledger whose own protocol is calls of gRPC that are of one message and bear their caller's
 * signature, so that they can be passed on to its nodes as they came. Whether a signature holds is
 * the nodes' to say. None of these methods blocks.
 */
public interface RelayedLedger extends LedgerClient {
  /** How a call is passed on. */
  enum Kind {
    /** It changes nothing: where a node doesn't answer, another one may be asked. */
    ASKS,
    /** It may change the ledger: it is sent to one node, once. */
    CHANGES,
    /** It is answered by messages without an end. */
    STREAMS
  }

  /**
   * How the call of that name is passed on; empty if it isn't.
   *
   * @param name service and method, as in a path: {@code gateway.Gateway/Evaluate}
   */
  Optional<Kind> relayed(String name);

  /**
   * A call as it came in.
   *
   * @param name one that {@link #relayed} knows
   * @param message as gRPC has it between its frames
   * @param by under which certificate of the network's the caller came in
   * @param patience how long the answer may take in all; empty for as long as it takes
   */
  @SuppressWarnings("ArrayRecordComponent") // short-lived, never compared
  record Wire(String name, byte[] message, Certificate by, Optional<Duration> patience) {
    @Override
    public String toString() {
      return "Wire[" + name + ", " + message.length + " bytes]";
    }
  }

  /** Hears what a node answers, on any thread, one after the other. */
  interface Answers {
    /** A message; the next one comes once {@link Passing#more} has asked for it. */
    void message(byte[] message);

    /** There are no more. */
    void end(End how);
  }

  /**
   * How a call ended.
   *
   * @param answered whether a node has said so; else none answered, and the rest says only how that
   *     was found out
   * @param status gRPC's
   * @param message gRPC's
   * @param details gRPC's {@code grpc-status-details-bin}; nothing if there are none
   */
  @SuppressWarnings("ArrayRecordComponent") // short-lived, never compared
  record End(boolean answered, int status, String message, byte[] details) {
    @Override
    public String toString() {
      return "End[" + status + (answered ? " by a node]" : "]");
    }
  }

  /** A call under way. */
  interface Passing {
    /** Asks for one message more; the first one needs no asking. */
    void more();

    /** Nobody waits for the answer any more. */
    void cancel();
  }

  /**
   * Passes a call on to a node of the caller's organisation.
   *
   * @throws IllegalArgumentException if the message can't be read, or isn't what is passed on there
   * @throws io.ridgeway.model.problem.Refusal if it speaks of another network, or for another
   *     organisation than the caller's
   * @throws LedgerException.Unreachable if there is no way to such a node
   */
  Passing pass(Wire call, Answers answers);
}
