package io.ridgeway.framework.fabric.admin;

import io.grpc.StatusRuntimeException;
import io.ridgeway.framework.LedgerException;
import java.util.Optional;

/** What a call that failed means. */
final class Answers {
  private Answers() {}

  static LedgerException exception(StatusRuntimeException failure, String who) {
    return switch (failure.getStatus().getCode()) {
      // Their descriptions may hold a host.
      case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED ->
          new LedgerException.Unreachable(who + " does not answer");
      default ->
          new LedgerException.Refused(
              failure.getStatus().getCode().value(),
              String.valueOf(failure.getStatus().getDescription()),
              Optional.empty());
    };
  }
}
