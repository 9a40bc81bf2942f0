package io.ridgeway.portal.view;

import io.ridgeway.engine.member.HoldingDesk.Holding;
import io.ridgeway.engine.member.HoldingDesk.Kind;
import io.ridgeway.model.key.KeyLife;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that a person could hold that opens something of the organisation's.
 *
 * @param id of what it opens; of a certificate its application's name
 * @param name empty where it isn't known
 * @param since when they had it last
 * @param state of a copy of a managed key what became of the one in custody, which the copy
 *     outlives
 * @param end what ends it, or gives it to somebody else: calls of this API, one after another
 */
public record HoldingView(
    Kind kind,
    String id,
    String name,
    String network,
    Instant since,
    Optional<KeyLife.State> state,
    String end) {
  public static HoldingView of(Holding h) {
    return new HoldingView(
        h.kind(), h.id(), h.name(), h.network().value(), h.since(), h.state(), end(h));
  }

  private static String end(Holding h) {
    String network = "/v1/networks/" + h.network();
    return switch (h.end()) {
      case NEW_APPLICATION -> "DELETE /v1/bsn-applications/" + h.id();
      case ROTATION -> "POST /v1/webhooks/" + h.id() + "/secrets";
      case NEW_CERTIFICATE ->
          "POST " + network + "/clients (another name), POST " + network + "/revocations";
      case NEW_KEY -> "POST " + network + "/keys (another name), POST " + network + "/revocations";
      case SUCCESSOR ->
          "POST " + network + "/keys/" + h.id() + "/successors, then move what its account owns";
    };
  }
}
