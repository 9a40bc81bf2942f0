package io.ridgeway.keys.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.ridgeway.model.TenantId;
import io.ridgeway.model.journal.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The laws of {@link JournalSink}; whoever implements it extends this. */
public abstract class JournalSinkContract {
  private final String instance = Instance.fresh();
  private final TenantId tenant = TenantId.next();

  /** What is tested; the same one within a test. */
  protected abstract JournalSink sink();

  /** What it has taken from that instance, in order. */
  protected abstract List<JournalRecord> taken(String instance);

  /** Makes what the records refer to, where that must be there. */
  protected void prepare(TenantId tenant) {}

  @BeforeEach
  void prepare() {
    prepare(tenant);
  }

  @Test
  void hasNothingOfAnInstanceItNeverHeardOf() {
    assertThat(sink().shippedUpTo(instance)).isZero();
  }

  @Test
  void takesABatchAsItIs() {
    // Given
    List<JournalRecord> batch = chain(instance, 3);

    // When
    sink().accept(instance, batch);

    // Then
    assertThat(sink().shippedUpTo(instance)).isEqualTo(3);
    assertThat(taken(instance)).isEqualTo(batch);
    assertThat(taken(instance)).allMatch(record -> record.isAuthentic(instance));
  }

  @Test
  void countsAReplayedRecordOnce() {
    // Given
    List<JournalRecord> chain = chain(instance, 5);
    sink().accept(instance, chain.subList(0, 3));

    // When
    sink().accept(instance, chain.subList(0, 3));
    sink().accept(instance, chain.subList(1, 5));

    // Then
    assertThat(taken(instance)).isEqualTo(chain);
  }

  @Test
  void refusesAGapWhole() {
    // Given
    List<JournalRecord> chain = chain(instance, 4);
    sink().accept(instance, chain.subList(0, 1));

    // Then
    assertThatIllegalStateException()
        .isThrownBy(() -> sink().accept(instance, chain.subList(2, 4)));
    assertThat(taken(instance)).isEqualTo(chain.subList(0, 1));
  }

  @Test
  void refusesAnotherChainUnderTheSameName() {
    // Given
    List<JournalRecord> chain = chain(instance, 2);
    List<JournalRecord> other = chain(Instance.fresh(), 3);
    sink().accept(instance, chain);

    // Then
    assertThatIllegalStateException()
        .isThrownBy(() -> sink().accept(instance, other.subList(2, 3)));
    assertThat(taken(instance)).isEqualTo(chain);
  }

  @Test
  void keepsInstancesApart() {
    // Given
    String other = Instance.fresh();

    // When
    sink().accept(instance, chain(instance, 2));
    sink().accept(other, chain(other, 1));

    // Then
    assertThat(sink().shippedUpTo(instance)).isEqualTo(2);
    assertThat(sink().shippedUpTo(other)).isEqualTo(1);
  }

  private List<JournalRecord> chain(String of, int length) {
    List<JournalRecord> chain = new ArrayList<>();
    String previous = JournalRecord.GENESIS;
    for (int sequence = 1; sequence <= length; sequence++) {
      Entry entry =
          new Entry(
              Entry.Kind.AUDIT,
              tenant,
              Instant.parse("2026-03-01T10:15:30.123456Z").plusSeconds(sequence),
              Map.of("action", "key.sign", "reason", "Zahlung № " + sequence + " 付款"));
      String hash = RecordBody.hash(of, RecordBody.encode(sequence, previous, entry));
      chain.add(new JournalRecord(sequence, entry, previous, hash));
      previous = hash;
    }
    return chain;
  }
}
