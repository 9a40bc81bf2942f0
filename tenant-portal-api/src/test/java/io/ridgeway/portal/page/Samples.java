package io.ridgeway.portal.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ridgeway.billing.Invoice;
import io.ridgeway.billing.Invoicing;
import io.ridgeway.billing.Offer;
import io.ridgeway.billing.Party;
import io.ridgeway.billing.PriceBook;
import io.ridgeway.billing.PriceBooks;
import io.ridgeway.billing.PricedSpec;
import io.ridgeway.billing.Quote;
import io.ridgeway.billing.Rater;
import io.ridgeway.billing.Subscription;
import io.ridgeway.billing.TaxRate;
import io.ridgeway.billing.Term;
import io.ridgeway.engine.access.Membership;
import io.ridgeway.engine.access.TenantRole;
import io.ridgeway.engine.approval.Approval;
import io.ridgeway.engine.catalogue.FrameworkOffer;
import io.ridgeway.engine.gateway.ClientDesk;
import io.ridgeway.engine.gateway.CredentialDesk;
import io.ridgeway.engine.gateway.GatewayCredential;
import io.ridgeway.engine.gateway.KeyDesk;
import io.ridgeway.engine.network.Made;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.NodeStatus;
import io.ridgeway.engine.tenant.Tenant;
import io.ridgeway.engine.tenant.VerificationFile;
import io.ridgeway.model.ApprovalId;
import io.ridgeway.model.CredentialId;
import io.ridgeway.model.InvoiceId;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OperationId;
import io.ridgeway.model.OrderId;
import io.ridgeway.model.QuoteId;
import io.ridgeway.model.SubscriptionId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.UserId;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.certificate.CertificateRequest;
import io.ridgeway.model.certificate.CertificateUse;
import io.ridgeway.model.certificate.RenewalCalendar;
import io.ridgeway.model.certificate.Subject;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.meter.Meter;
import io.ridgeway.model.meter.UsageRecord;
import io.ridgeway.model.network.Condition;
import io.ridgeway.model.network.Framework;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.NetworkState;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.network.Operation.Step;
import io.ridgeway.model.network.Operation.StepState;
import io.ridgeway.model.network.Tier;
import io.ridgeway.model.place.CityNode;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.place.Placement;
import io.ridgeway.pages.Form;
import io.ridgeway.portal.view.UsageView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A tenant with a network, as the pages are given them. */
final class Samples {
  static final Instant NOW = Instant.parse("2026-11-21T10:40:03Z");
  static final TenantId TENANT = new TenantId("t00000000000a");
  static final NetworkId NETWORK = new NetworkId("n000000notary");
  static final CityNodeId PLACE = new CityNodeId("local-1");
  static final PriceBook BOOK = PriceBooks.shipped().at(NOW);
  static final NetworkSpec SPEC =
      new NetworkSpec(
          "notary",
          new Framework("ethereum", "qbft-1"),
          Tier.DEDICATED,
          Map.of("validator", 4, "rpc", 1),
          Map.of("blockPeriodSeconds", "1"),
          List.of(PLACE),
          10,
          10);
  static final Offer OFFER = Rater.offer(BOOK, PricedSpec.of(SPEC), Term.ANNUAL, "USD");
  static final FrameworkOffer ETHEREUM =
      new FrameworkOffer(
          "ethereum",
          "Ethereum (QBFT)",
          "A private Ethereum network with final blocks.",
          List.of("qbft-1"),
          Set.of(Tier.DEDICATED),
          List.of(
              new FrameworkOffer.Role("validator", "Validators", List.of(4, 7, 10), 4, "3f + 1."),
              new FrameworkOffer.Role("rpc", "RPC nodes", List.of(1, 2, 3), 1, "One is needed.")),
          """
          {"properties": {
            "blockPeriodSeconds": {"title": "Block period", "type": "integer", "minimum": 1, "maximum": 60, "default": 1},
            "chainId": {"title": "Chain id", "type": "integer", "minimum": 1},
            "mode": {"title": "Mode", "type": "string", "enum": ["plain", "private"]},
            "gasLimit": {"title": "Gas limit of a block", "type": "integer", "default": 30000000}}}
          """,
          List.of(Set.of(new Software("goquorum", "22.7.4"))),
          List.of(PLACE, new CityNodeId("us-california-1")));

  static final Subscription SUBSCRIPTION =
      Subscription.open(
          new SubscriptionId("s00000000000a"),
          TENANT,
          new OrderId("o00000000000a"),
          NETWORK,
          OFFER,
          NOW);

  private Samples() {}

  static Tenant tenant(Tenant.Verification verification) {
    return new Tenant(TENANT, "Acme <Trade> & Sons", "CN", verification, NOW);
  }

  static List<CityNode> places() {
    return List.of(
        new CityNode(
            PLACE, "This machine", "ZZ", "ZZ", "local", "local", 100, CityNode.State.ACTIVE),
        new CityNode(
            new CityNodeId("us-california-1"),
            "San Jose",
            "US",
            "US",
            "aws",
            "kubernetes",
            2000,
            CityNode.State.ACTIVE));
  }

  static OrderForm form(Form typed) {
    return OrderForm.of(ETHEREUM, List.of(ETHEREUM), places(), BOOK, new ObjectMapper(), typed);
  }

  static Quote quote() {
    return quote(SPEC);
  }

  static Quote quote(NetworkSpec spec) {
    return new Quote(
        new QuoteId("q00000000000a"),
        TENANT,
        spec,
        OFFER,
        false,
        Optional.empty(),
        NOW,
        NOW.plusSeconds(30 * 86_400L));
  }

  static Network network(NetworkState state) {
    Network ordered = Network.ordered(NETWORK, TENANT, SPEC, NOW);
    if (state instanceof NetworkState.Requested) {
      return ordered;
    }
    List<NodeStatus> nodes = new ArrayList<>();
    Map<NodeName, CityNodeId> placed = new HashMap<>();
    for (String role : List.of("rpc", "validator")) {
      for (int i = 1; i <= SPEC.nodes().get(role); i++) {
        NodeName name = NodeName.of(role, i);
        placed.put(name, PLACE);
        boolean troubled = role.equals("validator") && i == 3;
        nodes.add(
            new NodeStatus(
                name,
                role,
                PLACE,
                troubled ? "BACKING_OFF" : "RUNNING",
                troubled ? 3 : 0,
                troubled ? -1 : 1_024,
                48_234_496L,
                troubled ? "It ended, and is started again after a while." : "",
                troubled ? "container of node-7.internal.example ended with 1" : ""));
      }
    }
    return ordered
        .with(
            Made.NOTHING.placed(
                new Placement(
                    placed,
                    List.of(
                        "local-1 is the only city node that was chosen.",
                        "It survives no site loss."),
                    false),
                new Software("goquorum", "22.7.4")))
        .seen(
            nodes,
            List.of(
                condition(
                    Condition.Type.NODES_READY,
                    Condition.Status.FALSE,
                    "NotRunning",
                    "Not running: validator-3."),
                condition(
                    Condition.Type.PROGRESSING,
                    Condition.Status.TRUE,
                    "Growing",
                    "New blocks are made."),
                condition(
                    Condition.Type.REACHABLE,
                    Condition.Status.TRUE,
                    "Heard",
                    "Every city node answers.")),
            1_024)
        .readyFrom(NOW)
        .with(state);
  }

  static Condition condition(
      Condition.Type type, Condition.Status status, String reason, String message) {
    return new Condition(type, status, reason, message, NOW);
  }

  static Operation creation(Operation.State state) {
    boolean done = state == Operation.State.SUCCEEDED;
    List<Step> steps = new ArrayList<>();
    List<String> names =
        List.of(
            "place", "reserve-addresses", "issue-identities", "genesis", "apply", "start", "join");
    for (int i = 0; i < names.size(); i++) {
      Instant at = NOW.plusSeconds(2L * i);
      if (done || i < 4) {
        steps.add(
            new Step(
                names.get(i), StepState.DONE, "", Optional.of(at), Optional.of(at.plusSeconds(2))));
      } else if (i == 4) {
        steps.add(
            new Step(
                names.get(i),
                StepState.RUNNING,
                "3 of 5 nodes are installed.",
                Optional.of(at),
                Optional.empty()));
      } else {
        steps.add(Step.pending(names.get(i)));
      }
    }
    return new Operation(
        new OperationId("p00000000000a"),
        TENANT,
        NETWORK,
        Operation.Kind.CREATE,
        state,
        steps,
        "",
        NOW,
        done ? Optional.of(NOW.plusSeconds(14)) : Optional.empty());
  }

  static KeyDesk.Account key() {
    return new KeyDesk.Account(
        new ManagedKey(
            new KeyId("k00000000000a"),
            TENANT,
            NETWORK,
            "app-1",
            Curve.SECP256K1,
            Purpose.TRANSACTION,
            "ab".repeat(64),
            NOW),
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed");
  }

  /** A signature of beta's administrator, so that gamma can come. */
  static Approval approval(Approval.State state) {
    return approval(new ApprovalId("a000000000001"), state);
  }

  static Approval approval(ApprovalId id, Approval.State state) {
    boolean refused = state == Approval.State.REFUSED;
    return new Approval(
        id,
        TENANT,
        NETWORK,
        Optional.of(OperationId.next()),
        new Approval.Request(
            "beta", "PEM", "channel trade: gamma comes to the channel", "aGVhZA==", "Ym9keQ=="),
        NOW,
        NOW.plus(Approval.TERM),
        state,
        Optional.empty(),
        refused ? "who is gamma?" : "",
        refused ? "ann" : "",
        refused ? Optional.of(NOW) : Optional.empty());
  }

  /** A certificate that beta's own authority is asked for, by what runs. */
  static Approval certification(boolean awaited) {
    return new Approval(
        new ApprovalId("a000000000003"),
        TENANT,
        NETWORK,
        awaited ? Optional.of(OperationId.next()) : Optional.empty(),
        new Approval.Request(
            "beta",
            "",
            "beta-tlsca is to certify peer-beta-1-tls",
            "",
            "",
            Optional.of(
                new CertificateRequest(
                    "beta-tlsca",
                    "peer-beta-1-tls",
                    Subject.of("peer-beta-1").in("beta"),
                    CertificateUse.TLS,
                    List.of("127.0.0.1", "localhost"),
                    "-----BEGIN CERTIFICATE REQUEST-----\n"))),
        NOW,
        NOW.plus(Approval.TERM),
        Approval.State.PENDING,
        Optional.empty(),
        "",
        "",
        Optional.empty());
  }

  static ClientDesk.Client client() {
    Certificate certificate =
        new Certificate(
            TENANT,
            NETWORK,
            "alpha-ca",
            "till-own",
            1,
            "0a".repeat(16),
            NOW.minusSeconds(86_400),
            NOW.plusSeconds(86_400),
            "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n");
    return new ClientDesk.Client(
        "till",
        RenewalCalendar.of(List.of(certificate)).renewals().get(0),
        RenewalCalendar.State.DUE,
        false);
  }

  static GatewayCredential credential(boolean revoked) {
    return new GatewayCredential(
        new CredentialId(revoked ? "c00000000000b" : "c00000000000a"),
        TENANT,
        NETWORK,
        revoked ? "Old notary" : "Notary service",
        "00".repeat(32),
        "rw_k3Jx9",
        NOW,
        revoked ? Optional.of(NOW) : Optional.empty());
  }

  static CredentialDesk.Issued issued() {
    return new CredentialDesk.Issued(
        credential(false), "rw_k3Jx9-sample-sample-sample-sample-sample-sam");
  }

  static UsageView usage() {
    List<UsageRecord> records = new ArrayList<>();
    for (int hour = 0; hour < 3; hour++) {
      Instant from = NOW.minusSeconds(3600L * (3 - hour));
      records.add(record(Meter.NODE_HOURS, from, 5_000_000));
      records.add(record(Meter.GATEWAY_CALLS, from, 1_234_000_000L));
      records.add(record(Meter.PEAK_TPS, from, 9_000_000));
      records.add(record(Meter.STORAGE_GIB_MONTHS, from, 123_456));
    }
    return UsageView.of(records);
  }

  private static UsageRecord record(Meter meter, Instant from, long micros) {
    return new UsageRecord("engine", TENANT, NETWORK, meter, from, from.plusSeconds(3600), micros);
  }

  static Invoice invoice() {
    return Invoicing.annual(
        SUBSCRIPTION,
        List.of(),
        new Invoicing.Issue(
            new InvoiceId("i00000000000a"),
            "2026-000001",
            new Party("Ridgeway Operator Ltd", List.of("1 High Street", "London"), "GB 123"),
            new Party("Acme <Trade> & Sons", List.of("CN"), "91310000MA1FL0000X"),
            TaxRate.NONE,
            NOW,
            30));
  }

  static VerificationFile file(Optional<VerificationFile.Decision> decision) {
    return new VerificationFile(
        TENANT, "Acme Trade Ltd", "91310000MA1FL0000X", "Ada Chen", NOW, decision);
  }

  static Membership member() {
    return new Membership(TENANT, new UserId("u-1"), "ada", TenantRole.ADMIN, NOW);
  }
}
