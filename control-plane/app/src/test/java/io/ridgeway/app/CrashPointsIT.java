package io.ridgeway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.app.cli.ApiProblem;
import io.ridgeway.app.embedded.ProcessMark;
import io.ridgeway.app.embedded.RunningRidgeway;
import io.ridgeway.reconciler.FaultPort;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The whole process dies at a point of its work; started again, it gets there as if it hadn't. Some
 * points are sampled; {@code -Pfull} takes them all.
 */
class CrashPointsIT {
  private static final List<String> CREATING =
      List.of(
          FaultPort.TAKE_OVER,
          FaultPort.KEEP,
          FaultPort.RESERVE,
          FaultPort.ENSURE_KEY,
          FaultPort.BIRTH,
          FaultPort.APPLY);
  private static final List<String> DELETING =
      List.of(
          FaultPort.REMOVE,
          FaultPort.DESTROY_KEYS,
          FaultPort.COUNT,
          FaultPort.TAKE_OVER,
          FaultPort.KEEP);
  // These are come by only when a network goes, so they can be armed before it is Ready.
  private static final Set<String> DELETING_ONLY = Set.of(FaultPort.REMOVE, FaultPort.DESTROY_KEYS);

  private final RunningRidgeway ridgeway = RunningRidgeway.ready();

  static Stream<Arguments> points() {
    if (!Boolean.getBoolean("ridgeway.full")) {
      return Stream.of(
          Arguments.of("after custody.ensure", "before adapter.remove"),
          Arguments.of("after pack.birth", "after adapter.remove"),
          Arguments.of("after adapter.apply", "after custody.destroyAll"));
    }
    List<String> creating = beforeAndAfter(CREATING);
    List<String> deleting = beforeAndAfter(DELETING);
    List<Arguments> all = new ArrayList<>();
    for (int i = 0; i < Math.max(creating.size(), deleting.size()); i++) {
      all.add(Arguments.of(creating.get(i % creating.size()), deleting.get(i % deleting.size())));
    }
    return all.stream();
  }

  private static List<String> beforeAndAfter(List<String> writes) {
    return writes.stream().flatMap(w -> Stream.of("before " + w, "after " + w)).toList();
  }

  @AfterEach
  void runsAgain() {
    ridgeway.start();
    ridgeway.withoutNetworks();
  }

  @ParameterizedTest(name = "creating: {0}; deleting: {1}")
  @MethodSource("points")
  void aDeathWhileCreatingAndOneWhileDeletingLoseNothingAndDoubleNothing(
      String creating, String deleting) throws SQLException {
    // Given
    ridgeway.withoutNetworks();
    Firm firm = Firm.verified(ridgeway);
    String quote = firm.quote();
    String key = UUID.randomUUID().toString();
    boolean early = DELETING_ONLY.contains(deleting.substring(deleting.indexOf(' ') + 1));

    // When
    ridgeway.kill();
    ridgeway.startToCrash(creating);
    unlessItDies(() -> firm.order(quote, key));
    ridgeway.awaitDeath();
    Rows rows = new Rows(ridgeway);
    String birth = rows.births(firm);
    if (early) {
      ridgeway.startToCrash(deleting);
    } else {
      ridgeway.start();
    }
    String network = firm.order(quote, key);
    firm.awaitState(network, "Ready");

    // Then
    assertThat(ridgeway.cityNode().recorded(network)).hasSize(5);
    assertThat(ridgeway.cityNode().recorded(network).values()).allMatch(ProcessMark::lives);
    assertThat(ridgeway.cityNode().processes(network)).hasSize(5);
    RunningRidgeway.await("the invoice", () -> rows.count("invoice", firm) > 0);
    assertThat(birth).isIn("", rows.births(firm));
    assertThat(rows.count("network", firm)).isEqualTo(1);
    assertThat(rows.count("customer_order", firm)).isEqualTo(1);
    assertThat(rows.count("subscription", firm)).isEqualTo(1);
    assertThat(rows.count("invoice", firm)).isEqualTo(1);
    assertThat(rows.count("key_record", firm)).isEqualTo(5);

    // When
    if (!early) {
      ridgeway.kill();
      ridgeway.startToCrash(deleting);
    }
    String lastBirth = rows.births(firm);
    unlessItDies(() -> firm.api().delete("/v1/networks/" + network));
    ridgeway.awaitDeath();
    ridgeway.start();
    if (firm.state(network).equals("Ready")) {
      firm.api().delete("/v1/networks/" + network); // It died before it could take this.
    }
    firm.awaitState(network, "Deleted");

    // Then
    assertThat(rows.births(firm)).isEqualTo(lastBirth);
    assertThat(ridgeway.cityNode().processes(network)).isEmpty();
    assertThat(ridgeway.cityNode().nodes(network)).isEmpty();
    assertThat(ridgeway.cityNode().reservations(network)).isZero();
    assertThat(rows.count("subscription", firm)).isEqualTo(1);
    assertThat(rows.count("invoice", firm)).isEqualTo(1);
    assertThat(rows.keysLeft(firm)).isZero();
    assertThat(rows.overlappingUsage(firm)).isZero();
  }

  private static void unlessItDies(Runnable work) {
    try {
      work.run();
    } catch (ApiProblem e) {
      throw e;
    } catch (RuntimeException e) {
      // No answer: the death that was asked for, and that is awaited next.
    }
  }

  /** What the database holds of a firm, as the superuser sees it. */
  private record Rows(RunningRidgeway ridgeway) {
    int count(String table, Firm firm) {
      return number("select count(*) from " + table + " where tenant_id = ?", firm);
    }

    int keysLeft(Firm firm) {
      return number(
          "select count(*) from key_record where tenant_id = ? and length(ciphertext) > 0", firm);
    }

    /** Counts of the same meter and source whose times overlap: what is counted twice. */
    int overlappingUsage(Firm firm) {
      return number(
          "select count(*) from usage_record a join usage_record b using (network_id, meter, source)"
              + " where a.tenant_id = ? and a.from_at < b.from_at and b.from_at < a.to_at",
          firm);
    }

    /** The birth records that were kept; empty text if none. */
    String births(Firm firm) {
      return text(
          "select coalesce(string_agg(made ->> 'birth', ' '), '') from network"
              + " where tenant_id = ?",
          firm);
    }

    private int number(String query, Firm firm) {
      return Integer.parseInt(text(query, firm));
    }

    private String text(String query, Firm firm) {
      try (var connection = ridgeway.database();
          var statement = connection.prepareStatement(query)) {
        statement.setString(1, firm.id());
        try (var rows = statement.executeQuery()) {
          rows.next();
          return rows.getString(1);
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
