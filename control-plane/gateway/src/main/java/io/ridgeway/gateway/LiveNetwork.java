package io.ridgeway.gateway;

import io.ridgeway.framework.LedgerClient;
import io.ridgeway.framework.NumberedLedger;
import io.ridgeway.gateway.meter.CallMeter;
import io.ridgeway.gateway.submit.Submitter;
import io.ridgeway.gateway.upstream.NodeRing;
import io.ridgeway.model.NetworkId;

/**
 * One network as calls meet it: its route as last heard, and what outlives a change of the route:
 * how full its limit is, its meter, and the nonces of its accounts.
 */
final class LiveNetwork {
  private final NetworkId id;
  private final RateLimit limit;
  private final CallMeter meter;
  private final Submitter submitter;
  private final Desk desk;
  private volatile Heard heard;

  /** What changes together. */
  record Heard(NetworkRoute route, NodeRing ring, LedgerClient ledger) {}

  LiveNetwork(
      NetworkId id, Heard heard, RateLimit limit, CallMeter meter, Submitter submitter, Desk desk) {
    this.id = id;
    this.heard = heard;
    this.limit = limit;
    this.meter = meter;
    this.submitter = submitter;
    this.desk = desk;
  }

  NetworkId id() {
    return id;
  }

  NetworkRoute route() {
    return heard.route();
  }

  NodeRing ring() {
    return heard.ring();
  }

  LedgerClient ledger() {
    return heard.ledger();
  }

  /** The same, of a framework whose accounts number their transactions. */
  NumberedLedger numbered() {
    return (NumberedLedger) heard.ledger();
  }

  RateLimit limit() {
    return limit;
  }

  CallMeter meter() {
    return meter;
  }

  Submitter submitter() {
    return submitter;
  }

  /** Where calls are worked off that block. */
  Desk desk() {
    return desk;
  }

  /** Takes a changed route; of what it says anew only what differs is made anew. */
  void hear(Heard news) {
    limit.change(news.route().tps());
    heard = news;
  }
}
