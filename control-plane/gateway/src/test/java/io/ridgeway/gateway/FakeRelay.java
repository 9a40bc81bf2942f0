package io.ridgeway.gateway;

import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.RelayedLedger.Answers;
import io.ridgeway.framework.RelayedLedger.End;
import io.ridgeway.framework.RelayedLedger.Kind;
import io.ridgeway.framework.RelayedLedger.Passing;
import io.ridgeway.framework.RelayedLedger.Wire;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** What passes calls on; what becomes of one, its message says. */
final class FakeRelay {
  private static final byte[] NONE = {};
  private static final Map<String, Kind> KINDS =
      Map.of(
          "gateway.Gateway/Evaluate", Kind.ASKS,
          "gateway.Gateway/Submit", Kind.CHANGES,
          "gateway.Gateway/ChaincodeEvents", Kind.STREAMS);

  final List<Wire> calls = new CopyOnWriteArrayList<>();
  final List<Answers> open = new CopyOnWriteArrayList<>();

  /** How many messages were asked for beyond the first ones. */
  final AtomicInteger wanted = new AtomicInteger();

  final AtomicInteger cancelled = new AtomicInteger();

  Optional<Kind> relayed(String name) {
    return Optional.ofNullable(KINDS.get(name));
  }

  Passing pass(Wire call, Answers answers) {
    calls.add(call);
    switch (new String(call.message(), StandardCharsets.UTF_8)) {
      case "foreign" ->
          throw new Refusal(ProblemType.FORBIDDEN, "The message names another channel.");
      case "odd" -> throw new IllegalArgumentException("the message can't be read");
      case "away" -> throw new LedgerException.Unreachable("There is no way to a peer of alpha.");
      case "fault" -> throw new IllegalStateException("10.0.0.7 is a fault");
      case "silent" -> answers.end(new End(false, 14, "10.0.0.7 is away", NONE));
      case "late" -> answers.end(new End(false, 4, "10.0.0.7 is late", NONE));
      case "no" -> answers.end(new End(true, 10, "no: 50\u00a0%", new byte[] {1, 2, 3, 4}));
      case "open" -> open.add(answers);
      default -> {
        answers.message(call.message());
        answers.end(new End(true, 0, "", NONE));
      }
    }
    return new Passing() {
      @Override
      public void more() {
        wanted.incrementAndGet();
      }

      @Override
      public void cancel() {
        cancelled.incrementAndGet();
      }
    };
  }
}
