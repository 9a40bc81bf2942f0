package io.ridgeway.framework.fabric.client;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.ridgeway.framework.RelayedLedger.Answers;
import io.ridgeway.framework.RelayedLedger.End;
import io.ridgeway.framework.RelayedLedger.Kind;
import io.ridgeway.framework.RelayedLedger.Passing;
import io.ridgeway.framework.RelayedLedger.Wire;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way to a peer as it came; the next peer, where one doesn't answer and nothing can
 * have happened. Thread-safe.
 */
final class Passage implements Passing {
  private static final byte[] NOTHING = {};

  /** More than a contract should answer; many are held at once, each until its caller has it. */
  private static final int LONGEST_ANSWER = 4 << 20;

  private static final Metadata.Key<byte[]> DETAILS =
      Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

  private final Wire wire;
  private final Kind kind;
  private final Iterator<Peers.Peer> peers;
  private final Answers answers;
  private final long began = System.nanoTime();
  private @Nullable ClientCall<byte[], byte[]> call;
  private boolean cancelled;

  /**
   * Nothing is sent yet.
   *
   * @param peers whom it may be sent to, at least one
   */
  Passage(Wire wire, Kind kind, Iterable<Peers.Peer> peers, Answers answers) {
    this.wire = wire;
    this.kind = kind;
    this.peers = peers.iterator();
    this.answers = answers;
  }

  /** Sends it to the next one. */
  void send() {
    ClientCall<byte[], byte[]> sent;
    synchronized (this) {
      if (cancelled) {
        return;
      }
      Peers.Peer peer = peers.next();
      sent = peer.connection().newCall(method(), options());
      call = sent;
      // One that is cancelled before it starts couldn't be started, nor would it ever end.
      peer.begins();
      sent.start(new Listener(peer), new Metadata());
    }
    sent.request(1);
    sent.sendMessage(wire.message());
    sent.halfClose();
  }

  /** Whether an answer takes as long as the ledger does, so that it tells nothing of a peer. */
  private boolean waits() {
    return kind != Kind.ASKS || wire.name().endsWith("/CommitStatus");
  }

  private MethodDescriptor<byte[], byte[]> method() {
    return MethodDescriptor.newBuilder(AsItCame.MARSHALLER, AsItCame.MARSHALLER)
        .setFullMethodName(wire.name())
        .setType(kind == Kind.STREAMS ? MethodType.SERVER_STREAMING : MethodType.UNARY)
        .build();
  }

  private CallOptions options() {
    Optional<Long> left = wire.patience().map(all -> all.toNanos() - (System.nanoTime() - began));
    CallOptions options = CallOptions.DEFAULT.withMaxInboundMessageSize(LONGEST_ANSWER);
    return left.isEmpty() ? options : options.withDeadlineAfter(left.get(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void more() {
    ClientCall<byte[], byte[]> now = current();
    if (now != null) {
      now.request(1);
    }
  }

  @Override
  public void cancel() {
    ClientCall<byte[], byte[]> now;
    synchronized (this) {
      cancelled = true;
      now = call;
    }
    if (now != null) {
      now.cancel("nobody waits for it", null);
    }
  }

  private synchronized @Nullable ClientCall<byte[], byte[]> current() {
    return call;
  }

  /** Whether another peer may be asked after that; an end that a peer told is no such. */
  private synchronized boolean mayGoOn(Status status) {
    return kind != Kind.CHANGES
        && !cancelled
        && status.getCode() == Status.Code.UNAVAILABLE
        && peers.hasNext();
  }

  /** What one peer answers. */
  private final class Listener extends ClientCall.Listener<byte[]> {
    private final Peers.Peer peer;
    private final long sentAt = System.nanoTime();
    private boolean answered;

    Listener(Peers.Peer peer) {
      this.peer = peer;
    }

    @Override
    public void onMessage(byte[] message) {
      if (!answered) {
        answered = true;
        told();
      }
      answers.message(message);
    }

    private void told() {
      if (waits()) {
        peer.done();
      } else {
        peer.answered(System.nanoTime() - sentAt);
      }
    }

    /** How long a caller waits says little of a peer; only where it had time enough it does. */
    private void note(Status status, boolean silence) {
      boolean late =
          status.getCode() == Status.Code.DEADLINE_EXCEEDED
              && !waits()
              && System.nanoTime() - sentAt > Peers.QUICK.toNanos();
      if (!silence) {
        told();
      } else if (late || status.getCode() == Status.Code.UNAVAILABLE) {
        peer.failed();
      } else {
        peer.abandoned();
      }
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      boolean silence = !answered && Failures.isSilence(status);
      if (!answered) {
        note(status, silence);
      }
      if (silence && mayGoOn(status)) {
        send();
        return;
      }
      byte[] details = trailers.get(DETAILS);
      answers.end(
          new End(
              !silence,
              status.getCode().value(),
              status.getDescription() == null ? "" : status.getDescription(),
              details == null ? NOTHING : details));
    }
  }

  /** Messages as bytes. */
  private enum AsItCame implements MethodDescriptor.Marshaller<byte[]> {
    MARSHALLER;

    @Override
    public InputStream stream(byte[] message) {
      return new ByteArrayInputStream(message);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
