package io.ridgeway.billing;

import io.ridgeway.billing.Invoicing.Issue;
import io.ridgeway.model.InvoiceId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OrderId;
import io.ridgeway.model.SubscriptionId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.meter.Meter;
import io.ridgeway.model.meter.UsageRecord;
import io.ridgeway.model.network.Framework;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.Tier;
import io.ridgeway.model.place.CityNodeId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What the tests of this module start from. */
final class Samples {
  static final CityNodeId CALIFORNIA = new CityNodeId("us-california-1");
  static final CityNodeId LOCAL = new CityNodeId("local-1");
  static final Framework ETHEREUM = new Framework("ethereum", "qbft-1");
  static final TenantId TENANT = TenantId.next();
  static final NetworkId NETWORK = NetworkId.next();
  static final Instant START = Instant.parse("2026-11-21T00:00:00Z");
  static final Party SELLER =
      new Party(
          "Ridgeway Operations Ltd.", List.of("1 Down Lane", "Avebury, UK"), "GB 123 4567 89");
  static final Party BUYER =
      new Party("杭州蓝桥供应链有限公司", List.of("浙江省杭州市西湖区文三路 90 号"), "91330106MA2CXXXX0Q");

  private static final PriceBook BOOK =
      PriceBook.parse(yaml("[{from: 10, to: 20, price: 2}, {from: 20, to: 100, price: 1.5}]", "0"));

  private Samples() {}

  /** A book of one row at California; the band prices and the discount are the caller's. */
  static String yaml(String tps, String annualDiscount) {
    return """
        version: test-1
        validFrom: 2026-01-01
        validTo: 2027-01-01
        currency: CNY
        quoteValidityDays: 30
        exchange:
          - { currency: USD, perUnit: 0.15, asOf: 2026-01-01 }
        terms:
          - { term: monthly, discount: 0 }
          - { term: annual, discount: %s }
        overage:
          includedCallsPerMonth: 1000
          perThousandCalls: 0.02
        rates:
          - cityNode: us-california-1
            framework: ethereum
            tier: dedicated
            perNodeMonth: 40.60
            includedTps: 10
            perGibMonth: 1.25
            tps: %s
        """
        .formatted(annualDiscount, tps);
  }

  static PriceBook book() {
    return BOOK;
  }

  static PricedSpec priced(int nodes, int tps, int gib) {
    return new PricedSpec(ETHEREUM, Tier.DEDICATED, Map.of(CALIFORNIA, nodes), tps, gib);
  }

  static NetworkSpec spec() {
    return new NetworkSpec(
        "ledger",
        ETHEREUM,
        Tier.DEDICATED,
        Map.of("validator", 4, "rpc", 1),
        Map.of(),
        List.of(LOCAL, CALIFORNIA),
        10,
        10);
  }

  static Subscription subscription(Offer offer, Instant from) {
    return Subscription.open(SubscriptionId.next(), TENANT, OrderId.next(), NETWORK, offer, from);
  }

  static Issue issue(TaxRate tax) {
    return new Issue(InvoiceId.next(), "RW-2026-0007", SELLER, BUYER, tax, START, 30);
  }

  static UsageRecord calls(String at, long calls) {
    return usage("gateway-1", Meter.GATEWAY_CALLS, at, calls);
  }

  static UsageRecord usage(String source, Meter meter, String at, long quantity) {
    Instant from = Instant.parse(at);
    return new UsageRecord(
        source,
        TENANT,
        NETWORK,
        meter,
        from,
        from.plus(Duration.ofMinutes(1)),
        quantity * 1_000_000);
  }

  static Amount cny(String value) {
    return Amount.of(new BigDecimal(value), "CNY");
  }

  static Amount usd(String value) {
    return Amount.of(new BigDecimal(value), "USD");
  }
}
