package io.ridgeway.gateway;

import io.ridgeway.framework.LedgerClient;
import io.ridgeway.framework.NumberedLedger;
import io.ridgeway.gateway.meter.CallMeter;
import io.ridgeway.gateway.submit.Submitter;
import io.ridgeway.gateway.upstream.NodeRing;
import io.ridgeway.model.CredentialId;
import io.ridgeway.model.NetworkId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One network as calls meet it: its route as last heard, and what outlives a change of the route:
 * how full its limit is, its meter, and the nonces of its accounts.
 */
final class LiveNetwork {
  /** How many people may wait for an answer about the ledger. */
  private static final int READERS = 32;

  private final NetworkId id;
  private final RateLimit limit;
  private final CallMeter meter;
  private final Submitter submitter;
  private final Desk desk;
  private final Views views;
  private volatile Heard heard;
  private volatile Map<CredentialId, KeyGate> gates = Map.of();

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
    this.views = new Views(desk.fellow(READERS));
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

  /** The gate of an API key that has limits of its own; null for most. */
  @Nullable KeyGate gate(CredentialId credential) {
    Map<CredentialId, KeyGate> all = gates;
    return all.isEmpty() ? null : all.get(credential);
  }

  Map<CredentialId, KeyGate> gates() {
    return gates;
  }

  void gates(Map<CredentialId, KeyGate> all) {
    gates = Map.copyOf(all);
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

  /** What people look at of it. */
  Views views() {
    return views;
  }

  /** Takes a changed route; of what it says anew only what differs is made anew. */
  void hear(Heard news) {
    heard = news;
  }
}
