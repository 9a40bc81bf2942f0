package io.ridgeway.store.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.core.type.TypeReference;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.ridgeway.engine.Page;
import io.ridgeway.engine.account.UsageBook;
import io.ridgeway.engine.audit.AuditLog;
import io.ridgeway.keys.journal.JournalRecord;
import io.ridgeway.keys.journal.JournalSink;
import io.ridgeway.keys.journal.JournalSinkContract;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.journal.Entry;
import io.ridgeway.model.meter.Meter;
import io.ridgeway.model.meter.UsageRecord;
import io.ridgeway.store.ScopedTransactions;
import io.ridgeway.store.sql.Json;
import io.ridgeway.store.sql.Sql;
import io.ridgeway.store.testing.Postgres;
import io.ridgeway.store.testing.World;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Postgres.class)
class JournalSinkIT extends JournalSinkContract {
  private static final Instant FROM = Instant.parse("2026-03-01T10:15:00Z");

  @Inject JournalSink sink;
  @Inject ScopedTransactions transactions;
  @Inject UsageBook usage;
  @Inject AuditLog audit;
  @Inject Sql sql;
  @Inject Json json;
  @Inject World world;

  @Override
  protected JournalSink sink() {
    return sink;
  }

  @Override
  protected void prepare(TenantId tenant) {
    world.make(tenant);
  }

  @Override
  protected List<JournalRecord> taken(String instance) {
    return transactions.asSystem(
        () ->
            sql.query(
                row ->
                    new JournalRecord(
                        row.getLong("journal_sequence"),
                        new Entry(
                            Entry.Kind.AUDIT,
                            new TenantId(row.getString("tenant_id")),
                            Sql.instant(row, "at"),
                            json.read(
                                row.getString("fields"),
                                new TypeReference<Map<String, String>>() {})),
                        row.getString("journal_previous"),
                        row.getString("journal_hash")),
                "select * from audit_event where journal_instance = ? order by journal_sequence",
                instance));
  }

  @Test
  void countsAndAuditsGoWhereTheyBelong() {
    // Given
    TenantId tenant = TenantId.next();
    NetworkId network = NetworkId.next();
    world.make(tenant, network);
    String instance = "gateway-" + network;

    // When
    sink.accept(instance, List.of(signature(1, tenant, network), count(2, tenant, network, 7)));
    sink.accept(instance, List.of(signature(1, tenant, network), count(2, tenant, network, 7)));

    // Then
    assertThat(transactions.inTenant(tenant, () -> usage.of(network, FROM, FROM.plusSeconds(1))))
        .containsExactly(
            new UsageRecord(
                instance,
                tenant,
                network,
                Meter.GATEWAY_CALLS,
                FROM,
                FROM.plusSeconds(60),
                7_000_000));
    assertThat(transactions.inTenant(tenant, () -> audit.list(Page.Request.first())).items())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.action()).isEqualTo("key.sign");
              assertThat(event.subject()).isEqualTo("k0123456789ab");
              assertThat(event.user()).isEqualTo(instance);
              assertThat(event.detail()).isEqualTo("network " + network + ", reason a call");
            });
  }

  @Test
  void aCountThatCantBeReadStopsItsBatchWhole() {
    // Given
    TenantId tenant = TenantId.next();
    NetworkId network = NetworkId.next();
    world.make(tenant, network);
    String instance = "gateway-" + network;
    Entry broken = new Entry(Entry.Kind.METER, tenant, FROM, Map.of("meter", "GATEWAY_CALLS"));

    // When, Then
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                sink.accept(
                    instance,
                    List.of(
                        signature(1, tenant, network), new JournalRecord(2, broken, "h1", "h2"))))
        .withMessageContaining("record 2");
    assertThat(sink.shippedUpTo(instance)).isZero();
    assertThat(taken(instance)).isEmpty();
  }

  private static JournalRecord signature(long sequence, TenantId tenant, NetworkId network) {
    return record(
        sequence,
        new Entry(
            Entry.Kind.AUDIT,
            tenant,
            FROM,
            Map.of(
                "action", "key.sign",
                "subject", "k0123456789ab",
                "network", network.value(),
                "reason", "a call")));
  }

  private static JournalRecord count(
      long sequence, TenantId tenant, NetworkId network, long calls) {
    return record(
        sequence,
        new Entry(
            Entry.Kind.METER,
            tenant,
            FROM.plusSeconds(60),
            Map.of(
                "source", "gateway-" + network,
                "network", network.value(),
                "meter", "GATEWAY_CALLS",
                "micros", String.valueOf(calls * 1_000_000),
                "from", FROM.toString(),
                "to", FROM.plusSeconds(60).toString())));
  }

  private static JournalRecord record(long sequence, Entry entry) {
    return new JournalRecord(
        sequence,
        entry,
        sequence == 1 ? JournalRecord.GENESIS : "h" + (sequence - 1),
        "h" + sequence);
  }
}
