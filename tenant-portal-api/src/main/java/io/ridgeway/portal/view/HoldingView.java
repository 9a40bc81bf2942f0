package io.ridgeway.portal.view;

import io.ridgeway.engine.member.HoldingDesk.Holding;
import io.ridgeway.engine.member.HoldingDesk.Kind;
import java.time.Instant;

/**
 * Something that a person could hold that opens something of the organisation's.
 *
 * @param id of what it opens; of a certificate its application's name
 * @param name empty where it isn't known
 * @param since when they had it last
 * @param end what ends it, or gives it to somebody else: a call of this API
 */
public record HoldingView(
    Kind kind, String id, String name, String network, Instant since, String end) {
  public static HoldingView of(Holding h) {
    return new HoldingView(h.kind(), h.id(), h.name(), h.network().value(), h.since(), end(h));
  }

  private static String end(Holding h) {
    return switch (h.kind()) {
      case APPLICATION -> "DELETE /v1/bsn-applications/" + h.id();
      case WEBHOOK -> "POST /v1/webhooks/" + h.id() + "/secrets";
      case CERTIFICATE -> "POST /v1/networks/" + h.network() + "/revocations";
      case IMPORTED_KEY, EXPORTED_KEY ->
          "POST /v1/networks/" + h.network() + "/keys/" + h.id() + "/successors";
    };
  }
}
