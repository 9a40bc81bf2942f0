package io.ridgeway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.ridgeway.engine.network.Network;
import io.ridgeway.model.TenantId;
import io.ridgeway.store.testing.Postgres;
import io.ridgeway.store.testing.Samples;
import io.ridgeway.store.testing.StoreCase;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ScopedTransactionsIT extends StoreCase {
  @Inject EntityManager entities;

  @Test
  void aNativeQueryWithoutAWhereClauseSeesNoRowOfAnother() {
    // Given
    TenantId a = signUp();
    TenantId b = signUp();
    Network ofA = network(a);
    Network ofB = network(b);

    // When
    List<?> bySql =
        transactions.inTenant(
            a, () -> sql.query(row -> row.getString(1), "select id from network"));
    List<?> byHibernate =
        transactions.inTenant(
            a, () -> entities.createNativeQuery("select id from network").getResultList());
    List<?> bySystem =
        transactions.asSystem(
            () -> entities.createNativeQuery("select id from network").getResultList());

    // Then
    assertThat(bySql).asString().contains(ofA.id().value()).doesNotContain(ofB.id().value());
    assertThat(byHibernate).asString().isEqualTo("[" + ofA.id() + "]");
    assertThat(bySystem).asString().contains(ofA.id().value(), ofB.id().value());
  }

  @Test
  void aRowForAnotherIsRefused() {
    // Given
    TenantId a = signUp();
    TenantId b = signUp();
    Network ofB = network(b);

    // When, Then
    assertThatThrownBy(
            () ->
                transactions.runInTenant(
                    a, () -> networks.insert(Samples.network(b, clock.instant()))))
        .hasStackTraceContaining("row-level security");
    assertThatThrownBy(
            () ->
                transactions.runInTenant(
                    a, () -> orders.insert(Samples.quote(b, Samples.spec("tea"), clock.instant()))))
        .hasStackTraceContaining("differs from current tenant id");
    assertThat(
            transactions.<Integer>inTenant(
                a,
                () -> sql.execute("update network set fence = 99 where id = ?", ofB.id().value())))
        .isZero();
    assertThat(really("select fence from network where id = '" + ofB.id() + "'"))
        .containsExactly("1");
  }

  @Test
  void nothingOfATenantHangsOnAnothersNetwork() {
    // Given
    TenantId a = signUp();
    TenantId b = signUp();
    Network ofB = network(b);

    // When, Then
    assertThatThrownBy(
            () ->
                transactions.runInTenant(
                    a,
                    () ->
                        sql.execute(
                            "insert into credential"
                                + " (id, tenant_id, network_id, name, digest, hint, created_at)"
                                + " values ('c', ?, ?, 'stolen', 'd', 'h', now())",
                            a.value(),
                            ofB.id().value())))
        .hasMessageContaining("foreign key");
  }

  @Test
  void aConnectionWithoutASettingSeesNothing() throws SQLException {
    // Given
    network(signUp());
    List<String> tables =
        really(
            "select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace"
                + " and relname not in ('flyway_schema_history', 'scheduled_tasks') order by 1");
    assertThat(tables).hasSizeGreaterThan(15);

    // When, Then
    try (Connection bare = Postgres.asApplication()) {
      for (String table : tables) {
        assertThat(texts(bare, "select count(*) from " + table)).as(table).containsExactly("0");
      }
    }
  }

  @Test
  void theSettingsEndWithTheirTransaction() {
    // Given
    TenantId a = signUp();
    transactions.inTenant(a, () -> tenants.find(a));

    // When: whatever connection of the pool it is, also that of the transaction before
    String left =
        sql.one(
                row -> row.getString(1) + row.getString(2),
                "select coalesce(current_setting('ridgeway.tenant', true), ''),"
                    + " coalesce(current_setting('ridgeway.scope', true), '')")
            .orElseThrow();

    // Then
    assertThat(left).isEmpty();
    assertThat(sql.query(row -> row.getString(1), "select id from tenant")).isEmpty();
  }

  @Test
  void everyTableIsHeldAndTheApplicationOwnsNone() {
    assertThat(
            really(
                "select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace"
                    + " and not (relrowsecurity and relforcerowsecurity) order by 1"))
        .containsExactly("flyway_schema_history", "scheduled_tasks");
    assertThat(
            really(
                "select count(*) from pg_class where relowner = 'ridgeway_app'::regrole"
                    + " and relnamespace = 'public'::regnamespace"))
        .containsExactly("0");
    assertThat(
            really(
                "select rolname from pg_roles where rolname = 'ridgeway_app'"
                    + " and not rolsuper and not rolbypassrls and not rolcreaterole and not rolcreatedb"))
        .containsExactly("ridgeway_app");
  }

  @Test
  void theBooksCanOnlyBeAddedTo() {
    for (String statement :
        List.of(
            "delete from audit_event",
            "update audit_event set detail = 'nothing happened'",
            "truncate audit_event",
            "delete from invoice",
            "update invoice set total_micros = 0",
            "delete from usage_record",
            "alter table invoice no force row level security")) {
      assertThatThrownBy(() -> transactions.asSystem(() -> sql.execute(statement)))
          .as(statement)
          .hasMessageMatching("(?s).*(permission denied|must be owner).*");
    }
  }

  @Test
  void workThatThrowsLeavesNothing() {
    // Given
    TenantId a = signUp();
    Network network = Samples.network(a, clock.instant());

    // When
    assertThatThrownBy(
            () ->
                transactions.runInTenant(
                    a,
                    () -> {
                      networks.insert(network);
                      throw new IllegalArgumentException("no");
                    }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no");

    // Then
    assertThat(really("select id from network where id = '" + network.id() + "'")).isEmpty();
  }

  @Test
  void aCallWithinACallJoinsIt() {
    // Given
    TenantId a = signUp();
    Network network = Samples.network(a, clock.instant());

    // When: the inner one succeeds, the outer one fails
    assertThatThrownBy(
            () ->
                transactions.runInTenant(
                    a,
                    () -> {
                      transactions.runInTenant(a, () -> networks.insert(network));
                      throw new IllegalArgumentException("no");
                    }))
        .hasMessage("no");

    // Then
    assertThat(really("select id from network where id = '" + network.id() + "'")).isEmpty();
  }

  @Test
  void aCallInAnotherScopeIsRefused() {
    TenantId a = signUp();
    TenantId b = signUp();

    assertThatThrownBy(() -> transactions.inTenant(a, () -> transactions.inTenant(b, () -> 1)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> transactions.inTenant(a, () -> transactions.asSystem(() -> 1)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> transactions.asSystem(() -> transactions.inTenant(a, () -> 1)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(
            () -> QuarkusTransaction.requiringNew().call(() -> transactions.asSystem(() -> 1)))
        .hasStackTraceContaining("has no scope");
  }

  @Test
  void anInnerFailureThatIsSwallowedIsNotAcknowledged() {
    // Given
    TenantId a = signUp();
    Network network = Samples.network(a, clock.instant());

    // When, Then
    assertThatThrownBy(
            () ->
                transactions.inTenant(
                    a,
                    () -> {
                      networks.insert(network);
                      try {
                        transactions.inTenant(
                            a,
                            () -> {
                              throw new IllegalArgumentException("swallowed");
                            });
                      } catch (IllegalArgumentException e) {
                        // As if nothing had been.
                      }
                      return "acknowledged";
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(really("select id from network where id = '" + network.id() + "'")).isEmpty();
  }

  @Test
  void whatStandsApartSeesOnlyWhatIsCommitted() {
    // Given
    TenantId a = signUp();
    Network network = Samples.network(a, clock.instant());

    // When
    transactions.runInTenant(
        a,
        () -> {
          networks.insert(network);
          // Then
          assertThat(networks.find(network.id())).isPresent();
          assertThat(transactions.apart(() -> networks.find(network.id()))).isEmpty();
          assertThat(networks.find(network.id())).isPresent();
        });
    assertThat(transactions.apart(() -> networks.find(network.id()))).isPresent();
  }

  @Test
  void entitiesOfPrivateTablesAreFilteredByHibernateToo() {
    // Given
    TenantId a = signUp();
    TenantId b = signUp();
    var quote = Samples.quote(b, Samples.spec("tea"), clock.instant());
    transactions.runInTenant(b, () -> orders.insert(quote));

    // Then
    assertThat(transactions.inTenant(a, () -> orders.quote(quote.id()))).isEmpty();
    assertThat(transactions.inTenant(b, () -> orders.quote(quote.id()))).contains(quote);
    assertThat(transactions.asSystem(() -> orders.quote(quote.id()))).contains(quote);
  }
}
