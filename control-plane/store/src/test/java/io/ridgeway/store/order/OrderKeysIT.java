package io.ridgeway.store.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.ridgeway.engine.order.Idempotency;
import io.ridgeway.engine.order.Order;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.store.testing.Postgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** A key stands for one order, and is forgotten once it is a day old. */
@QuarkusTest
class OrderKeysIT extends OrderCase {
  @Test
  void aKeyStandsForOneRequest() {
    // Given
    Order first = desk.place(actor, tenant, quote.id(), true, "key-1", "digest");

    // When, Then
    assertThat(desk.place(actor, tenant, quote.id(), true, "key-1", "digest")).isEqualTo(first);
    assertThatThrownBy(() -> desk.place(actor, tenant, quote.id(), true, "key-1", "another"))
        .isInstanceOfSatisfying(
            Refusal.class,
            no -> assertThat(no.type()).isEqualTo(ProblemType.IDEMPOTENCY_KEY_REUSED));
  }

  @Test
  void keysAreForgottenInBatchesOnceTheyAreADayOld() throws SQLException {
    // Given: others may have left old keys, too
    while (forgetOld(100) > 0) {
      pause(Duration.ofMillis(1));
    }
    for (String key : List.of("oldest", "older", "old", "young")) {
      transactions.runInTenant(tenant, () -> idempotency.claim(tenant, key, "digest"));
    }
    age("oldest", "26 hours");
    age("older", "25 hours");
    age("old", "24 hours 1 second");
    age("young", "23 hours 59 minutes");

    // When, Then
    assertThat(forgetOld(2)).isEqualTo(2);
    assertThat(keys()).containsExactly("old", "young");
    assertThat(forgetOld(2)).isEqualTo(1);
    assertThat(forgetOld(2)).isZero();
    assertThat(keys()).containsExactly("young");
  }

  @Test
  void aTenantsOwnTransactionForgetsNoOtherTenantsKeys() throws SQLException {
    // Given
    transactions.runInTenant(tenant, () -> idempotency.claim(tenant, "old", "digest"));
    age("old", "25 hours");

    // When
    int forgotten = transactions.inTenant(signUp(), () -> idempotency.forgetOld(10));

    // Then
    assertThat(forgotten).isZero();
    assertThat(keys()).containsExactly("old");
  }

  @Test
  void aForgottenKeyBringsNoSecondNetwork() throws SQLException {
    // Given
    desk.place(actor, tenant, quote.id(), true, "key-1", "digest");
    age("key-1", "25 hours");
    forgetOld(100);

    // When, Then
    assertThatThrownBy(() -> desk.place(actor, tenant, quote.id(), true, "key-1", "digest"))
        .isInstanceOfSatisfying(
            Refusal.class, no -> assertThat(no.type()).isEqualTo(ProblemType.CONFLICT));
    assertThat(rowsOf("customer_order")).isEqualTo(1);
  }

  @Test
  void aKeyThatIsBeingForgottenIsClaimedAnew() throws Exception {
    // Given
    transactions.runInTenant(tenant, () -> idempotency.claim(tenant, "old", "before"));
    age("old", "25 hours");
    ExecutorService thread = Executors.newSingleThreadExecutor();
    List<Future<Optional<Idempotency.Outcome>>> claims = new ArrayList<>();

    // When: it is removed, and claimed before that is committed
    transactions.runAsSystem(
        () -> {
          idempotency.forgetOld(100);
          claims.add(
              thread.submit(
                  () ->
                      transactions.inTenant(
                          tenant, () -> idempotency.claim(tenant, "old", "after"))));
          pause(Duration.ofMillis(100));
        });

    // Then
    assertThat(claims.get(0).get()).isEmpty();
    assertThat(keys()).containsExactly("old");
    thread.shutdown();
  }

  private int forgetOld(int most) {
    return transactions.asSystem(() -> idempotency.forgetOld(most));
  }

  private List<String> keys() {
    return really(
        "select idempotency_key from idempotency where tenant_id = '"
            + tenant
            + "' order by claimed_at");
  }

  private void age(String key, String by) throws SQLException {
    try (Connection connection = Postgres.asSuperuser();
        PreparedStatement aged =
            connection.prepareStatement(
                "update idempotency set claimed_at = now() - ?::interval"
                    + " where tenant_id = ? and idempotency_key = ?")) {
      aged.setString(1, by);
      aged.setString(2, tenant.value());
      aged.setString(3, key);
      assertThat(aged.executeUpdate()).isEqualTo(1);
    }
  }
}
