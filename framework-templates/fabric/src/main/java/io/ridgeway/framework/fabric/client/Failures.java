package io.ridgeway.framework.fabric.client;

import io.grpc.Status;
import io.ridgeway.framework.LedgerException;
import java.security.cert.CertificateExpiredException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;

/** What a failed call of a peer's gateway means. */
final class Failures {
  private Failures() {}

  static LedgerException exception(Status status, List<ErrorDetail> details) {
    return isSilence(status)
        ? new LedgerException.Unreachable("No peer of the organisation answers.")
        : new LedgerException.Refused(
            status.getCode().value(), reasons(status, details), Optional.empty());
  }

  /** Where a peer isn't believed because its certificate has ended: what to do about it. */
  static Optional<LedgerException> expired(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateExpiredException) {
        return Optional.of(
            new LedgerException.Unreachable(
                "The TLS certificate of a peer has expired, so it isn't spoken to: the network's"
                    + " condition CERTIFICATES_VALID says which one, and what is missing for"
                    + " another."));
      }
    }
    return Optional.empty();
  }

  /** Whether nobody said no: then nothing is known, and the description may hold a host. */
  static boolean isSilence(Status status) {
    return switch (status.getCode()) {
      case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED -> true;
      default -> false;
    };
  }

  /** What each peer says, without where it is. */
  private static String reasons(Status status, List<ErrorDetail> details) {
    String each =
        details.stream()
            .map(detail -> detail.getMspId() + ": " + detail.getMessage())
            .distinct()
            .collect(Collectors.joining("; "));
    return each.isEmpty() ? String.valueOf(status.getDescription()) : each;
  }
}
