package io.ridgeway.ops.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.billing.Amount;
import io.ridgeway.billing.CostBook;
import io.ridgeway.engine.host.HostingDesk;
import io.ridgeway.engine.host.HostingDesk.Guests;
import io.ridgeway.engine.host.Waiting;
import io.ridgeway.engine.network.Hosting;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.Weekly;
import io.ridgeway.model.network.NetworkState;
import io.ridgeway.model.network.Operation;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Pages of networks that take guests. */
class HostPagesTest extends RenderedOps {
  @Test
  void aHostShowsItsGuestsWhatWaitsAndItsWindows() {
    // Given
    Network host = network(new NetworkState.Ready());
    Network guest = network(new NetworkState.Ready());
    Network gone = network(new NetworkState.Deleted());
    Operation window =
        Operation.begun(TENANT, host.id(), Operation.Kind.WINDOW, NOW)
            .ended(Operation.State.FAILED, NOW);
    Weekly weekly =
        new Weekly(DayOfWeek.SUNDAY, LocalTime.of(3, 30), ZoneId.of("Asia/Shanghai"), 90);
    Guests full =
        new Guests(
            host,
            new Hosting(50, true, Optional.of(weekly)),
            Optional.empty(),
            List.of(guest),
            List.of(new Waiting(gone, NOW, OptionalLong.of(3L << 20))),
            new HostingDesk.Window(
                Optional.empty(), Optional.of("The only peer of <alpha>."), List.of(window)),
            Map.of(
                guest.id(),
                new CostBook.Margin(Amount.of("20.30", "CNY"), Amount.of("4.96", "CNY"))));
    Guests none =
        new Guests(
            host,
            new Hosting(0, false),
            Optional.of("It has one member."),
            List.of(guest),
            List.of(new Waiting(gone, NOW, OptionalLong.empty())),
            new HostingDesk.Window(Optional.of("In CouchDB."), Optional.empty(), List.of()),
            Map.of());
    // Then
    assertThat(shown("ops-hosts", "ops/hosting", Map.of("items", List.of(full, none))))
        .contains(
            "2 / 50", "Sunday 03:30 (Asia/Shanghai)", "/ops/hosting/n000000notary", "by hand");
    assertThat(shown("ops-hosts-none", "ops/hosting", Map.of("items", List.of())))
        .contains("id=\"no-items\"");
    assertThat(shown("ops-host", "ops/host", host(full)))
        .contains(
            "The only peer of &lt;alpha&gt;.",
            "id=\"open-window\"",
            "id=\"by-hand\"",
            "data-loss=\"false\"",
            "15.34",
            "3 MiB",
            "id=\"contracts\" checked>",
            "<option value=\"SUNDAY\" selected>");
    assertThat(shown("ops-host-bare", "ops/host", host(none)))
        .contains("It has one member.", "In CouchDB.", "not known")
        .doesNotContain("id=\"open-window\"", "id=\"window-time\"");
  }

  private static Map<String, Object> host(Guests host) {
    return Map.of("g", host, "days", DayOfWeek.values(), "form", HostingPage.form(host));
  }
}
