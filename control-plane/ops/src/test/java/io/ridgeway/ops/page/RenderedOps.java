package io.ridgeway.ops.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.engine.catalogue.CityNodeEntry;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.tenant.Tenant;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OperationId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.network.Condition;
import io.ridgeway.model.network.Framework;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.NetworkState;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.network.Tier;
import io.ridgeway.model.place.Capacity;
import io.ridgeway.model.place.CityNode;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.place.Resources;
import io.ridgeway.pages.RenderedPages;
import io.ridgeway.pages.Theme;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Renders each page with sample data, in both languages; they are kept to be looked at. */
abstract class RenderedOps {
  static final Instant NOW = Instant.parse("2026-11-21T10:40:03Z");
  static final TenantId TENANT = new TenantId("t00000000000a");
  static final TenantId OTHER = new TenantId("t00000000000b");
  static final Tenant ACME =
      new Tenant(TENANT, "Acme <Trade>", "CN", Tenant.Verification.SUBMITTED, NOW);
  static final Resources TOTAL = new Resources(8_000, 16_384, 200);
  static final CityNodeEntry HEARD = entry("local-1", Optional.of(heard("")));
  static final CityNodeEntry TROUBLED =
      entry("us-california-1", Optional.of(heard("The disk is full.")));
  static final CityNodeEntry SILENT = entry("eu-frankfurt-1", Optional.empty());

  private final RenderedPages pages = new RenderedPages();

  static CityNodeEntry entry(String id, Optional<CityNodeEntry.Heard> heard) {
    return new CityNodeEntry(
        new CityNode(
            new CityNodeId(id),
            "This machine",
            "US",
            "US",
            "local",
            "local",
            100,
            CityNode.State.ACTIVE),
        Map.of("token", "secret-reference"),
        heard);
  }

  static CityNodeEntry.Heard heard(String problem) {
    return new CityNodeEntry.Heard(
        new Capacity(TOTAL, new Resources(6_750, 13_824, 150)),
        Set.of(new Software("goquorum", "22.7.4")),
        NOW,
        problem);
  }

  static Network network(NetworkState state) {
    return Network.ordered(
            new NetworkId("n000000notary"),
            TENANT,
            new NetworkSpec(
                "notary",
                new Framework("ethereum", "qbft-1"),
                Tier.DEDICATED,
                Map.of("validator", 4),
                Map.of(),
                List.of(new CityNodeId("local-1")),
                10,
                10),
            NOW)
        .seen(
            List.of(),
            List.of(
                new Condition(
                    Condition.Type.NODES_READY,
                    Condition.Status.FALSE,
                    "X",
                    "3 of 5 nodes run.",
                    NOW)),
            42)
        .with(state);
  }

  static Operation operation() {
    return new Operation(
        new OperationId("p00000000000a"),
        TENANT,
        new NetworkId("n000000notary"),
        Operation.Kind.CREATE,
        Operation.State.RUNNING,
        List.of(Operation.Step.pending("place")),
        "Waits for capacity.",
        NOW,
        Optional.empty());
  }

  String shown(String name, String template, Map<String, Object> data) {
    String chinese = pages.page(template, Locale.CHINESE, Theme.LIGHT, "", data);
    assertThat(chinese).containsPattern("[\\u4e00-\\u9fff]");
    RenderedPages.keep(name + "-zh", chinese);
    RenderedPages.keep(name + "-dark", pages.page(template, Locale.ENGLISH, Theme.DARK, "", data));
    String english = pages.page(template, Locale.ENGLISH, Theme.LIGHT, "", data);
    RenderedPages.keep(name, english);
    return english;
  }

  static Map<String, Object> list(Object... items) {
    return Map.of("items", List.of(items), "next", "");
  }
}
